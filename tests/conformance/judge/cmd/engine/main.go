// Engine runs a workflow of a package with flytepropeller, the real engine of
// Flyte 1, on this machine alone: each task's pod is a local process.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/protobuf/proto"

	"aileron.test/judge/internal/cluster"
	"aileron.test/judge/internal/control"
	"aileron.test/judge/internal/kube"
	"aileron.test/judge/internal/registry"
)

const usage = `usage: engine run PACKAGE.tgz WORKFLOW_OR_LAUNCH_PLAN --work DIR [options]   (engine run x y -h lists them)
       engine batch PACKAGE.tgz RUNS.json --work DIR [options]   (RUNS.json: [{"entity": WORKFLOW_OR_LAUNCH_PLAN, "inputs": {...}}, ...])
`

func main() {
	verbs := map[string]func(pkg, what string, o *options) (succeeded bool, err error){"run": run, "batch": batch}
	if len(os.Args) < 4 || verbs[os.Args[1]] == nil {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	o, err := parse(os.Args[4:])
	succeeded := false
	if err == nil {
		succeeded, err = verbs[os.Args[1]](os.Args[2], os.Args[3], o)
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "engine:", err)
		os.Exit(2)
	case !succeeded:
		os.Exit(1)
	}
}

// run runs one workflow, prints the report and leaves the outputs beside the run.
func run(pkg, entity string, o *options) (succeeded bool, err error) {
	g, err := start(pkg, o)
	if err != nil {
		return false, err
	}
	defer g.stop()
	plan, err := g.registry.Plan(entity)
	if err != nil {
		return false, err
	}
	began := time.Now()
	e, err := g.backend.Launch(plan, o.id(o.name), o.inputs)
	if err != nil {
		return false, err
	}
	finished, err := await(g, e, o)
	if err != nil {
		return false, err
	}
	seconds := time.Since(began).Seconds()
	if finished {
		g.cluster.API.Settle(kube.Workflows, 5*time.Second)
	}
	return printReport(g.backend, e, finished, seconds, o.cluster.Work)
}

// engine is a cluster with a control plane for one package.
type engine struct {
	registry *registry.Registry
	cluster  *cluster.Cluster
	backend  *control.Backend
	stop     func()
}

// start starts an engine for what is registered with a package.
func start(pkg string, o *options) (g *engine, err error) {
	c, err := cluster.New(o.cluster)
	if err != nil {
		return nil, err
	}
	stop := c.Stop
	defer func() {
		if err != nil {
			stop()
		}
	}()
	reg, err := registry.Load(pkg, o.fill)
	if err != nil {
		return nil, err
	}
	events, err := os.Create(filepath.Join(o.cluster.Work, "events.txt"))
	if err != nil {
		return nil, err
	}
	stop = func() { c.Stop(); events.Close() }
	o.control.Events = events
	backend := control.New(c.API, c.Objects, reg, o.control)
	if err := c.Start(backend.Serve); err != nil {
		return nil, err
	}
	return &engine{registry: reg, cluster: c, backend: backend, stop: stop}, nil
}

// await waits until the execution is over, or until the time given for it is.
func await(g *engine, e *control.Execution, o *options) (finished bool, err error) {
	var abort <-chan time.Time
	if o.abortAfter > 0 {
		abort = time.After(o.abortAfter)
	}
	for deadline := time.After(o.timeout); ; {
		select {
		case <-e.Done():
			return true, nil
		case <-g.cluster.Alive.Done():
			return false, fmt.Errorf("propeller stopped: %w", context.Cause(g.cluster.Alive))
		case <-abort:
			abort = nil
			g.backend.Abort(e)
		case <-deadline:
			return false, nil
		}
	}
}

// printReport prints the report and leaves the outputs beside the run.
func printReport(backend *control.Backend, e *control.Execution, finished bool, seconds float64, work string) (succeeded bool, err error) {
	report := report(backend, e, finished, seconds)
	phase, outputs := backend.Outcome(e)
	if phase == core.WorkflowExecution_SUCCEEDED {
		raw, err := proto.Marshal(outputs)
		if err == nil {
			err = os.WriteFile(filepath.Join(work, "outputs.pb"), raw, 0o644)
		}
		if err != nil {
			return false, err
		}
	}
	enc := json.NewEncoder(os.Stdout)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return phase == core.WorkflowExecution_SUCCEEDED, enc.Encode(report)
}

// report describes an execution, which may not have finished in time.
func report(backend *control.Backend, e *control.Execution, finished bool, seconds float64) *control.Report {
	report := backend.Report(e)
	report.Seconds = seconds
	if !finished {
		report.Phase = "NOT_FINISHED"
	}
	return report
}
