// Package breaker is a proxy of gRPC that breaks calls, as networks, load balancers and restarts of servers do.
package breaker

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"path"
	"strconv"
	"time"

	"google.golang.org/grpc/codes"

	"aileron.test/judge/internal/faults"
)

// The faults. The first four happen before the server sees the call, the others after it has done what was asked.
const (
	delay       = "delay"       // the call arrives later
	unavailable = "unavailable" // the call is answered with UNAVAILABLE
	exhausted   = "exhausted"   // the call is answered with RESOURCE_EXHAUSTED
	drop        = "drop"        // the connection closes, with all other calls on it
	lost        = "lost"        // the call is answered with UNAVAILABLE
	reset       = "reset"       // headers and message arrive, then the stream is reset in place of the trailers
	vanish      = "vanish"      // the stream is reset, and nothing has arrived
	cut         = "cut"         // the connection closes, with all other calls on it
)

// Kinds are the faults of the proxy.
var Kinds = []string{delay, unavailable, exhausted, drop, lost, reset, vanish, cut}

// longestHeaders is more than flyteadmin's longest trailer.
const longestHeaders = 16 << 20

// Proxy passes calls on to a server.
type Proxy struct {
	to     string
	script *faults.Script
	log    io.Writer
	server *http.Transport
}

// New makes a proxy to HOST:PORT, which writes each fault to the log.
func New(to string, script *faults.Script, log io.Writer) *Proxy {
	return &Proxy{to: to, script: script, log: log, server: &http.Transport{Protocols: onlyHTTP2(), MaxResponseHeaderBytes: longestHeaders, DisableCompression: true}}
}

// gRPC without TLS is HTTP/2 from the first byte.
func onlyHTTP2() *http.Protocols {
	p := new(http.Protocols)
	p.SetUnencryptedHTTP2(true)
	return p
}

type connectionKey struct{}

// Serve serves until the listener closes.
func (p *Proxy) Serve(l net.Listener) error {
	s := &http.Server{Handler: p, Protocols: onlyHTTP2(), ConnContext: func(ctx context.Context, c net.Conn) context.Context {
		return context.WithValue(ctx, connectionKey{}, c)
	}}
	return s.Serve(l)
}

func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	kind := ""
	if rule := p.script.Next(path.Base(r.URL.Path)); rule != nil {
		kind = rule.Kind
		fmt.Fprintln(p.log, "fault", kind, path.Base(r.URL.Path))
		time.Sleep(rule.Delay)
	}
	switch kind {
	case unavailable:
		refuse(w, codes.Unavailable, "upstream connect error or disconnect/reset before headers")
		return
	case exhausted:
		refuse(w, codes.ResourceExhausted, "too many requests")
		return
	case drop:
		hangUp(r)
	}
	answer, err := p.forward(r)
	if err != nil {
		refuse(w, codes.Unavailable, err.Error())
		return
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		refuse(w, codes.Unavailable, err.Error())
		return
	}
	switch kind {
	case lost:
		refuse(w, codes.Unavailable, "upstream connect error or disconnect/reset before headers")
		return
	case vanish:
		panic(http.ErrAbortHandler)
	case cut:
		hangUp(r)
	}
	copyHeader(w.Header(), answer.Header, "")
	_, _ = w.Write(body)
	if kind == reset {
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler) // which resets the stream
	}
	copyHeader(w.Header(), answer.Trailer, http.TrailerPrefix)
}

// forward makes the same request of the server.
func (p *Proxy) forward(r *http.Request) (*http.Response, error) {
	out := r.Clone(r.Context())
	out.URL.Scheme, out.URL.Host, out.RequestURI = "http", p.to, ""
	return p.server.RoundTrip(out)
}

// refuse answers with a status and nothing else.
func refuse(w http.ResponseWriter, code codes.Code, text string) {
	w.Header().Set("Content-Type", "application/grpc")
	w.Header().Set("Grpc-Status", strconv.Itoa(int(code)))
	w.Header().Set("Grpc-Message", text)
	w.WriteHeader(http.StatusOK)
}

// hangUp closes the connection, and does not return.
func hangUp(r *http.Request) {
	if c, is := r.Context().Value(connectionKey{}).(net.Conn); is {
		_ = c.Close()
	}
	panic(http.ErrAbortHandler)
}

func copyHeader(to, from http.Header, prefix string) {
	for name, values := range from {
		to[prefix+name] = values
	}
}
