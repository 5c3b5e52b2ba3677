package run

import (
	"context"
	"strings"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/protobuf/types/known/timestamppb"

	"aileron.test/judge/internal/kube"
	"aileron.test/judge/internal/listing"
)

// trimmed is how much of an error's message a list shows.
const trimmed = 100

// Over tells whether an execution has ended.
func Over(p core.WorkflowExecution_Phase) bool {
	switch p {
	case core.WorkflowExecution_SUCCEEDED, core.WorkflowExecution_FAILED, core.WorkflowExecution_ABORTED, core.WorkflowExecution_TIMED_OUT:
		return true
	}
	return false
}

func checkExecution(id *core.WorkflowExecutionIdentifier) error {
	switch {
	case id == nil:
		return missing("id")
	case id.GetProject() == "":
		return missing("project")
	case id.GetDomain() == "":
		return missing("domain")
	case id.GetName() == "":
		return missing("name")
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
	if Over(e.closure.GetPhase()) {
		return nil, ended(e.closure.GetPhase().String(), "Cannot abort an already terminated workflow execution")
	}
	e.cause, e.closure.Phase = r.GetCause(), core.WorkflowExecution_ABORTING
	e.closure.OutputResult = &admin.ExecutionClosure_AbortMetadata{AbortMetadata: &admin.AbortMetadata{Cause: r.GetCause(), Principal: x.user(ctx)}}
	_, _ = x.api.Remove(kube.Workflows, Namespace(e.id), e.id.GetName()) // one that is gone already needs nothing more
	return &admin.ExecutionTerminateResponse{}, nil
}

// executionColumns are the columns of admin's table, and those of others that it joins.
var executionColumns = listing.Columns[*execution]{
	"execution_project":    func(e *execution) any { return e.identifier().GetProject() },
	"execution_domain":     func(e *execution) any { return e.identifier().GetDomain() },
	"execution_name":       func(e *execution) any { return e.identifier().GetName() },
	"phase":                func(e *execution) any { return e.state().GetPhase().String() },
	"started_at":           func(e *execution) any { return moment(e.state().GetStartedAt()) },
	"execution_created_at": func(e *execution) any { return moment(e.state().GetCreatedAt()) },
	"execution_updated_at": func(e *execution) any { return moment(e.state().GetUpdatedAt()) },
	"created_at":           func(e *execution) any { return moment(e.state().GetCreatedAt()) },
	"updated_at":           func(e *execution) any { return moment(e.state().GetUpdatedAt()) },
	"duration":             func(e *execution) any { return e.state().GetDuration().AsDuration() },
	"mode":                 func(e *execution) any { return int64(e.wanted().GetMetadata().GetMode()) },
	"user":                 func(e *execution) any { return e.wanted().GetMetadata().GetPrincipal() },
	"cluster":              func(e *execution) any { return e.wanted().GetMetadata().GetSystemMetadata().GetExecutionCluster() },
	"state":                func(e *execution) any { return int64(e.state().GetStateChangeDetails().GetState()) },
	"abort_cause":          func(e *execution) any { return e.state().GetAbortMetadata().GetCause() },
	"error_kind": func(e *execution) any {
		if failure := e.state().GetError(); failure != nil {
			return failure.GetKind().String()
		}
		return ""
	},
	"error_code":          func(e *execution) any { return e.state().GetError().GetCode() },
	"launch_entity":       func(e *execution) any { return strings.ToLower(e.wanted().GetLaunchPlan().GetResourceType().String()) },
	"workflow.name":       func(e *execution) any { return e.state().GetWorkflowId().GetName() },
	"workflow.version":    func(e *execution) any { return e.state().GetWorkflowId().GetVersion() },
	"launch_plan.name":    func(e *execution) any { return e.launched(core.ResourceType_LAUNCH_PLAN).GetName() },
	"launch_plan.version": func(e *execution) any { return e.launched(core.ResourceType_LAUNCH_PLAN).GetVersion() },
	"task.name":           func(e *execution) any { return e.launched(core.ResourceType_TASK).GetName() },
	"task.version":        func(e *execution) any { return e.launched(core.ResourceType_TASK).GetVersion() },
}

// A column is asked for its type with no execution at hand, so these take none as an empty one.

func (e *execution) identifier() *core.WorkflowExecutionIdentifier {
	if e == nil {
		return nil
	}
	return e.id
}

func (e *execution) state() *admin.ExecutionClosure {
	if e == nil {
		return nil
	}
	return e.closure
}

func (e *execution) wanted() *admin.ExecutionSpec {
	if e == nil {
		return nil
	}
	return e.spec
}

// launched is the launched entity if it is of this kind.
func (e *execution) launched(kind core.ResourceType) *core.Identifier {
	if id := e.wanted().GetLaunchPlan(); id.GetResourceType() == kind {
		return id
	}
	return nil
}

func moment(t *timestamppb.Timestamp) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.AsTime()
}

// ListExecutions lists executions of a project and domain; those in the archive only if a filter asks for the state.
func (x *Executions) ListExecutions(_ context.Context, r *admin.ResourceListRequest) (*admin.ExecutionList, error) {
	id := r.GetId()
	switch {
	case id == nil:
		return nil, missing("id")
	case id.GetProject() == "":
		return nil, missing("project")
	case id.GetDomain() == "":
		return nil, missing("domain")
	}
	if err := listing.CheckLimit(r.GetLimit()); err != nil {
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
	page, next, err := listing.Page(all, executionColumns, listing.Query{Call: "ListExecutions", Table: "execution",
		Filters: r.GetFilters(), SortBy: r.GetSortBy(), Token: r.GetToken(), Limit: r.GetLimit()})
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
