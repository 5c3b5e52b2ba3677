package run

import (
	"context"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/event"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	"aileron.test/judge/internal/requests"
)

// observe shows an event to whoever watches.
func (x *Executions) observe(ev proto.Message) {
	if x.o.Observe != nil {
		x.o.Observe(ev)
	}
}

// between is the time from a start to an end, if there was a start.
func between(start, end *timestamppb.Timestamp) *durationpb.Duration {
	if start == nil {
		return nil
	}
	return durationpb.New(end.AsTime().Sub(start.AsTime()))
}

// reported is when an event reached propeller's recorder; older ones say only when it happened.
func reported(at, happened *timestamppb.Timestamp) *timestamppb.Timestamp {
	if at.GetSeconds() == 0 && at.GetNanos() == 0 {
		return happened
	}
	return at
}

// CreateWorkflowEvent takes propeller's word for an execution's phase.
func (x *Executions) CreateWorkflowEvent(_ context.Context, r *admin.WorkflowExecutionEventRequest) (*admin.WorkflowExecutionEventResponse, error) {
	ev := r.GetEvent()
	switch {
	case ev == nil:
		return nil, requests.Refuse("Workflow event handler was called without event")
	case ev.GetExecutionId() == nil:
		return nil, requests.Refuse("Workflow event handler request event doesn't have an execution id - %v", ev)
	}
	x.observe(ev)
	x.mu.Lock()
	defer x.mu.Unlock()
	e, err := x.find(ev.GetExecutionId())
	if err == nil {
		err = mayBecome(e, ev.GetPhase())
	}
	if err == nil {
		err = x.become(e, ev)
	}
	if err != nil {
		return nil, err
	}
	return &admin.WorkflowExecutionEventResponse{}, nil
}

// mayBecome refuses phases that an execution can't come to.
func mayBecome(e *execution, phase core.WorkflowExecution_Phase) error {
	switch was := e.closure.GetPhase(); {
	case phase != core.WorkflowExecution_QUEUED && was == phase:
		return status.Errorf(codes.AlreadyExists, "This phase %s was already recorded for workflow execution %v", was, e.id)
	case requests.Over(was):
		return ended(was.String(), "Invalid phase change from %s to %s for workflow execution %v", was, phase, e.id)
	case was == core.WorkflowExecution_RUNNING && phase == core.WorkflowExecution_QUEUED:
		return status.Errorf(codes.FailedPrecondition, "Cannot go from %s to %s for workflow execution %v", was, phase, e.id)
	case was == core.WorkflowExecution_ABORTING && !requests.Over(phase):
		return status.Errorf(codes.FailedPrecondition, "Invalid phase change from aborting to %s for workflow execution %v", phase, e.id)
	}
	return nil
}

// become applies an event to an execution.
func (x *Executions) become(e *execution, ev *event.WorkflowExecutionEvent) error {
	c := e.closure
	switch {
	case ev.GetOutputUri() != "":
		c.OutputResult = outputsAt(ev.GetOutputUri())
	case ev.GetOutputData() != nil:
		uri, err := x.offload(ev.GetOutputData(), e.id.GetProject(), e.id.GetDomain(), e.id.GetName(), "offloaded_outputs")
		if err != nil {
			return status.Error(codes.Internal, err.Error())
		}
		c.OutputResult = outputsAt(uri)
	case ev.GetError() != nil:
		c.OutputResult = &admin.ExecutionClosure_Error{Error: ev.GetError()}
	}
	c.Phase, c.UpdatedAt = ev.GetPhase(), ev.GetOccurredAt()
	if c.Phase == core.WorkflowExecution_RUNNING {
		c.StartedAt = ev.GetOccurredAt()
	}
	if requests.Over(c.Phase) {
		c.Duration = between(c.GetStartedAt(), ev.GetOccurredAt())
		close(e.done)
	}
	return nil
}

func outputsAt(uri string) *admin.ExecutionClosure_Outputs {
	return &admin.ExecutionClosure_Outputs{Outputs: &admin.LiteralMapBlob{Data: &admin.LiteralMapBlob_Uri{Uri: uri}}}
}
