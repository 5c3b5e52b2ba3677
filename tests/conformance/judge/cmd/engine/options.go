package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"aileron.test/judge/internal/archive"
	"aileron.test/judge/internal/cluster"
	"aileron.test/judge/internal/control"
)

type options struct {
	name                string
	inputs              *core.LiteralMap
	timeout, abortAfter time.Duration
	atOnce              int

	fill    archive.Filler
	control control.Options
	cluster cluster.Options
}

func parse(args []string) (*options, error) {
	o := &options{}
	f := flag.NewFlagSet("run", flag.ContinueOnError)
	f.StringVar(&o.cluster.Work, "work", "", "folder for everything this run writes (required)")
	f.StringVar(&o.name, "exec-id", fmt.Sprintf("e%x", time.Now().UnixMilli()), "execution name")
	f.DurationVar(&o.timeout, "timeout", 300*time.Second, "give up after this long, in a batch for each execution")
	f.IntVar(&o.atOnce, "at-once", 8, "executions of a batch that may be under way at once")
	f.DurationVar(&o.abortAfter, "abort-after", 0, "abort the execution after this long, as a user's terminate does")
	inputs := f.String("inputs", "", "inputs: a LiteralMap as .pb, or as .json in protobuf JSON")

	f.StringVar(&o.fill.Project, "project", "judge", "registration project")
	f.StringVar(&o.fill.Domain, "domain", "development", "registration domain")
	f.StringVar(&o.fill.Version, "version", "v1", "registration version")
	f.StringVar(&o.fill.RemotePackage, "remote-package", "", "value of {{ .remote_package_path }} in a fast-registered package")
	f.StringVar(&o.fill.DestDir, "dest-dir", "", "value of {{ .dest_dir }} in a fast-registered package")

	signals, launchEnv := cluster.Pairs{}, cluster.Pairs{}
	f.Var(signals, "signal", "ID=VALUE, approve or reject: the answer to a gate node (repeatable)")
	f.Var(launchEnv, "launch-env", "KEY=VALUE given to the execution, as `pyflyte run --env` (repeatable)")
	f.BoolVar(&o.control.OverwriteCache, "overwrite-cache", false, "launch with the cache overwritten")

	complete := o.cluster.Flags(f)
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	o.control.Signals, o.control.Env = signals, launchEnv
	if o.cluster.Work == "" {
		return nil, errors.New("--work is required")
	}
	if err := complete(); err != nil {
		return nil, err
	}
	var err error
	o.inputs, err = readInputs(*inputs)
	return o, err
}

// id is the identifier of an execution of this name.
func (o *options) id(name string) *core.WorkflowExecutionIdentifier {
	return &core.WorkflowExecutionIdentifier{Project: o.fill.Project, Domain: o.fill.Domain, Name: name}
}

func readInputs(file string) (*core.LiteralMap, error) {
	m := &core.LiteralMap{}
	if file == "" {
		return m, nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(file, ".json") {
		return m, protojson.Unmarshal(raw, m)
	}
	return m, proto.Unmarshal(raw, m)
}
