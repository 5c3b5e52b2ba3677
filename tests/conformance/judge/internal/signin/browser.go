package signin

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// The way of a browser, as in flyteadmin: /oauth2/authorize, /login, the page of the OpenID provider, /callback,
// /oauth2/authorize_callback, the client. What was asked for goes along in cookies.
const (
	cookieRequest = "flyte_auth_code"
	cookieState   = "flyte_csrf_state"
	cookieUser    = "flyte_user_info"

	shortestState = 8
)

func setCookie(w http.ResponseWriter, name, value string) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: url.QueryEscape(value), Path: "/", HttpOnly: true})
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	value, err := url.QueryUnescape(c.Value)
	if err != nil {
		return ""
	}
	return value
}

// authorize checks a request for a code. One from whose client it can't be told where it came is answered here; any other
// mistake is told to the client.
func (s *Server) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	client, known := s.clients[q.Get("client_id")]
	switch {
	case !known:
		answer(w, http.StatusUnauthorized, failure{"invalid_client", "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)."})
		return
	case !slices.Contains(client.Redirects, q.Get("redirect_uri")): // exactly: no other port either
		answer(w, http.StatusBadRequest, failure{"invalid_request", "The 'redirect_uri' parameter does not match any of the OAuth 2.0 Client's pre-registered redirect urls."})
		return
	case len(q.Get("state")) < shortestState:
		back(w, r, q.Get("redirect_uri"), url.Values{"error": {"invalid_state"}, "state": {q.Get("state")}, "error_description": {
			fmt.Sprintf("The state is missing or does not have enough characters and is therefore considered too weak. Request parameter 'state' must be at least be %d characters long to ensure sufficient entropy.", shortestState)}})
		return
	case q.Get("response_type") != "code":
		back(w, r, q.Get("redirect_uri"), url.Values{"error": {"unsupported_response_type"}, "state": {q.Get("state")}})
		return
	}
	for _, scope := range strings.Fields(q.Get("scope")) {
		if !allowed(scope) {
			back(w, r, q.Get("redirect_uri"), url.Values{"error": {"invalid_scope"}, "state": {q.Get("state")}})
			return
		}
	}
	setCookie(w, cookieRequest, r.URL.RawQuery)
	http.Redirect(w, r, "/login?redirect_url=/oauth2/authorize_callback", http.StatusTemporaryRedirect)
}

// back sends the browser to the client.
func back(w http.ResponseWriter, r *http.Request, redirect string, q url.Values) {
	http.Redirect(w, r, redirect+"?"+q.Encode(), http.StatusSeeOther)
}

// login sends the browser to the provider.
func (s *Server) login(w http.ResponseWriter, r *http.Request) {
	state := s.signer.sign(claims{Use: cookieState}, codeLifetime)
	setCookie(w, cookieState, state)
	http.Redirect(w, r, "/openid/authorize?"+url.Values{"state": {state}}.Encode(), http.StatusTemporaryRedirect)
}

// page is the provider's: a form with one field, whose POST signs in. There is none if somebody is signed in already.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	subject, action := s.o.SignedIn, "authorize"
	if r.Method == http.MethodPost {
		subject, action = r.PostFormValue("sub"), r.PostFormValue("action")
	}
	state := url.Values{"state": {r.FormValue("state")}}
	switch {
	case action != "authorize":
		state.Set("error", "access_denied")
	case subject == "":
		showForm(w, "Who are you?", r.URL.RequestURI())
		return
	default:
		state.Set("code", s.signer.sign(claims{Use: cookieUser, Subject: subject}, codeLifetime))
	}
	http.Redirect(w, r, "/callback?"+state.Encode(), http.StatusFound)
}

func showForm(w http.ResponseWriter, question, action string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<!doctype html><title>Sign in</title><form method="post" action="%s"><p>%s <input name="sub" value="tester"></p>
<button name="action" value="authorize">Sign in</button> <button name="action" value="deny">Refuse</button></form>`,
		html.EscapeString(action), html.EscapeString(question))
}

// callback is where the provider sends the browser.
func (s *Server) callback(w http.ResponseWriter, r *http.Request) {
	if state := r.FormValue("state"); state == "" || state != cookie(r, cookieState) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	user, err := s.signer.read(r.FormValue("code"))
	if err != nil || user.Use != cookieUser {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	setCookie(w, cookieUser, r.FormValue("code"))
	http.Redirect(w, r, "/oauth2/authorize_callback", http.StatusTemporaryRedirect)
}

// authorized gives the client its code.
func (s *Server) authorized(w http.ResponseWriter, r *http.Request) {
	user, err := s.signer.read(cookie(r, cookieUser))
	asked, err2 := url.ParseQuery(cookie(r, cookieRequest))
	if err != nil || err2 != nil || user.Use != cookieUser || !asked.Has("redirect_uri") {
		answer(w, http.StatusUnauthorized, failure{"request_unauthorized", "The request could not be authorized."})
		return
	}
	code := s.signer.sign(claims{Use: useCode, Client: asked.Get("client_id"), Subject: user.Subject, Issuer: s.url, Audience: []string{s.url},
		Scopes: strings.Fields(asked.Get("scope")), Redirect: asked.Get("redirect_uri"), Challenge: asked.Get("code_challenge")}, codeLifetime)
	back(w, r, asked.Get("redirect_uri"), url.Values{"code": {code}, "state": {asked.Get("state")}, "scope": {asked.Get("scope")}})
}
