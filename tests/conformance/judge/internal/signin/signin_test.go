package signin

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

const (
	redirect = "http://localhost:53593/callback"
	verifier = "0123456789012345678901234567890123456789012"
)

func start(t *testing.T, o Options) *Server {
	if o.Lifetime == 0 {
		o.Lifetime = 30 * time.Minute
	}
	o.Redirect, o.Secrets = redirect, map[string]string{"p": "a:b c"}
	mux := http.NewServeMux()
	web := httptest.NewServer(mux)
	t.Cleanup(web.Close)
	s, err := New(web.URL, o)
	if err != nil {
		t.Fatal(err)
	}
	s.Handle(mux)
	return s
}

// ask asks the token endpoint, and returns the status and the answer.
func (s *Server) ask(t *testing.T, id, secret string, form url.Values) (int, map[string]any) {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, s.url+"/oauth2/token", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if id != "" {
		r.SetBasicAuth(url.QueryEscape(id), url.QueryEscape(secret))
	}
	return do(t, http.DefaultClient, r)
}

func do(t *testing.T, c *http.Client, r *http.Request) (int, map[string]any) {
	t.Helper()
	a, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	_ = json.Unmarshal(body, &out)
	return a.StatusCode, out
}

func (s *Server) admitted(token string) error {
	ctx := context.Background()
	if token != "" {
		ctx = metadata.NewIncomingContext(ctx, metadata.Pairs(header, "Bearer "+token))
	}
	_, err := s.admit(ctx, "/flyteidl.service.AdminService/GetVersion")
	return err
}

func refused(t *testing.T, err error, text string) {
	t.Helper()
	if status.Code(err) != codes.Unauthenticated || !strings.Contains(status.Convert(err).Message(), text) {
		t.Errorf("%v, not %q", err, text)
	}
}

func TestAProgramSignsIn(t *testing.T) {
	s := start(t, Options{})
	code, got := s.ask(t, "p", "a:b c", url.Values{"grant_type": {"client_credentials"}, "scope": {"all"}})
	if code != 200 || got["expires_in"] != 1799.0 || got["refresh_token"] != nil {
		t.Fatalf("%d %v", code, got)
	}
	if err := s.admitted(got["access_token"].(string)); err != nil {
		t.Error(err)
	}
	body := url.Values{"grant_type": {"client_credentials"}, "client_id": {"p"}, "client_secret": {"a:b c"}}
	if code, got := s.ask(t, "", "", body); code != 200 {
		t.Errorf("the secret in the body: %d %v", code, got)
	}
}

func TestRefusalsOfTheTokenEndpoint(t *testing.T) {
	s := start(t, Options{})
	credentials := url.Values{"grant_type": {"client_credentials"}}
	with := func(key, value string) url.Values {
		return url.Values{"grant_type": {"client_credentials"}, key: {value}}
	}
	for _, c := range []struct {
		id, secret string
		form       url.Values
		code       int
		error      string
	}{
		{"p", "wrong", credentials, 401, "invalid_client"},
		{"nobody", "x", credentials, 401, "invalid_client"},
		{"p", "a:b c", with("scope", "everything"), 400, "invalid_scope"},
		{"p", "a:b c", with("audience", "x"), 400, "invalid_request"},
		{"", "", url.Values{"grant_type": {"refresh_token"}, "client_id": {"flytectl"}, "refresh_token": {"x"}}, 500, "server_error"},
		{"", "", url.Values{"grant_type": {"authorization_code"}, "client_id": {"flytectl"}, "code": {"x"}}, 400, "invalid_grant"},
		{"", "", url.Values{"grant_type": {"password"}}, 400, "invalid_request"},
	} {
		if code, got := s.ask(t, c.id, c.secret, c.form); code != c.code || got["error"] != c.error {
			t.Errorf("%v: %d %v", c.form, code, got)
		}
	}
}

func TestRefusedTokens(t *testing.T) {
	s := start(t, Options{Lifetime: time.Second})
	refused(t, s.admitted(""), "Could not retrieve bearer token from metadata")
	refused(t, s.admitted("x"), "token contains an invalid number of segments")
	_, got := s.ask(t, "p", "a:b c", url.Values{"grant_type": {"client_credentials"}, "scope": {"all"}})
	token := got["access_token"].(string)
	refused(t, s.admitted(token[:len(token)-8]+"AAAAAAAA"), "crypto/rsa: verification error")
	time.Sleep(1100 * time.Millisecond)
	refused(t, s.admitted(token), "token parse error id token err: access token err: Token is expired")
	_, got = s.ask(t, "p", "a:b c", url.Values{"grant_type": {"client_credentials"}, "scope": {"all"}})
	if err := s.signer.rotate(); err != nil {
		t.Fatal(err)
	}
	refused(t, s.admitted(got["access_token"].(string)), "crypto/rsa: verification error")
}

// browse follows the redirects of a browser that keeps cookies, up to the client's own address.
func (s *Server) browse(t *testing.T, q url.Values, person string) *url.URL {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	var last *url.URL
	browser := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if last = r.URL; strings.HasPrefix(r.URL.String(), redirect) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	r, err := browser.Get(s.url + "/oauth2/authorize?" + q.Encode())
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode == http.StatusOK { // the page of the provider
		if r, err = browser.PostForm(last.String(), url.Values{"sub": {person}, "action": {"authorize"}}); err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
	}
	if r.StatusCode == http.StatusBadRequest {
		return nil
	}
	return last
}

func question() url.Values {
	sum := sha256.Sum256([]byte(verifier))
	return url.Values{"client_id": {"flytectl"}, "redirect_uri": {redirect}, "response_type": {"code"}, "state": {"12345678"}, "scope": {"all offline"},
		"code_challenge": {base64url.EncodeToString(sum[:])}, "code_challenge_method": {"S256"}}
}

func TestAPersonSignsInWithABrowser(t *testing.T) {
	for _, signedIn := range []string{"", "ann"} {
		s := start(t, Options{SignedIn: signedIn})
		back := s.browse(t, question(), "ann")
		if q := back.Query(); q.Get("state") != "12345678" || q.Get("scope") != "all offline" {
			t.Fatalf("%v", back)
		}
		form := url.Values{"grant_type": {"authorization_code"}, "client_id": {"flytectl"}, "code": {back.Query().Get("code")},
			"redirect_uri": {redirect}, "code_verifier": {verifier}}
		for range 2 { // a code works twice
			code, got := s.ask(t, "", "", form)
			if code != 200 {
				t.Fatalf("%d %v", code, got)
			}
			again := url.Values{"grant_type": {"refresh_token"}, "client_id": {"flytectl"}, "refresh_token": {got["refresh_token"].(string)}}
			for range 2 { // a refresh token too
				code, got := s.ask(t, "", "", again)
				if code != 200 || s.admitted(got["access_token"].(string)) != nil {
					t.Errorf("%d %v", code, got)
				}
			}
		}
		form.Set("code_verifier", verifier+"0")
		if code, got := s.ask(t, "", "", form); code != 400 || got["error"] != "invalid_grant" {
			t.Errorf("another verifier: %d %v", code, got)
		}
	}
}

func TestMistakesInTheQuestionOfABrowser(t *testing.T) {
	s := start(t, Options{SignedIn: "ann"})
	q := question()
	q.Set("state", "1234567")
	if back := s.browse(t, q, ""); back.Query().Get("error") != "invalid_state" {
		t.Errorf("%v", back)
	}
	q = question()
	q.Set("redirect_uri", "http://localhost:53594/callback")
	if back := s.browse(t, q, ""); back != nil {
		t.Errorf("another port: %v", back)
	}
}

func TestADeviceSignsIn(t *testing.T) {
	s := start(t, Options{Device: true, Interval: 0})
	r, err := http.PostForm(s.url+"/oauth2/device_authorization", url.Values{"client_id": {"flytectl"}, "scope": {"all offline"}})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]any{}
	if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	form := url.Values{"grant_type": {grantDevice}, "client_id": {"flytectl"}, "device_code": {got["device_code"].(string)}}
	if code, got := s.ask(t, "", "", form); code != 400 || got["error"] != "authorization_pending" {
		t.Errorf("%d %v", code, got)
	}
	if r, err = http.PostForm(got["verification_uri_complete"].(string), url.Values{"sub": {"ann"}, "action": {"authorize"}}); err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if code, got := s.ask(t, "", "", form); code != 200 || got["refresh_token"] == nil || s.admitted(got["access_token"].(string)) != nil {
		t.Errorf("%d %v", code, got)
	}
}

func TestDiscoveryIsInCamelCase(t *testing.T) {
	s := start(t, Options{})
	for path, want := range map[string]string{"/.well-known/oauth-authorization-server": "tokenEndpoint", "/config/v1/flyte_client": "authorizationMetadataKey"} {
		r, err := http.NewRequest(http.MethodGet, s.url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if code, got := do(t, http.DefaultClient, r); code != 200 || got[want] == nil {
			t.Errorf("%s: %d %v", path, code, got)
		}
	}
}
