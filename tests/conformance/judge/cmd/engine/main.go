// Engine runs a workflow of a package with flytepropeller, the real engine of
// Flyte 1, on this machine alone: each task's pod is a local process.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/datacatalog"
	"github.com/sirupsen/logrus"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"k8s.io/klog/v2"

	"aileron.test/judge/internal/catalog"
	"aileron.test/judge/internal/control"
	"aileron.test/judge/internal/kube"
	"aileron.test/judge/internal/node"
	"aileron.test/judge/internal/objects"
	"aileron.test/judge/internal/propeller"
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
	e, err := g.backend.Launch(plan, o.id(o.name), o.inputs, nil)
	if err != nil {
		return false, err
	}
	finished, err := await(g, e, o)
	if err != nil {
		return false, err
	}
	seconds := time.Since(began).Seconds()
	if finished {
		g.api.Settle(kube.Workflows, 5*time.Second)
	}
	return printReport(g.backend, e, finished, seconds, o.work)
}

// engine is propeller with all that it talks to.
type engine struct {
	registry *registry.Registry
	api      *kube.Server
	backend  *control.Backend
	alive    context.Context // ends, with the reason, if propeller stops
	stop     func()
}

// start starts an engine for what is registered with a package.
func start(pkg string, o *options) (g *engine, err error) {
	var undo []func()
	stop := func() {
		for i := range undo {
			undo[len(undo)-1-i]()
		}
	}
	defer func() {
		if err != nil {
			stop()
		}
	}()
	for _, d := range []string{o.work, o.cache, filepath.Join(o.work, "pods"), filepath.Join(o.work, "s3", propeller.Bucket)} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return nil, err
		}
	}
	quieten, err := logTo(filepath.Join(o.work, "propeller.log"))
	if err != nil {
		return nil, err
	}
	undo = append(undo, quieten)
	debug.SetGCPercent(200)
	reg, err := registry.Load(pkg, o.fill)
	if err != nil {
		return nil, err
	}
	events, err := os.Create(filepath.Join(o.work, "events.txt"))
	if err != nil {
		return nil, err
	}
	undo = append(undo, func() { events.Close() })
	o.control.Events = events

	api, store := kube.New(o.grace), objects.New(filepath.Join(o.work, "s3"))
	backend := control.New(api, store, reg, o.control)
	at, err := listen(api, store, backend, catalog.New(o.cache))
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	o.node.Folder = filepath.Join(o.work, "pods")
	stopped := make(chan struct{})
	go func() { node.New(api, o.node).Run(ctx); close(stopped) }()
	undo = append(undo, func() { cancel(); <-stopped }) // no process outlives the run
	o.propeller.Folder = o.work
	broken, err := propeller.Start(ctx, at, o.propeller)
	if err != nil {
		return nil, err
	}
	alive, fail := context.WithCancelCause(ctx)
	go func() { fail(<-broken) }()
	return &engine{registry: reg, api: api, backend: backend, alive: alive, stop: stop}, nil
}

// logTo sends the logs of propeller and its libraries to a file. They go on
// logging after the run, so the file is closed to them first.
func logTo(file string) (done func(), err error) {
	log, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	logrus.SetOutput(log)
	quiet := flag.NewFlagSet("klog", flag.PanicOnError)
	klog.InitFlags(quiet)
	_ = quiet.Parse([]string{"-logtostderr=false", "-stderrthreshold=4"})
	klog.SetOutput(log)
	return func() { logrus.SetOutput(io.Discard); klog.SetOutput(io.Discard); log.Close() }, nil
}

// listen starts the services that propeller and the pods talk to.
func listen(api, store http.Handler, backend *control.Backend, entries *catalog.Catalog) (at propeller.Addresses, err error) {
	services := grpc.NewServer(grpc.MaxRecvMsgSize(64 << 20))
	backend.Serve(services)
	datacatalog.RegisterDataCatalogServer(services, entries)
	for address, serve := range map[*string]func(net.Listener) error{
		&at.Kubernetes: func(l net.Listener) error { return http.Serve(l, api) },
		&at.Objects:    func(l net.Listener) error { return http.Serve(l, store) },
		&at.Control:    services.Serve,
	} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return at, err
		}
		*address = l.Addr().String()
		go func() { _ = serve(l) }()
	}
	return at, nil
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
		case <-g.alive.Done():
			return false, fmt.Errorf("propeller stopped: %w", context.Cause(g.alive))
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
