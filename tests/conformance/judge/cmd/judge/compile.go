package main

import (
	"flag"

	"aileron.test/judge/internal/compile"
)

func compilePackage(args []string) (any, error) {
	b, _, err := load("compile", args, 1)
	if err != nil {
		return nil, err
	}
	return b.Report(), nil
}

func crd(args []string) (any, error) {
	b, rest, err := load("crd", args, 2)
	if err != nil {
		return nil, err
	}
	return b.CRD(rest[1])
}

// load reads the flags that both have, and the package named first.
func load(name string, args []string, n int) (*compile.Bench, []string, error) {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	var o compile.Options
	fs.Func("with", "a package taken as registered before (repeatable)", func(v string) error {
		o.With = append(o.With, v)
		return nil
	})
	fs.StringVar(&o.Fill.Project, "project", "flytesnacks", "fills blank projects")
	fs.StringVar(&o.Fill.Domain, "domain", "development", "fills blank domains")
	fs.StringVar(&o.Fill.Version, "version", "v1", "fills blank versions")
	fs.BoolVar(&o.Source, "source", false, "name the line of Flyte's code behind each finding")
	fs.BoolVar(&o.Digest, "digest", false, "add the hash by which flyteadmin recognises identical entities")
	rest, err := parse(fs, args, n)
	if err != nil {
		return nil, nil, err
	}
	b, err := compile.New(rest[0], o)
	return b, rest, err
}
