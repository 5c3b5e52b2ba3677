package main

import (
	"context"
	"errors"
	"flag"
	"os"

	"aileron.test/judge/internal/breaker"
	"aileron.test/judge/internal/faults"
)

// proxy breaks calls to a server until the context ends.
func proxy(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("server proxy", flag.ContinueOnError)
	f.SetOutput(os.Stderr)
	to := f.String("to", "", "HOST:PORT of the server's gRPC (required)")
	at := f.String("listen", "127.0.0.1:0", "address for gRPC; port 0 takes a free one")
	text := f.String("faults", "", "what breaks: KIND:CALLS:WHEN, with commas between")
	seed := f.Uint64("seed", 1, "what decides where chance does")
	untilStdin := f.Bool("until-stdin-closes", false, "stop when standard input closes, too")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *to == "" {
		return errors.New("--to is required")
	}
	script, err := faults.Parse(*text, breaker.Kinds, *seed)
	if err != nil {
		return err
	}
	if *untilStdin {
		ctx = untilStdinCloses(ctx)
	}
	failed := make(chan error, 1)
	address, err := listen(*at, failed, breaker.New(*to, script, os.Stderr).Serve)
	if err != nil {
		return err
	}
	if err := announce(map[string]string{"grpc": address}); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return nil
	case err := <-failed:
		return err
	}
}
