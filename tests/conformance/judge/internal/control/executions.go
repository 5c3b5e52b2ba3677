package control

import (
	"context"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func (b *Backend) CreateExecution(_ context.Context, r *admin.ExecutionCreateRequest) (*admin.ExecutionCreateResponse, error) {
	id := &core.WorkflowExecutionIdentifier{Project: r.GetProject(), Domain: r.GetDomain(), Name: r.GetName()}
	b.mu.Lock()
	_, taken := b.executions[id.GetName()]
	b.mu.Unlock()
	if taken {
		return nil, status.Error(codes.AlreadyExists, "execution exists")
	}
	p, err := b.reg.PlanOf(r.GetSpec().GetLaunchPlan())
	if err != nil {
		return nil, status.Error(codes.NotFound, err.Error())
	}
	if _, err := b.Launch(p, id, r.GetInputs(), r.GetSpec()); err != nil {
		return nil, err
	}
	return &admin.ExecutionCreateResponse{Id: id}, nil
}

func (b *Backend) find(id *core.WorkflowExecutionIdentifier) (*Execution, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if e := b.executions[id.GetName()]; e != nil {
		return e, nil
	}
	return nil, status.Errorf(codes.NotFound, "no execution %s", id.GetName())
}

func (b *Backend) GetExecution(_ context.Context, r *admin.WorkflowExecutionGetRequest) (*admin.Execution, error) {
	e, err := b.find(r.GetId())
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	c := &admin.ExecutionClosure{Phase: e.phase, CreatedAt: e.created, WorkflowId: e.plan.GetSpec().GetWorkflowId()}
	if e.err != nil {
		c.OutputResult = &admin.ExecutionClosure_Error{Error: e.err}
	}
	return &admin.Execution{Id: e.id, Spec: &admin.ExecutionSpec{LaunchPlan: e.plan.GetId()}, Closure: c}, nil
}

func (b *Backend) GetExecutionData(_ context.Context, r *admin.WorkflowExecutionGetDataRequest) (*admin.WorkflowExecutionGetDataResponse, error) {
	e, err := b.find(r.GetId())
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	out := e.outputs
	if out == nil {
		out = &core.LiteralMap{}
	}
	if out.Literals == nil {
		out.Literals = map[string]*core.Literal{}
	}
	return &admin.WorkflowExecutionGetDataResponse{FullInputs: e.inputs, FullOutputs: out}, nil
}

func (b *Backend) TerminateExecution(_ context.Context, r *admin.ExecutionTerminateRequest) (*admin.ExecutionTerminateResponse, error) {
	e, err := b.find(r.GetId())
	if err != nil {
		return nil, err
	}
	b.Abort(e)
	return &admin.ExecutionTerminateResponse{}, nil
}

func (b *Backend) GetLaunchPlan(_ context.Context, r *admin.ObjectGetRequest) (*admin.LaunchPlan, error) {
	p, err := b.reg.PlanOf(r.GetId())
	if err != nil {
		return nil, status.Error(codes.NotFound, err.Error())
	}
	return p, nil
}
