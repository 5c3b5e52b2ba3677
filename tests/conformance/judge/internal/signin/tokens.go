package signin

import (
	"crypto/rsa"
	"crypto/sha256"
	"encoding/binary"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const (
	codeLifetime    = 5 * time.Minute
	refreshLifetime = time.Hour
)

// issued is the answer to a request for a token.
type issued struct {
	Access  string `json:"access_token"`
	Expires int    `json:"expires_in"`
	Refresh string `json:"refresh_token,omitempty"`
	Scope   string `json:"scope"`
	Type    string `json:"token_type"`
}

// token is the token endpoint.
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		answer(w, http.StatusBadRequest, failure{"invalid_request", "Unable to parse HTTP body, make sure to send a properly formatted form request body."})
		return
	}
	code, body := s.grant(r)
	outcome := "ok"
	if f, failed := body.(failure); failed {
		outcome = f.Error
	}
	s.count(r.PostForm.Get("grant_type") + " " + outcome)
	answer(w, code, body)
}

// grant decides on a request, and returns the status with an issued or a failure.
func (s *Server) grant(r *http.Request) (int, any) {
	grant := r.PostForm.Get("grant_type")
	client, known := s.identify(r)
	switch {
	case !slices.Contains([]string{grantCode, grantRefresh, grantCredentials}, grant) && !(grant == grantDevice && s.o.Device):
		return http.StatusBadRequest, failure{"invalid_request", "The request is missing a required parameter, includes an invalid parameter value, " +
			"includes a parameter more than once, or is otherwise malformed."}
	case !known:
		return http.StatusUnauthorized, failure{"invalid_client", "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)."}
	case !s.clients[client].may(grant):
		return http.StatusBadRequest, failure{"unauthorized_client", "The client is not authorized to request a token using this method."}
	case r.PostForm.Get("audience") != "" && grant != grantDevice:
		return http.StatusBadRequest, failure{"invalid_request", "Requested audience '" + r.PostForm.Get("audience") + "' has not been whitelisted by the OAuth 2.0 Client."}
	}
	scopes := strings.Fields(r.PostForm.Get("scope"))
	if i := slices.IndexFunc(scopes, func(scope string) bool { return !allowed(scope) }); i >= 0 {
		return http.StatusBadRequest, failure{"invalid_scope", "The requested scope is invalid, unknown, or malformed. The OAuth 2.0 Client is not allowed to request scope '" + scopes[i] + "'."}
	}
	switch grant {
	case grantCredentials:
		// The real one says neither for whom nor from whom this token is.
		return http.StatusOK, s.issue(claims{Audience: []string{s.url}, Scopes: scopes})
	case grantRefresh:
		return s.refresh(r.PostForm.Get("refresh_token"))
	case grantDevice:
		return s.pollDevice(r.PostForm.Get("device_code"), client)
	}
	return s.exchange(r.PostForm, client)
}

func allowed(scope string) bool {
	return slices.Contains([]string{scopeAll, scopeOffline, "access_token"}, scope)
}

// identify says which client asks, by basic authentication or in the body.
func (s *Server) identify(r *http.Request) (id string, known bool) {
	id, secret, basic := r.BasicAuth()
	if basic {
		// RFC 6749, 2.3.1: both are encoded as in a form.
		var err1, err2 error
		id, err1 = url.QueryUnescape(id)
		secret, err2 = url.QueryUnescape(secret)
		if err1 != nil || err2 != nil {
			return "", false
		}
	} else {
		id, secret = r.PostForm.Get("client_id"), r.PostForm.Get("client_secret")
	}
	client, found := s.clients[id]
	return id, found && (client.Secret == "" || client.Secret == secret)
}

// issue makes an access token, and one to refresh it with, if that was asked for and a person has signed in.
func (s *Server) issue(c claims) issued {
	c.Use = useAccess
	out := issued{Access: s.signer.sign(c, s.o.Lifetime), Expires: max(int(s.o.Lifetime.Seconds())-1, 0), // rounded down there
		Scope: strings.Join(c.Scopes, " "), Type: "bearer"}
	if c.Client != "" && slices.Contains(c.Scopes, scopeOffline) {
		c.Use = useRefresh
		out.Refresh = s.signer.sign(c, refreshLifetime)
	}
	return out
}

// refresh takes a token any number of times, and fails like a broken server if it is not one.
func (s *Server) refresh(token string) (int, any) {
	c, err := s.signer.read(token)
	if err != nil || c.Use != useRefresh {
		return http.StatusInternalServerError, failure{"server_error", "The authorization server encountered an unexpected condition that prevented it from fulfilling the request."}
	}
	return http.StatusOK, s.issue(c)
}

// exchange takes a code any number of times.
func (s *Server) exchange(form url.Values, client string) (int, any) {
	c, err := s.signer.read(form.Get("code"))
	const invalid = "The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid, expired, " +
		"revoked, does not match the redirection URI used in the authorization request, or was issued to another client."
	if err != nil || c.Use != useCode || c.Client != client || form.Get("redirect_uri") != c.Redirect {
		return http.StatusBadRequest, failure{"invalid_grant", invalid}
	}
	sum := sha256.Sum256([]byte(form.Get("code_verifier")))
	if c.Challenge != base64url.EncodeToString(sum[:]) {
		return http.StatusBadRequest, failure{"invalid_grant", invalid + " The PKCE code challenge did not match the code verifier."}
	}
	c.Redirect, c.Challenge = "", ""
	return http.StatusOK, s.issue(c)
}

// jwks shows the key that tokens are signed with.
func (s *Server) jwks(w http.ResponseWriter, _ *http.Request) {
	s.signer.mu.Lock()
	key := s.signer.key.PublicKey
	s.signer.mu.Unlock()
	answer(w, http.StatusOK, map[string]any{"keys": []map[string]string{{"kty": "RSA", "n": base64url.EncodeToString(key.N.Bytes()), "e": exponent(key)}}})
}

func exponent(key rsa.PublicKey) string {
	raw := binary.BigEndian.AppendUint32(nil, uint32(key.E))
	for len(raw) > 1 && raw[0] == 0 {
		raw = raw[1:]
	}
	return base64url.EncodeToString(raw)
}
