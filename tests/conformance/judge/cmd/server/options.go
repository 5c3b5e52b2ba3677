package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"time"

	"aileron.test/judge/internal/admin"
	"aileron.test/judge/internal/cluster"
	"aileron.test/judge/internal/faults"
	"aileron.test/judge/internal/signin"
)

type options struct {
	listen, listenHTTP string
	untilStdinCloses   bool
	projects           cluster.List
	admin              admin.Options
	noEngine           bool
	cluster            cluster.Options
	auth               bool
	signin             signin.Options
	faults             *faults.Script
}

func parse(args []string) (*options, error) {
	o := &options{}
	f := flag.NewFlagSet("server serve", flag.ContinueOnError)
	f.SetOutput(os.Stderr)
	f.StringVar(&o.cluster.Work, "work", "", "folder for objects and logs (required)")
	f.StringVar(&o.listen, "listen", "127.0.0.1:0", "address for gRPC; port 0 takes a free one")
	f.StringVar(&o.listenHTTP, "listen-http", "127.0.0.1:0", "address for HTTP; port 0 takes a free one")
	f.BoolVar(&o.untilStdinCloses, "until-stdin-closes", false, "stop when standard input closes, too")
	f.Var(&o.projects, "project", "a project, which has the domains development, staging and production (repeatable); default: flytesnacks")
	f.IntVar(&o.admin.MaxNodes, "max-nodes", 100, "nodes that a workflow may have; 0 is no limit")
	f.DurationVar(&o.admin.RaceWindow, "race-window", 0, "time between looking whether a workflow or launch plan exists and storing it")
	cpu := f.String("max-cpu", "2", "CPUs that a task may ask for; empty is no limit")
	memory := f.String("max-memory", "1Gi", "memory that a task may ask for; empty is no limit")
	gpu := f.String("max-gpu", "1", "GPUs that a task may ask for; empty is no limit")
	storage := f.String("max-storage", "", "ephemeral storage that a task may ask for; empty is no limit")
	f.BoolVar(&o.noEngine, "no-engine", false, "only register: refuse executions, and start no propeller")
	complete := o.cluster.Flags(f)
	o.signInFlags(f)
	broken := f.String("faults", "", "calls that find the database down, as database:CALLS:WHEN with commas between")
	seed := f.Uint64("seed", 1, "what decides where chance does")
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	if f.NArg() > 0 {
		return nil, fmt.Errorf("unexpected argument %q", f.Arg(0))
	}
	if o.cluster.Work == "" {
		return nil, errors.New("--work is required")
	}
	if err := complete(); err != nil {
		return nil, err
	}
	if len(o.signin.Secrets) == 0 {
		o.signin.Secrets["flytepropeller"] = "foobar"
	}
	if len(o.projects) == 0 {
		o.projects = cluster.List{"flytesnacks"}
	}
	var err error
	if o.admin.Limits, err = admin.ParseLimits(*cpu, *memory, *gpu, *storage); err != nil {
		return nil, fmt.Errorf("a limit of tasks: %w", err)
	}
	if o.faults, err = faults.Parse(*broken, faults.ServerKinds, *seed); err != nil {
		return nil, err
	}
	return o, nil
}

// signInFlags adds the flags of sign-in.
func (o *options) signInFlags(f *flag.FlagSet) {
	f.BoolVar(&o.auth, "auth", false, "ask for a token on each call, and sign people and programs in")
	f.DurationVar(&o.signin.Lifetime, "token-lifetime", 30*time.Minute, "how long an access token is good for")
	f.StringVar(&o.signin.Redirect, "redirect-uri", "http://localhost:53593/callback", "where a browser comes back to")
	f.StringVar(&o.signin.SignedIn, "signed-in", "", "a person who is signed in already, and is shown no page")
	f.BoolVar(&o.signin.Device, "device", false, "offer the device flow, too")
	f.DurationVar(&o.signin.Interval, "device-interval", time.Second, "how often a device may ask")
	o.signin.Secrets = cluster.Pairs{}
	f.Var(cluster.Pairs(o.signin.Secrets), "client", "ID=SECRET of a program that may sign in (repeatable); default: flytepropeller=foobar")
}
