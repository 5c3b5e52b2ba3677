// Package control is the control plane that propeller talks to: flyteadmin's executions, launch plans and events, and
// the signal service, each cut down to the calls that propeller makes. Executions live in memory.
package control

import (
	"os"
	"sync"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/event"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/service"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/timestamppb"

	"aileron.test/judge/internal/kube"
	"aileron.test/judge/internal/objects"
	"aileron.test/judge/internal/registry"
)

// Execution is one run of a launch plan.
type Execution struct {
	id      *core.WorkflowExecutionIdentifier
	plan    *admin.LaunchPlan
	inputs  *core.LiteralMap
	parent  *core.NodeExecutionIdentifier
	created *timestamppb.Timestamp
	phase   core.WorkflowExecution_Phase
	outputs *core.LiteralMap
	err     *core.ExecutionError

	nodes []*event.NodeExecutionEvent
	tasks []*event.TaskExecutionEvent
	done  chan struct{}
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

// Backend serves propeller and launches executions.
type Backend struct {
	service.UnimplementedAdminServiceServer
	service.UnimplementedSignalServiceServer
	service.UnimplementedAuthMetadataServiceServer

	api     *kube.Server
	objects *objects.Store
	reg     *registry.Registry
	o       Options

	mu         sync.Mutex
	executions map[string]*Execution
	order      []*Execution
}

// New makes a backend for what is registered.
func New(api *kube.Server, store *objects.Store, reg *registry.Registry, o Options) *Backend {
	return &Backend{api: api, objects: store, reg: reg, o: o, executions: map[string]*Execution{}}
}

// Serve offers the services.
func (b *Backend) Serve(s *grpc.Server) {
	service.RegisterAdminServiceServer(s, b)
	service.RegisterSignalServiceServer(s, b)
	service.RegisterAuthMetadataServiceServer(s, b)
}

// Launch starts an execution; spec is nil if a person launches it.
func (b *Backend) Launch(p *admin.LaunchPlan, id *core.WorkflowExecutionIdentifier, given *core.LiteralMap, spec *admin.ExecutionSpec) (*Execution, error) {
	in, err := registry.Inputs(p, given)
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	closure, err := b.reg.Compile(p.GetSpec().GetWorkflowId())
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	resource, err := b.resource(p, id, closure, in, spec)
	if err != nil {
		return nil, status.Error(codes.Internal, err.Error())
	}
	e := &Execution{id: id, plan: p, inputs: in, parent: spec.GetMetadata().GetParentNodeExecution(), created: timestamppb.Now(),
		phase: core.WorkflowExecution_UNDEFINED, done: make(chan struct{})}
	if !b.remember(e) {
		return nil, status.Error(codes.AlreadyExists, "execution exists")
	}
	if _, err = b.api.Create(kube.Workflows, resource.GetNamespace(), resource); err != nil {
		return nil, status.Error(codes.Internal, err.Error())
	}
	return e, nil
}

func (b *Backend) remember(e *Execution) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.executions[e.id.GetName()] != nil {
		return false
	}
	b.executions[e.id.GetName()] = e
	b.order = append(b.order, e)
	return true
}

// Abort deletes the workflow object, as admin does to make propeller abort it.
func (b *Backend) Abort(e *Execution) {
	_, _ = b.api.Remove(kube.Workflows, namespace(e.id), e.id.GetName())
}
