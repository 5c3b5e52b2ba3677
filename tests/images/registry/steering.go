package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"sync"
	"time"
)

// fault is what happens to the next requests that fit. The kinds:
//
//	status  the registry does not see the request, and the answer is this status
//	sent    the connection closes when so many bytes of the request have come
//	got     the connection closes when so many bytes of the answer have gone
//	flip    a byte of the answer is another one
//	slow    the answer comes later
//	lost    the registry does what is asked, and the connection closes without an answer
type fault struct {
	Kind   string `json:"kind"`
	Method string `json:"method"` // of the request
	Path   string `json:"path"`   // a regular expression
	Times  int    `json:"times"`  // how often; 0 is once
	Bytes  int64  `json:"bytes"`  // after how many bytes, for a cut
	Status int    `json:"status"` // of the answer
	After  string `json:"after"`  // its Retry-After
	path   *regexp.Regexp
}

// counts is what has come and gone.
type counts struct {
	Requests map[string]int `json:"requests"` // by method
	Received int64          `json:"received"` // bytes of bodies
	Sent     int64          `json:"sent"`
}

// steering breaks requests as it is told, and counts them.
type steering struct {
	mu     sync.Mutex
	faults []*fault
	counts counts
}

func newSteering() *steering {
	return &steering{counts: counts{Requests: map[string]int{}}}
}

// ServeHTTP answers who steers: POST /faults with a list, GET /counts, POST /reset.
func (s *steering) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch r.URL.Path {
	case "/faults":
		var list []*fault
		if err := json.NewDecoder(r.Body).Decode(&list); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		for _, one := range list {
			path, err := regexp.Compile(one.Path)
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			one.path, one.Times = path, max(one.Times, 1)
		}
		s.faults = list
	case "/reset":
		s.faults, s.counts = nil, counts{Requests: map[string]int{}}
	case "/counts":
		left := 0
		for _, one := range s.faults {
			left += one.Times
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"requests": s.counts.Requests, "received": s.counts.Received, "sent": s.counts.Sent, "left": left})
	default:
		http.NotFound(w, r)
	}
}

// next is the fault for a request, if there is one.
func (s *steering) next(r *http.Request) *fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts.Requests[r.Method]++
	for _, one := range s.faults {
		if one.Times > 0 && one.Method == r.Method && one.path.MatchString(r.URL.Path) {
			one.Times--
			return one
		}
	}
	return nil
}

func (s *steering) add(received, sent int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts.Received += received
	s.counts.Sent += sent
}

var errCut = errors.New("the connection is cut")

// body counts what comes, and ends early if it has to.
type body struct {
	io.ReadCloser
	s    *steering
	left int64 // negative without a limit
}

func (b *body) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, errCut
	}
	if b.left > 0 && int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.ReadCloser.Read(p)
	if b.left > 0 {
		b.left -= int64(n)
	}
	b.s.add(int64(n), 0)
	return n, err
}

// writer counts what goes, and breaks it.
type writer struct {
	http.ResponseWriter
	s    *steering
	cut  int64 // negative without a limit
	flip bool
	mute bool
}

func (w *writer) WriteHeader(status int) {
	if !w.mute {
		w.ResponseWriter.WriteHeader(status)
	}
}

func (w *writer) Write(p []byte) (int, error) {
	if w.mute {
		return len(p), nil
	}
	if w.flip && len(p) > 0 {
		p = append([]byte{p[0] ^ 1}, p[1:]...)
		w.flip = false
	}
	if w.cut >= 0 && int64(len(p)) >= w.cut {
		_, _ = w.ResponseWriter.Write(p[:w.cut])
		_ = http.NewResponseController(w.ResponseWriter).Flush()
		panic(http.ErrAbortHandler)
	}
	n, err := w.ResponseWriter.Write(p)
	if w.cut >= 0 {
		w.cut -= int64(n)
	}
	w.s.add(0, int64(n))
	return n, err
}

// around puts the faults around a registry.
func (s *steering) around(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		one := s.next(r)
		in := &body{ReadCloser: r.Body, s: s, left: -1}
		out := &writer{ResponseWriter: w, s: s, cut: -1}
		r.Body = in
		if one == nil {
			handler.ServeHTTP(out, r)
			return
		}
		switch one.Kind {
		case "status":
			_, _ = io.Copy(io.Discard, r.Body)
			if one.After != "" {
				w.Header().Set("Retry-After", one.After)
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(one.Status)
			_, _ = io.WriteString(w, `{"errors":[{"code":"`+strconv.Itoa(one.Status)+`","message":"as the test wants it"}]}`)
			return
		case "sent":
			in.left = one.Bytes
			out.mute = true
		case "got":
			out.cut = one.Bytes
		case "flip":
			out.flip = true
		case "slow":
			time.Sleep(time.Second)
		case "lost":
			out.mute = true
		}
		handler.ServeHTTP(out, r)
		if out.mute {
			panic(http.ErrAbortHandler)
		}
	})
}
