package cluster

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// List collects a flag that may be given more than once.
type List []string

func (l *List) String() string     { return strings.Join(*l, ",") }
func (l *List) Set(s string) error { *l = append(*l, s); return nil }

// Pairs collects KEY=VALUE.
type Pairs map[string]string

func (p Pairs) String() string { return "" }
func (p Pairs) Set(s string) error {
	k, v, found := strings.Cut(s, "=")
	if !found {
		return fmt.Errorf("%q is not of the form KEY=VALUE", s)
	}
	p[k] = v
	return nil
}

// Flags adds the flags of a cluster, all but --work. What it returns completes the options once they are parsed.
func (o *Options) Flags(f *flag.FlagSet) (complete func() error) {
	f.StringVar(&o.Cache, "cache", "", "folder of the data catalog; default: WORK/cache")
	f.DurationVar(&o.Grace, "grace", 30*time.Second, "pods' termination grace period where they set none")

	images := Pairs{}
	f.Var((*List)(&o.Node.Programs), "bin-dir", "folder searched for programs, for every image (repeatable)")
	f.Var(images, "image", "IMAGE=DIR: programs of this image (repeatable)")
	f.Var((*List)(&o.Node.Env), "env", "KEY=VALUE in every container, as from an image (repeatable)")
	f.StringVar(&o.Node.Copilot, "copilot", "", "program for /bin/flyte-copilot; default: the one beside this program")
	f.StringVar(&o.Node.WorkingDir, "cwd", "", "working directory of containers that set none, as an image's WORKDIR")
	f.IntVar(&o.Node.Slots, "slots", 4, "pods that may run at once")
	f.DurationVar(&o.Node.Lag, "lag", 0, "time between the container's end and the pod's terminal phase")
	absent := f.String("absent-image", "", "regular expression of images that cannot be pulled")

	f.DurationVar(&o.Propeller.Reeval, "reeval", 500*time.Millisecond, "propeller's re-evaluation interval")
	f.DurationVar(&o.Propeller.PullGrace, "pull-grace", 3*time.Second, "propeller's grace for images that cannot be pulled")
	f.BoolVar(&o.Propeller.Offload, "offload", false, "literal offloading on, from 1 MB to 50 MB")
	f.IntVar(&o.Propeller.LogLevel, "log-level", 4, "propeller's log level, written to WORK/propeller.log")
	f.StringVar(&o.Propeller.Config, "config", "", "further propeller configuration file")
	return func() error {
		o.Node.Images = images
		return o.complete(*absent)
	}
}

// complete makes paths absolute, since processes run elsewhere, and fills what other options say.
func (o *Options) complete(absent string) (err error) {
	if o.Work, err = filepath.Abs(o.Work); err != nil {
		return err
	}
	if o.Cache == "" {
		o.Cache = filepath.Join(o.Work, "cache")
	}
	if o.Node.Copilot == "" {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		o.Node.Copilot = filepath.Join(filepath.Dir(self), "copilot")
	}
	if o.Node.Copilot, err = filepath.Abs(o.Node.Copilot); err != nil {
		return err
	}
	for i, d := range o.Node.Programs {
		if o.Node.Programs[i], err = filepath.Abs(d); err != nil {
			return err
		}
	}
	for image, d := range o.Node.Images {
		if o.Node.Images[image], err = filepath.Abs(d); err != nil {
			return err
		}
	}
	if absent != "" {
		o.Node.Absent, err = regexp.Compile(absent)
	}
	return err
}
