package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"

	"github.com/distribution/distribution/v3/configuration"
	_ "github.com/distribution/distribution/v3/registry/auth/token"
	"github.com/distribution/distribution/v3/registry/handlers"
	_ "github.com/distribution/distribution/v3/registry/storage/driver/inmemory"
	simple "github.com/google/go-containerregistry/pkg/registry"
	"github.com/sirupsen/logrus"
)

// The account of all registries.
const (
	user     = "ada"
	password = "correct horse"
)

// registry is the handler of one.
func registry(kind, auth string, issuer *issuer) (http.Handler, error) {
	logrus.SetOutput(io.Discard)
	var handler http.Handler
	switch kind {
	case "simple":
		handler = simple.New(simple.Logger(log.New(io.Discard, "", 0)))
		if auth == "token" {
			return nil, fmt.Errorf("the simple registry has no tokens")
		}
	case "distribution":
		config := &configuration.Configuration{Version: configuration.CurrentVersion}
		config.Storage = configuration.Storage{"inmemory": {}, "delete": {"enabled": true}}
		config.HTTP.Secret = "of the tests"
		config.Catalog.MaxEntries = 1000
		if auth == "token" {
			config.Auth = configuration.Auth{"token": issuer.parameters()}
		}
		handler = handlers.NewApp(context.Background(), config)
	default:
		return nil, fmt.Errorf("there is no registry %q", kind)
	}
	if auth == "basic" {
		return basic(handler), nil
	}
	return handler, nil
}

// basic asks for a name and a password.
func basic(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, word, ok := r.BasicAuth()
		if !ok || name != user || word != password {
			w.Header().Set("WWW-Authenticate", `Basic realm="the registry"`)
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprint(w, `{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}`)
			return
		}
		handler.ServeHTTP(w, r)
	})
}
