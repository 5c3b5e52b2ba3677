// Package control is the engine's control plane: executions of a package, whose gates are answered by options, and reports
// of them that are made from propeller's events alone.
package control

import (
	"context"
	"fmt"
	"os"
	"sync"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/event"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"

	"aileron.test/judge/internal/kube"
	"aileron.test/judge/internal/objects"
	"aileron.test/judge/internal/registry"
	"aileron.test/judge/internal/requests"
	"aileron.test/judge/internal/run"
)

// Execution is what the events have told of one run of a launch plan.
type Execution struct {
	id      *core.WorkflowExecutionIdentifier
	phase   core.WorkflowExecution_Phase
	outputs string // their address
	err     *core.ExecutionError

	nodes []*event.NodeExecutionEvent
	tasks []*event.TaskExecutionEvent
	done  <-chan struct{}
	count int
}

// Done is closed when the execution is over.
func (e *Execution) Done() <-chan struct{} { return e.done }

// Options say how executions are launched.
type Options struct {
	Signals        map[string]string // the answers to gate nodes
	Env            map[string]string // given to the execution
	OverwriteCache bool
	Events         *os.File // where every event is written down
}

// Backend serves propeller, launches executions and reports on them.
type Backend struct {
	*run.Executions
	objects *objects.Store
	o       Options

	mu   sync.Mutex
	told map[string]*Execution
}

// New makes a backend for what is registered.
func New(api *kube.Server, store *objects.Store, reg *registry.Registry, o Options) *Backend {
	b := &Backend{objects: store, o: o, told: map[string]*Execution{}}
	b.Executions = run.New(api, store, reg, run.Options{Observe: b.observe, Answer: b.answer})
	return b
}

// Launch starts an execution.
func (b *Backend) Launch(p *admin.LaunchPlan, id *core.WorkflowExecutionIdentifier, given *core.LiteralMap) (*Execution, error) {
	envs := &admin.Envs{}
	for k, v := range b.o.Env {
		envs.Values = append(envs.Values, &core.KeyValuePair{Key: k, Value: v})
	}
	_, err := b.CreateExecution(context.Background(), &admin.ExecutionCreateRequest{Project: id.GetProject(), Domain: id.GetDomain(), Name: id.GetName(),
		Inputs: given, Spec: &admin.ExecutionSpec{LaunchPlan: p.GetId(), OverwriteCache: b.o.OverwriteCache, Envs: envs}})
	if err != nil {
		return nil, err
	}
	now, err := b.GetExecution(context.Background(), &admin.WorkflowExecutionGetRequest{Id: id})
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	e := b.of(id)
	if failure := now.GetClosure().GetError(); failure != nil && e.count == 0 { // propeller never saw it
		return nil, status.Error(codes.Internal, failure.GetMessage())
	}
	e.done = b.Done(id)
	return e, nil
}

// Abort makes propeller abort an execution.
func (b *Backend) Abort(e *Execution) {
	_, _ = b.TerminateExecution(context.Background(), &admin.ExecutionTerminateRequest{Id: e.id})
}

// of is what is known of an execution; the caller holds the lock.
func (b *Backend) of(id *core.WorkflowExecutionIdentifier) *Execution {
	e := b.told[id.GetName()]
	if e == nil {
		e = &Execution{id: id}
		b.told[id.GetName()] = e
	}
	return e
}

// observe takes down an event, whatever admin makes of it.
func (b *Backend) observe(m proto.Message) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.o.Events != nil {
		fmt.Fprintf(b.o.Events, "%T %s\n", m, prototext.MarshalOptions{}.Format(m))
	}
	var e *Execution
	switch ev := m.(type) {
	case *event.WorkflowExecutionEvent:
		e = b.of(ev.GetExecutionId())
		e.take(ev)
	case *event.NodeExecutionEvent:
		e = b.of(ev.GetId().GetExecutionId())
		e.nodes = append(e.nodes, ev)
	case *event.TaskExecutionEvent:
		e = b.of(ev.GetParentNodeExecutionId().GetExecutionId())
		e.tasks = append(e.tasks, ev)
	}
	e.count++
}

func (e *Execution) take(ev *event.WorkflowExecutionEvent) {
	if requests.Over(e.phase) {
		return
	}
	e.phase, e.outputs = ev.GetPhase(), ev.GetOutputUri()
	if ev.GetError() != nil {
		e.err = ev.GetError()
	}
}

// result reads the outputs of an execution, which has none before it succeeds.
func (b *Backend) result(e *Execution) *core.LiteralMap {
	if e.outputs == "" {
		return nil
	}
	m := &core.LiteralMap{}
	if raw, err := b.objects.Read(e.outputs); err != nil || proto.Unmarshal(raw, m) != nil {
		return nil
	}
	return m
}
