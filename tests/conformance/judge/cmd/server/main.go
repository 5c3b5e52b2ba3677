// Server is a Flyte for tests on this machine alone: what flyteadmin answers, in memory, with an object store.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

const usage = `usage: server serve --work DIR [options]   (server serve -h lists them)
       server proxy --to HOST:PORT --faults KIND:CALLS:WHEN,... [--seed N]
`

func main() {
	verbs := map[string]func(ctx context.Context, args []string) error{"serve": serve, "proxy": proxy}
	if len(os.Args) < 2 || verbs[os.Args[1]] == nil {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	switch err := verbs[os.Args[1]](ctx, os.Args[2:]); {
	case errors.Is(err, flag.ErrHelp):
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(2)
	}
}

// announce says on standard output, as one line of JSON, that the server is ready and where it is.
func announce(where any) error { return json.NewEncoder(os.Stdout).Encode(where) }

// untilStdinCloses ends the context when whoever started this program is gone.
func untilStdinCloses(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	return ctx
}
