package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"aileron.test/judge/internal/admin"
)

type options struct {
	work, listen, listenHTTP string
	untilStdinCloses         bool
	projects                 list
	admin                    admin.Options
}

// list collects a flag that may be given more than once.
type list []string

func (l *list) String() string     { return strings.Join(*l, ",") }
func (l *list) Set(v string) error { *l = append(*l, v); return nil }

func parse(args []string) (*options, error) {
	o := &options{}
	f := flag.NewFlagSet("server serve", flag.ContinueOnError)
	f.SetOutput(os.Stderr)
	f.StringVar(&o.work, "work", "", "folder for objects and logs (required)")
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
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	if f.NArg() > 0 {
		return nil, fmt.Errorf("unexpected argument %q", f.Arg(0))
	}
	if o.work == "" {
		return nil, errors.New("--work is required")
	}
	var err error
	if o.work, err = filepath.Abs(o.work); err != nil {
		return nil, err
	}
	if len(o.projects) == 0 {
		o.projects = list{"flytesnacks"}
	}
	if o.admin.Limits, err = admin.ParseLimits(*cpu, *memory, *gpu, *storage); err != nil {
		return nil, fmt.Errorf("a limit of tasks: %w", err)
	}
	return o, nil
}
