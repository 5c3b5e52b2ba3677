package main

import (
	"net/http"

	"google.golang.org/grpc"

	"aileron.test/judge/internal/signin"
)

// door is what callers pass first: a check of their tokens, or nothing.
type door struct {
	guard     []grpc.ServerOption
	guardHTTP func(http.Handler) http.Handler
	serve     func(grpc.ServiceRegistrar)
}

// openDoor prepares sign-in, if it is asked for, and adds its pages to the site.
func openDoor(o *options, url string, site *http.ServeMux) (*door, error) {
	if !o.auth {
		return &door{guardHTTP: func(h http.Handler) http.Handler { return h }, serve: func(grpc.ServiceRegistrar) {}}, nil
	}
	s, err := signin.New(url, o.signin)
	if err != nil {
		return nil, err
	}
	s.Handle(site)
	return &door{guard: s.Guard(), guardHTTP: s.GuardHTTP, serve: s.Serve}, nil
}
