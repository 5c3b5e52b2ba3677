package run

import (
	"context"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/protobuf/types/known/timestamppb"

	"aileron.test/judge/internal/kube"
	"aileron.test/judge/internal/query"
	"aileron.test/judge/internal/requests"
)

// trimmed is how much of an error's message a list shows.
const trimmed = 100

func checkExecution(id *core.WorkflowExecutionIdentifier) error {
	switch {
	case id == nil:
		return requests.Missing("id")
	case id.GetProject() == "":
		return requests.Missing("project")
	case id.GetDomain() == "":
		return requests.Missing("domain")
	case id.GetName() == "":
		return requests.Missing("name")
	}
	return nil
}

// told is what a caller hears of an execution; the caller holds the lock.
func (e *execution) told() *admin.Execution {
	c := clone(e.closure)
	if c.GetPhase() == core.WorkflowExecution_ABORTED && c.GetAbortMetadata() == nil {
		c.OutputResult = &admin.ExecutionClosure_AbortMetadata{AbortMetadata: &admin.AbortMetadata{Cause: e.cause}}
	}
	return &admin.Execution{Id: clone(e.id), Spec: clone(e.spec), Closure: c}
}

// GetExecution tells how an execution fares.
func (x *Executions) GetExecution(_ context.Context, r *admin.WorkflowExecutionGetRequest) (*admin.Execution, error) {
	if err := checkExecution(r.GetId()); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	e, err := x.find(r.GetId())
	if err != nil {
		return nil, err
	}
	return e.told(), nil
}

// Done is closed when an execution is over, and is nil if there is none.
func (x *Executions) Done(id *core.WorkflowExecutionIdentifier) <-chan struct{} {
	x.mu.Lock()
	defer x.mu.Unlock()
	if e := x.executions[executionKey(id)]; e != nil {
		return e.done
	}
	return nil
}

// All tells of all executions, as they were created.
func (x *Executions) All() []*admin.Execution {
	x.mu.Lock()
	defer x.mu.Unlock()
	all := make([]*admin.Execution, len(x.order))
	for i, e := range x.order {
		all[i] = e.told()
	}
	return all
}

// GetExecutionData returns the inputs, defaults included, and the outputs.
func (x *Executions) GetExecutionData(_ context.Context, r *admin.WorkflowExecutionGetDataRequest) (*admin.WorkflowExecutionGetDataResponse, error) {
	x.mu.Lock()
	e, err := x.find(r.GetId())
	if err != nil {
		x.mu.Unlock()
		return nil, err
	}
	inputs, outputs := e.inputs, e.closure.GetOutputs().GetUri()
	x.mu.Unlock()
	return &admin.WorkflowExecutionGetDataResponse{Inputs: &admin.UrlBlob{}, Outputs: &admin.UrlBlob{}, FullInputs: x.load(inputs), FullOutputs: x.load(outputs)}, nil
}

// UpdateExecution archives an execution, or takes it back from the archive.
func (x *Executions) UpdateExecution(ctx context.Context, r *admin.ExecutionUpdateRequest) (*admin.ExecutionUpdateResponse, error) {
	if err := checkExecution(r.GetId()); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	e, err := x.find(r.GetId())
	if err != nil {
		return nil, err
	}
	e.closure.StateChangeDetails = &admin.ExecutionStateChangeDetails{State: r.GetState(), Principal: x.user(ctx), OccurredAt: timestamppb.Now()}
	return &admin.ExecutionUpdateResponse{}, nil
}

// TerminateExecution aborts an execution: it tells propeller by deleting the object, and the end comes as an event.
func (x *Executions) TerminateExecution(ctx context.Context, r *admin.ExecutionTerminateRequest) (*admin.ExecutionTerminateResponse, error) {
	if err := checkExecution(r.GetId()); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	e, err := x.find(r.GetId())
	if err != nil {
		return nil, err
	}
	if requests.Over(e.closure.GetPhase()) {
		return nil, ended(e.closure.GetPhase().String(), "Cannot abort an already terminated workflow execution")
	}
	e.cause, e.closure.Phase = r.GetCause(), core.WorkflowExecution_ABORTING
	e.closure.OutputResult = &admin.ExecutionClosure_AbortMetadata{AbortMetadata: &admin.AbortMetadata{Cause: r.GetCause(), Principal: x.user(ctx)}}
	_, _ = x.api.Remove(kube.Workflows, namespace(e.id), e.id.GetName()) // one that is gone already needs nothing more
	return &admin.ExecutionTerminateResponse{}, nil
}

// ListExecutions lists executions of a project and domain; those in the archive only if a filter asks for the state.
func (x *Executions) ListExecutions(_ context.Context, r *admin.ResourceListRequest) (*admin.ExecutionList, error) {
	id := r.GetId()
	switch {
	case id == nil:
		return nil, requests.Missing("id")
	case id.GetProject() == "":
		return nil, requests.Missing("project")
	case id.GetDomain() == "":
		return nil, requests.Missing("domain")
	}
	if err := checkLimit(r.GetLimit()); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	var all []*execution
	for _, e := range x.order {
		archived := e.closure.GetStateChangeDetails().GetState() != admin.ExecutionState_EXECUTION_ACTIVE
		if e.id.GetProject() == id.GetProject() && e.id.GetDomain() == id.GetDomain() && (id.GetName() == "" || e.id.GetName() == id.GetName()) &&
			(!archived || strings.Contains(r.GetFilters(), "(state,")) {
			all = append(all, e)
		}
	}
	page, next, err := executionTable.Page(all, query.Ask{Call: "ListExecutions",
		Filters: r.GetFilters(), Sort: r.GetSortBy(), Token: r.GetToken(), Limit: r.GetLimit()})
	if err != nil {
		return nil, err
	}
	list := &admin.ExecutionList{Token: next}
	for _, e := range page {
		one := e.told()
		trim(one.GetClosure().GetError())
		list.Executions = append(list.Executions, one)
	}
	return list, nil
}

// trim cuts the message of an error that a list shows.
func trim(e *core.ExecutionError) {
	if len(e.GetMessage()) > trimmed {
		e.Message = strings.ToValidUTF8(e.GetMessage()[:trimmed], "")
	}
}
