package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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

// list collects a flag that may be given more than once.
type list []string

func (l *list) String() string     { return strings.Join(*l, ",") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

// pairs collects KEY=VALUE.
type pairs map[string]string

func (p pairs) String() string { return "" }
func (p pairs) Set(s string) error {
	k, v, found := strings.Cut(s, "=")
	if !found {
		return fmt.Errorf("%q is not of the form KEY=VALUE", s)
	}
	p[k] = v
	return nil
}

func parse(args []string) (*options, error) {
	o := &options{}
	f := flag.NewFlagSet("run", flag.ContinueOnError)
	f.StringVar(&o.cluster.Work, "work", "", "folder for everything this run writes (required)")
	f.StringVar(&o.cluster.Cache, "cache", "", "folder of the data catalog; default: WORK/cache")
	f.StringVar(&o.name, "exec-id", fmt.Sprintf("e%x", time.Now().UnixMilli()), "execution name")
	f.DurationVar(&o.timeout, "timeout", 300*time.Second, "give up after this long, in a batch for each execution")
	f.IntVar(&o.atOnce, "at-once", 8, "executions of a batch that may be under way at once")
	f.DurationVar(&o.abortAfter, "abort-after", 0, "abort the execution after this long, as a user's terminate does")
	f.DurationVar(&o.cluster.Grace, "grace", 30*time.Second, "pods' termination grace period where they set none")
	inputs := f.String("inputs", "", "inputs: a LiteralMap as .pb, or as .json in protobuf JSON")

	f.StringVar(&o.fill.Project, "project", "judge", "registration project")
	f.StringVar(&o.fill.Domain, "domain", "development", "registration domain")
	f.StringVar(&o.fill.Version, "version", "v1", "registration version")
	f.StringVar(&o.fill.RemotePackage, "remote-package", "", "value of {{ .remote_package_path }} in a fast-registered package")
	f.StringVar(&o.fill.DestDir, "dest-dir", "", "value of {{ .dest_dir }} in a fast-registered package")

	signals, launchEnv := pairs{}, pairs{}
	f.Var(signals, "signal", "ID=VALUE, approve or reject: the answer to a gate node (repeatable)")
	f.Var(launchEnv, "launch-env", "KEY=VALUE given to the execution, as `pyflyte run --env` (repeatable)")
	f.BoolVar(&o.control.OverwriteCache, "overwrite-cache", false, "launch with the cache overwritten")

	var programs, env list
	images := pairs{}
	f.Var(&programs, "bin-dir", "folder searched for programs, for every image (repeatable)")
	f.Var(images, "image", "IMAGE=DIR: programs of this image (repeatable)")
	f.Var(&env, "env", "KEY=VALUE in every container, as from an image (repeatable)")
	f.StringVar(&o.cluster.Node.Copilot, "copilot", "", "program for /bin/flyte-copilot; default: the one beside this program")
	f.StringVar(&o.cluster.Node.WorkingDir, "cwd", "", "working directory of containers that set none, as an image's WORKDIR")
	f.IntVar(&o.cluster.Node.Slots, "slots", 4, "pods that may run at once")
	f.DurationVar(&o.cluster.Node.Lag, "lag", 0, "time between the container's end and the pod's terminal phase")
	absent := f.String("absent-image", "", "regular expression of images that cannot be pulled")

	f.DurationVar(&o.cluster.Propeller.Reeval, "reeval", 500*time.Millisecond, "propeller's re-evaluation interval")
	f.DurationVar(&o.cluster.Propeller.PullGrace, "pull-grace", 3*time.Second, "propeller's grace for images that cannot be pulled")
	f.BoolVar(&o.cluster.Propeller.Offload, "offload", false, "literal offloading on, from 1 MB to 50 MB")
	f.IntVar(&o.cluster.Propeller.LogLevel, "log-level", 4, "propeller's log level, written to WORK/propeller.log")
	f.StringVar(&o.cluster.Propeller.Config, "config", "", "further propeller configuration file")
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	o.control.Signals, o.control.Env = signals, launchEnv
	o.cluster.Node.Programs, o.cluster.Node.Images, o.cluster.Node.Env = programs, images, env
	return o, o.complete(*inputs, *absent)
}

// id is the identifier of an execution of this name.
func (o *options) id(name string) *core.WorkflowExecutionIdentifier {
	return &core.WorkflowExecutionIdentifier{Project: o.fill.Project, Domain: o.fill.Domain, Name: name}
}

func (o *options) complete(inputs, absent string) (err error) {
	if o.cluster.Work == "" {
		return errors.New("--work is required")
	}
	if o.cluster.Work, err = filepath.Abs(o.cluster.Work); err != nil {
		return err
	}
	if o.cluster.Cache == "" {
		o.cluster.Cache = filepath.Join(o.cluster.Work, "cache")
	}
	if o.cluster.Node.Copilot == "" {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		o.cluster.Node.Copilot = filepath.Join(filepath.Dir(self), "copilot")
	}
	if o.cluster.Node.Copilot, err = filepath.Abs(o.cluster.Node.Copilot); err != nil {
		return err
	}
	for i, d := range o.cluster.Node.Programs {
		if o.cluster.Node.Programs[i], err = filepath.Abs(d); err != nil {
			return err
		}
	}
	for image, d := range o.cluster.Node.Images {
		if o.cluster.Node.Images[image], err = filepath.Abs(d); err != nil {
			return err
		}
	}
	if absent != "" {
		if o.cluster.Node.Absent, err = regexp.Compile(absent); err != nil {
			return err
		}
	}
	o.inputs, err = readInputs(inputs)
	return err
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
