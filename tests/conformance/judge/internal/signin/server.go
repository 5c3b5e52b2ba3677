// Package signin is the sign-in of flyteadmin v1.16.8, with an authorization server of its own: discovery, client
// credentials, a browser's sign-in with PKCE, refresh, and tokens that are checked on every call. What is odd about the
// real one is odd here. A device flow (RFC 8628), which the real one has not, stands for an external provider.
package signin

import (
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Client may sign in.
type Client struct {
	Secret    string // empty: a public client
	Redirects []string
	Grants    []string
}

// The grants that a client may have.
const (
	grantCode        = "authorization_code"
	grantRefresh     = "refresh_token"
	grantCredentials = "client_credentials"
	grantDevice      = "urn:ietf:params:oauth:grant-type:device_code"
)

// The client that discovery tells of, and what it may ask for.
const (
	publicClient = "flytectl"
	header       = "flyte-authorization"
	scopeAll     = "all"
	scopeOffline = "offline"
)

// Options are what tests change.
type Options struct {
	Lifetime time.Duration     // of access tokens
	Redirect string            // where a browser comes back to
	Secrets  map[string]string // of clients with a secret

	Device   bool          // offer the device flow
	Interval time.Duration // at which a device may ask
	SignedIn string        // a person who is signed in already, and is shown no page
}

// Server signs people and programs in.
type Server struct {
	o       Options
	url     string // of its HTTP
	signer  *signer
	clients map[string]Client

	mu      sync.Mutex
	counts  map[string]int // of requests to the token endpoint, by grant and outcome
	devices map[string]*device
}

// New makes a server whose HTTP will be at this address.
func New(url string, o Options) (*Server, error) {
	signer, err := newSigner()
	if err != nil {
		return nil, err
	}
	s := &Server{o: o, url: url, signer: signer, counts: map[string]int{}, devices: map[string]*device{}, clients: map[string]Client{
		publicClient: {Redirects: []string{o.Redirect}, Grants: []string{grantCode, grantRefresh, grantDevice}}}}
	for id, secret := range o.Secrets {
		s.clients[id] = Client{Secret: secret, Grants: []string{grantCredentials, grantRefresh}}
	}
	return s, nil
}

// Handle adds the pages and endpoints.
func (s *Server) Handle(mux *http.ServeMux) {
	mux.HandleFunc("GET /.well-known/oauth-authorization-server", s.showMetadata)
	mux.HandleFunc("GET /config/v1/flyte_client", s.showClient)
	mux.HandleFunc("GET /oauth2/authorize", s.authorize)
	mux.HandleFunc("GET /login", s.login)
	mux.HandleFunc("/openid/authorize", s.page)
	mux.HandleFunc("GET /callback", s.callback)
	mux.HandleFunc("GET /oauth2/authorize_callback", s.authorized)
	mux.HandleFunc("POST /oauth2/token", s.token)
	mux.HandleFunc("GET /oauth2/jwks", s.jwks)
	if s.o.Device {
		mux.HandleFunc("POST /oauth2/device_authorization", s.startDevice)
		mux.HandleFunc("/device", s.devicePage)
	}
	mux.HandleFunc("GET /test/counts", s.showCounts)
	mux.HandleFunc("POST /test/revoke", func(w http.ResponseWriter, _ *http.Request) {
		if err := s.signer.rotate(); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
}

// showCounts tells tests how often who asked for tokens.
func (s *Server) showCounts(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	answer(w, http.StatusOK, s.counts)
}

func (s *Server) count(what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[what]++
}

func answer(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body)
}

// failure is an error of OAuth 2.
type failure struct {
	Error       string `json:"error"`
	Description string `json:"error_description,omitempty"`
}

func (c Client) may(grant string) bool { return slices.Contains(c.Grants, grant) }
