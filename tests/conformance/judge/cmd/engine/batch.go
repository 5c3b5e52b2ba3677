package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/protobuf/encoding/protojson"

	"aileron.test/judge/internal/control"
)

// launch is one execution of a batch.
type launch struct {
	Entity string          `json:"entity"`
	Inputs json.RawMessage `json:"inputs"` // a LiteralMap in protobuf JSON
}

// batch runs many workflows of a package with one propeller, and prints a list with their reports in the same order.
// What can't be launched, since the compiler refuses it for instance, has a report that says so.
func batch(pkg, file string, o *options) (succeeded bool, err error) {
	var launches []launch
	raw, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(raw, &launches)
	}
	if err != nil {
		return false, fmt.Errorf("%s: %w", file, err)
	}
	g, err := start(pkg, o)
	if err != nil {
		return false, err
	}
	defer g.stop()
	reports, failures := make([]*control.Report, len(launches)), make([]error, len(launches))
	room, all := make(chan struct{}, o.atOnce), sync.WaitGroup{}
	for i, l := range launches {
		room <- struct{}{}
		all.Go(func() {
			defer func() { <-room }()
			reports[i], failures[i] = g.one(l, fmt.Sprintf("%s-%d", o.name, i), o)
		})
	}
	all.Wait()
	succeeded = true
	for i, failure := range failures {
		if failure != nil {
			return false, failure
		}
		succeeded = succeeded && reports[i].Phase == core.WorkflowExecution_SUCCEEDED.String()
	}
	enc := json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	return succeeded, enc.Encode(reports)
}

// one runs one execution of a batch. It fails only if propeller does.
func (g *engine) one(l launch, name string, o *options) (*control.Report, error) {
	began := time.Now()
	e, err := g.launch(l, name, o)
	if err != nil {
		return control.Refused(name, err), nil
	}
	finished, err := await(g, e, o)
	if err != nil {
		return nil, err
	}
	return report(g.backend, e, finished, time.Since(began).Seconds()), nil
}

func (g *engine) launch(l launch, name string, o *options) (*control.Execution, error) {
	inputs := &core.LiteralMap{}
	if len(l.Inputs) > 0 {
		if err := protojson.Unmarshal(l.Inputs, inputs); err != nil {
			return nil, err
		}
	}
	plan, err := g.registry.Plan(l.Entity)
	if err != nil {
		return nil, err
	}
	return g.backend.Launch(plan, o.id(name), inputs)
}
