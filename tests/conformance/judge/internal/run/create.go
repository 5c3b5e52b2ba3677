package run

import (
	"context"
	"fmt"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/timestamppb"
	"k8s.io/apimachinery/pkg/util/rand"
	"k8s.io/apimachinery/pkg/util/validation"

	"aileron.test/judge/internal/kube"
	"aileron.test/judge/internal/requests"
)

// cluster is how admin calls the cluster that it runs in.
const cluster = "id"

// execution is one run of a launch plan or of a single task.
type execution struct {
	id      *core.WorkflowExecutionIdentifier
	spec    *admin.ExecutionSpec
	closure *admin.ExecutionClosure

	inputs, given string // addresses: with defaults and fixed inputs, and as the caller gave them
	cause         string // why it was aborted

	nodes map[string]*nodeExecution
	order []*nodeExecution
	done  chan struct{} // closed when it is over
}

// CreateExecution launches a launch plan, or a single task.
func (x *Executions) CreateExecution(ctx context.Context, r *admin.ExecutionCreateRequest) (*admin.ExecutionCreateResponse, error) {
	r = clone(r)
	if len(r.GetInputs().GetLiterals()) == 0 { // older clients have the inputs in the spec
		r.Inputs = r.GetSpec().GetInputs()
	}
	return x.create(ctx, r)
}

// RelaunchExecution repeats an execution with the inputs that its caller gave.
func (x *Executions) RelaunchExecution(ctx context.Context, r *admin.ExecutionRelaunchRequest) (*admin.ExecutionCreateResponse, error) {
	again, err := x.again(r.GetId(), r.GetName(), admin.ExecutionMetadata_RELAUNCH)
	if err != nil {
		return nil, err
	}
	again.Spec.OverwriteCache = r.GetOverwriteCache()
	return x.create(ctx, again)
}

// RecoverExecution repeats an execution; propeller takes over the nodes that succeeded in it.
func (x *Executions) RecoverExecution(ctx context.Context, r *admin.ExecutionRecoverRequest) (*admin.ExecutionCreateResponse, error) {
	again, err := x.again(r.GetId(), r.GetName(), admin.ExecutionMetadata_RECOVERED)
	if err != nil {
		return nil, err
	}
	if m := r.GetMetadata(); m != nil {
		again.Spec.Metadata.ParentNodeExecution = clone(m.GetParentNodeExecution())
	}
	return x.create(ctx, again)
}

// again is the request that would launch an execution once more.
func (x *Executions) again(id *core.WorkflowExecutionIdentifier, name string, mode admin.ExecutionMetadata_ExecutionMode) (*admin.ExecutionCreateRequest, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	e, err := x.find(id)
	if err != nil {
		return nil, err
	}
	spec := clone(e.spec)
	spec.Metadata.Mode, spec.Metadata.ReferenceExecution = mode, clone(e.id)
	return &admin.ExecutionCreateRequest{Project: id.GetProject(), Domain: id.GetDomain(), Name: name, Spec: spec, Inputs: x.load(e.given)}, nil
}

// create launches what a request asks for. The request is changed.
func (x *Executions) create(ctx context.Context, r *admin.ExecutionCreateRequest) (*admin.ExecutionCreateResponse, error) {
	if err := x.check(r); err != nil {
		return nil, err
	}
	what, err := x.target(r.GetSpec())
	if err != nil {
		return nil, err
	}
	inputs, err := join(r.GetInputs(), what.plan)
	if err != nil {
		return nil, err
	}
	e := &execution{id: &core.WorkflowExecutionIdentifier{Project: r.GetProject(), Domain: r.GetDomain(), Name: r.GetName()},
		spec: r.GetSpec(), nodes: map[string]*nodeExecution{}, done: make(chan struct{})}
	if e.id.Name == "" {
		e.id.Name = "a" + rand.String(19)
	}
	c := config(e.spec, what.settings())
	if err := x.describe(ctx, e, what, c); err != nil {
		return nil, err
	}
	if err := x.keepInputs(e, inputs, r.GetInputs()); err != nil {
		return nil, err
	}
	if err := x.remember(e, what.plan); err != nil {
		return nil, err
	}
	l := &launch{ID: e.id, Workflow: what.workflow, Inputs: inputs, Config: c}
	if m := e.spec.GetMetadata(); m.GetMode() == admin.ExecutionMetadata_RECOVERED {
		l.Recovers = m.GetReferenceExecution()
	}
	if err := x.submit(l); err != nil {
		return x.stillborn(e, what, err)
	}
	return &admin.ExecutionCreateResponse{Id: clone(e.id)}, nil
}

// describe fills what admin tells of an execution from its beginning.
func (x *Executions) describe(ctx context.Context, e *execution, what *target, c *admin.WorkflowExecutionConfig) error {
	spec, now := e.spec, timestamppb.Now()
	if spec.Metadata == nil {
		spec.Metadata = &admin.ExecutionMetadata{}
	}
	m := spec.Metadata
	m.Principal = x.user(ctx)
	if err := x.inherit(spec); err != nil {
		return err
	}
	m.SystemMetadata = &admin.SystemMetadata{ExecutionCluster: cluster, Namespace: namespace(e.id)}
	spec.Inputs, spec.SecurityContext = nil, clone(c.GetSecurityContext())
	notifications := what.plan.GetSpec().GetEntityMetadata().GetNotifications()
	if own := spec.GetNotifications().GetNotifications(); len(own) > 0 {
		notifications = own
	} else if spec.GetDisableAll() {
		notifications = nil
	}
	if !what.single {
		spec.MaxParallelism = c.GetMaxParallelism()
	}
	e.closure = &admin.ExecutionClosure{CreatedAt: now, UpdatedAt: now, Notifications: notifications, WorkflowId: what.id,
		StateChangeDetails: &admin.ExecutionStateChangeDetails{State: admin.ExecutionState_EXECUTION_ACTIVE, Principal: m.GetPrincipal(), OccurredAt: now}}
	return nil
}

// inherit takes over what a launch plan node's execution has from the one that the node is in.
func (x *Executions) inherit(spec *admin.ExecutionSpec) error {
	parent := spec.GetMetadata().GetParentNodeExecution()
	if parent == nil {
		return nil
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	n, err := x.findNode(parent)
	if err != nil {
		return err
	}
	above := n.execution.spec
	spec.Metadata.Principal = above.GetMetadata().GetPrincipal()
	spec.Metadata.Nesting = above.GetMetadata().GetNesting() + 1
	if label := above.GetExecutionClusterLabel(); label != nil {
		spec.ExecutionClusterLabel = clone(label)
	}
	return nil
}

func (x *Executions) keepInputs(e *execution, all, given *core.LiteralMap) (err error) {
	at := []string{e.id.GetProject(), e.id.GetDomain(), e.id.GetName()}
	if e.inputs, err = x.offload(all, append(at, "inputs")...); err == nil {
		e.given, err = x.offload(given, append(at, "user_inputs")...)
	}
	if err != nil {
		return status.Error(codes.Internal, err.Error())
	}
	return nil
}

// remember adds an execution, unless there is one of its name, or as many of its launch plan as may be under way.
func (x *Executions) remember(e *execution, plan *admin.LaunchPlan) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if limit := plan.GetSpec().GetConcurrencyPolicy(); limit != nil && x.underWay(plan.GetId()) >= int(limit.GetMax()) &&
		limit.GetBehavior() == admin.ConcurrencyLimitBehavior_CONCURRENCY_LIMIT_BEHAVIOR_SKIP {
		return status.Errorf(codes.AlreadyExists, "concurrency limit (%d) reached for launch plan %s; skipping execution", limit.GetMax(), plan.GetId().GetName())
	}
	if x.executions[executionKey(e.id)] != nil {
		return requests.Duplicate("executions_pkey")
	}
	x.executions[executionKey(e.id)] = e
	x.order = append(x.order, e)
	return nil
}

// underWay counts the executions of all versions of a launch plan that have begun and not ended; the caller holds the lock.
func (x *Executions) underWay(plan *core.Identifier) (count int) {
	for _, e := range x.order {
		of, phase := e.spec.GetLaunchPlan(), e.closure.GetPhase()
		if of.GetProject() == plan.GetProject() && of.GetDomain() == plan.GetDomain() && of.GetName() == plan.GetName() &&
			(phase == core.WorkflowExecution_QUEUED || phase == core.WorkflowExecution_RUNNING) {
			count++
		}
	}
	return count
}

func (x *Executions) submit(l *launch) error {
	resource, err := l.resource()
	if err != nil {
		return err
	}
	if problems := validation.IsDNS1123Subdomain(l.ID.GetName()); len(problems) > 0 {
		err = fmt.Errorf("FlyteWorkflow.flyte.lyft.com %q is invalid: metadata.name: Invalid value: %q: %s", l.ID.GetName(), l.ID.GetName(), problems[0])
	} else {
		_, err = x.api.Create(kube.Workflows, resource.GetNamespace(), resource)
	}
	if err != nil {
		return status.Errorf(codes.Internal, "failed to create workflow in propeller %v", err)
	}
	return nil
}

// stillborn ends an execution that Kubernetes or the compiler did not take: a launch plan's is kept as a failed one, a
// task's is not.
func (x *Executions) stillborn(e *execution, what *target, why error) (*admin.ExecutionCreateResponse, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if what.single {
		delete(x.executions, executionKey(e.id))
		for i, one := range x.order {
			if one == e {
				x.order = append(x.order[:i:i], x.order[i+1:]...)
			}
		}
		return nil, why
	}
	failure := &core.ExecutionError{Code: "Unknown", Message: why.Error(), Kind: core.ExecutionError_SYSTEM}
	if s, known := status.FromError(why); known {
		failure.Code, failure.Message = s.Code().String(), s.Message()
	}
	e.spec.Metadata.SystemMetadata.ExecutionCluster = ""
	e.closure.Phase, e.closure.OutputResult = core.WorkflowExecution_FAILED, &admin.ExecutionClosure_Error{Error: failure}
	close(e.done)
	return &admin.ExecutionCreateResponse{Id: clone(e.id)}, nil
}
