package signin

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strings"
	"time"
)

const deviceLifetime = 10 * time.Minute

// device is somebody who signs in elsewhere, after RFC 8628.
type device struct {
	user     string // the code that a person types
	client   string
	scopes   []string
	asked    time.Time
	expires  time.Time
	interval time.Duration
	subject  string // who signed in
	denied   bool
}

// startDevice gives a device its codes.
func (s *Server) startDevice(w http.ResponseWriter, r *http.Request) {
	client, known := r.PostFormValue("client_id"), false
	if id, _, basic := r.BasicAuth(); basic {
		client = id
	}
	if _, known = s.clients[client]; !known {
		answer(w, http.StatusUnauthorized, failure{"invalid_client", ""})
		return
	}
	scopes := strings.Fields(r.PostFormValue("scope"))
	if slices.ContainsFunc(scopes, func(scope string) bool { return !allowed(scope) }) {
		answer(w, http.StatusBadRequest, failure{"invalid_scope", ""})
		return
	}
	code, user := rand.Text(), rand.Text()[:4]+"-"+rand.Text()[:4]
	s.mu.Lock()
	s.devices[code] = &device{user: user, client: client, scopes: scopes, expires: time.Now().Add(deviceLifetime), interval: s.o.Interval}
	s.mu.Unlock()
	s.count("device_authorization ok")
	page := s.url + "/device"
	answer(w, http.StatusOK, map[string]any{"device_code": code, "user_code": user, "verification_uri": page,
		"verification_uri_complete": page + "?user_code=" + user, "expires_in": int(deviceLifetime.Seconds()), "interval": int(s.o.Interval.Seconds())})
}

// devicePage is where a person types the code, and signs in.
func (s *Server) devicePage(w http.ResponseWriter, r *http.Request) {
	user := r.FormValue("user_code")
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.devices {
		if d.user != user {
			continue
		}
		if r.Method != http.MethodPost {
			showForm(w, "Device "+user+": who are you?", r.URL.RequestURI())
			return
		}
		if r.PostFormValue("action") == "authorize" {
			d.subject = r.PostFormValue("sub")
		} else {
			d.denied = true
		}
		_, _ = w.Write([]byte("You can close this page.\n"))
		return
	}
	http.Error(w, "no device has this code", http.StatusNotFound)
}

// pollDevice answers a device that asks whether it is signed in.
func (s *Server) pollDevice(code, client string) (int, any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.devices[code]
	if d == nil || d.client != client {
		return http.StatusBadRequest, failure{"invalid_grant", ""}
	}
	early := time.Since(d.asked) < d.interval
	d.asked = time.Now()
	switch {
	case time.Now().After(d.expires):
		return http.StatusBadRequest, failure{"expired_token", ""}
	case early:
		d.interval += 5 * time.Second
		return http.StatusBadRequest, failure{"slow_down", ""}
	case d.denied:
		return http.StatusBadRequest, failure{"access_denied", ""}
	case d.subject == "":
		return http.StatusBadRequest, failure{"authorization_pending", ""}
	}
	delete(s.devices, code)
	return http.StatusOK, s.issue(claims{Client: client, Subject: d.subject, Issuer: s.url, Audience: []string{s.url}, Scopes: d.scopes})
}
