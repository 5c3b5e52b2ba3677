// Registry is image registries for tests, on this machine alone: two real ones, with tokens or passwords, and what breaks in between.
//
// It prints one line of JSON when it is ready, and ends when its standard input closes.
package main

import (
	"crypto/tls"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
)

// where is what the first line says.
type where struct {
	Address string `json:"address"` // HOST:PORT of the registry
	Control string `json:"control"` // HOST:PORT of what steers it
	CA      string `json:"ca"`      // the file of the authority that signed its certificate; empty without TLS
}

func main() {
	verbs := map[string]func([]string) error{"serve": serve, "base": base, "validate": validated}
	if len(os.Args) < 2 || verbs[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: registry serve|base|validate …")
		os.Exit(2)
	}
	if err := verbs[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "registry:", err)
		os.Exit(1)
	}
}

func serve(arguments []string) error {
	flag := flag.NewFlagSet("serve", flag.ExitOnError)
	kind := flag.String("kind", "distribution", "distribution, or simple (go-containerregistry's)")
	auth := flag.String("auth", "none", "none, basic or token")
	secure := flag.Bool("tls", false, "speak TLS")
	work := flag.String("work", "", "folder for its files")
	life := flag.Int("token-life", 300, "seconds that a token lives")
	_ = flag.Parse(arguments)
	if *work == "" {
		return fmt.Errorf("--work DIR is missing")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	control, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ready := where{Address: listener.Addr().String(), Control: control.Addr().String()}
	scheme := "http"
	if *secure {
		scheme = "https"
		ready.CA = filepath.Join(*work, "ca.pem")
		pair, err := certificate(ready.CA)
		if err != nil {
			return err
		}
		listener = tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: []string{"http/1.1"}})
	}
	issuer, err := newIssuer(scheme+"://"+ready.Address, *work, *life)
	if err != nil {
		return err
	}
	handler, err := registry(*kind, *auth, issuer)
	if err != nil {
		return err
	}
	steering := newSteering()
	mux := http.NewServeMux()
	mux.Handle("/token", issuer)
	mux.Handle("/", steering.around(handler))
	go func() { _ = http.Serve(control, steering) }()
	go func() { _ = http.Serve(listener, mux) }()
	if err := json.NewEncoder(os.Stdout).Encode(ready); err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
	return nil
}
