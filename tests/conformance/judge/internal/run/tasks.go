package run

import (
	"context"
	"strconv"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/event"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"aileron.test/judge/internal/query"
	"aileron.test/judge/internal/requests"
)

// taskExecution is one attempt of a node's task.
type taskExecution struct {
	id      *core.TaskExecutionIdentifier
	version uint32 // of the phase
	inputs  string // their address
	closure *admin.TaskExecutionClosure
}

func taskOver(p core.TaskExecution_Phase) bool {
	return p == core.TaskExecution_SUCCEEDED || p == core.TaskExecution_FAILED || p == core.TaskExecution_ABORTED
}

func checkNode(id *core.NodeExecutionIdentifier) error {
	switch {
	case id == nil:
		return requests.Missing("id")
	case id.GetExecutionId() == nil:
		return requests.Missing("execution_id")
	case id.GetNodeId() == "":
		return requests.Missing("node_id")
	}
	return checkExecution(id.GetExecutionId())
}

func checkTask(id *core.TaskExecutionIdentifier) error {
	switch {
	case id == nil:
		return requests.Missing("id")
	case id.GetNodeExecutionId() == nil:
		return requests.Missing("node_execution_id")
	}
	if err := checkNode(id.GetNodeExecutionId()); err != nil {
		return err
	}
	t := id.GetTaskId()
	if t == nil {
		return requests.Missing("task_id")
	}
	return requests.Identifier(t, core.ResourceType_TASK)
}

// findTask finds an attempt; the caller holds the lock.
func (x *Executions) findTask(id *core.TaskExecutionIdentifier) (*taskExecution, error) {
	if n, err := x.findNode(id.GetNodeExecutionId()); err == nil {
		for _, t := range n.tasks {
			if proto.Equal(t.id, id) {
				return t, nil
			}
		}
	}
	return nil, unknown("task execution", id)
}

// CreateTaskEvent takes propeller's word for an attempt's phase.
func (x *Executions) CreateTaskEvent(_ context.Context, r *admin.TaskExecutionEventRequest) (*admin.TaskExecutionEventResponse, error) {
	ev := r.GetEvent()
	switch {
	case ev == nil:
		return nil, requests.Missing("event")
	case ev.GetOccurredAt() == nil:
		return nil, requests.Missing("occurred_at")
	}
	id := &core.TaskExecutionIdentifier{TaskId: ev.GetTaskId(), NodeExecutionId: ev.GetParentNodeExecutionId(), RetryAttempt: ev.GetRetryAttempt()}
	if err := checkTask(id); err != nil {
		return nil, err
	}
	x.observe(ev)
	x.mu.Lock()
	defer x.mu.Unlock()
	if _, err := x.find(id.GetNodeExecutionId().GetExecutionId()); err != nil {
		return nil, err
	}
	n, err := x.findNode(id.GetNodeExecutionId())
	if err != nil {
		return nil, status.Errorf(codes.Unknown, "failed to get existing node execution id: [%+v]", id.GetNodeExecutionId())
	}
	t, err := x.findTask(id)
	if err != nil {
		t = &taskExecution{id: id, closure: &admin.TaskExecutionClosure{CreatedAt: ev.GetOccurredAt(), TaskType: ev.GetTaskType(), EventVersion: ev.GetEventVersion()}}
		n.tasks = append(n.tasks, t)
		return &admin.TaskExecutionEventResponse{}, x.takeAttempt(t, ev, true)
	}
	switch was := t.closure.GetPhase(); {
	case was == ev.GetPhase() && t.version >= ev.GetPhaseVersion():
		return nil, status.Errorf(codes.AlreadyExists, "have already recorded task execution phase %s (version: %d) for %v", ev.GetPhase(), ev.GetPhaseVersion(), id)
	case taskOver(was):
		return nil, ended(ev.GetPhase().String(), "invalid phase change from %v to %v for task execution %v", was, ev.GetPhase(), id)
	}
	return &admin.TaskExecutionEventResponse{}, x.takeAttempt(t, ev, false)
}

// takeAttempt applies an event to an attempt.
func (x *Executions) takeAttempt(t *taskExecution, ev *event.TaskExecutionEvent, first bool) (err error) {
	n, of := t.id.GetNodeExecutionId(), t.id.GetTaskId()
	at := []string{n.GetExecutionId().GetProject(), n.GetExecutionId().GetDomain(), n.GetExecutionId().GetName(), n.GetNodeId(),
		of.GetProject(), of.GetDomain(), of.GetName(), of.GetVersion(), strconv.FormatUint(uint64(t.id.GetRetryAttempt()), 10)}
	if t.inputs == "" {
		if t.inputs, err = x.at(ev.GetInputUri(), ev.GetInputData(), append(at, "offloaded_inputs")...); err != nil {
			return err
		}
	}
	c, was := t.closure, t.closure.GetPhase()
	c.Phase, t.version = ev.GetPhase(), ev.GetPhaseVersion()
	c.UpdatedAt = reported(ev.GetReportedAt(), ev.GetOccurredAt())
	c.EventVersion = max(c.EventVersion, ev.GetEventVersion())
	c.Logs = joinLogs(c.GetLogs(), ev.GetLogs())
	if !first { // admin shows all logs that the first event has
		c.Logs = visible(c.GetLogs(), c.Phase)
	}
	takeReasons(c, ev)
	if c.Phase == core.TaskExecution_RUNNING && (first || was != core.TaskExecution_RUNNING) && c.StartedAt == nil {
		c.StartedAt = ev.GetOccurredAt()
	}
	if taskOver(c.Phase) {
		c.Duration = between(c.GetStartedAt(), ev.GetOccurredAt())
		uri, err := x.at(ev.GetOutputUri(), ev.GetOutputData(), append(at, "offloaded_outputs")...)
		if err != nil {
			return err
		}
		if uri != "" {
			c.OutputResult = &admin.TaskExecutionClosure_OutputUri{OutputUri: uri}
		} else if ev.GetError() != nil {
			c.OutputResult = &admin.TaskExecutionClosure_Error{Error: ev.GetError()}
		}
	}
	c.CustomInfo = joinCustom(c.GetCustomInfo(), ev.GetCustomInfo())
	c.Metadata = joinMetadata(c.GetMetadata(), ev.GetMetadata())
	if !first && was != c.Phase {
		for _, resource := range c.GetMetadata().GetExternalResources() {
			resource.Logs = visible(resource.GetLogs(), c.Phase)
		}
	}
	return nil
}

// takeReasons adds what an event says of why it came. The same reason twice in a row is one.
func takeReasons(c *admin.TaskExecutionClosure, ev *event.TaskExecutionEvent) {
	for _, reason := range ev.GetReasons() {
		c.Reasons = append(c.Reasons, &admin.Reason{OccurredAt: reason.GetOccurredAt(), Message: reason.GetReason()})
		c.Reason = reason.GetReason()
	}
	if reason := ev.GetReason(); len(ev.GetReasons()) == 0 && reason != "" {
		if c.Reason != reason {
			c.Reasons = append(c.Reasons, &admin.Reason{OccurredAt: ev.GetOccurredAt(), Message: reason})
		}
		c.Reason = reason
	}
}

// told is what a caller hears of an attempt; the caller holds the lock.
func (t *taskExecution) told() *admin.TaskExecution {
	return &admin.TaskExecution{Id: clone(t.id), InputUri: t.inputs, Closure: clone(t.closure)}
}

// GetTaskExecution tells how an attempt fares.
func (x *Executions) GetTaskExecution(_ context.Context, r *admin.TaskExecutionGetRequest) (*admin.TaskExecution, error) {
	if err := checkTask(r.GetId()); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	t, err := x.findTask(r.GetId())
	if err != nil {
		return nil, err
	}
	return t.told(), nil
}

// GetTaskExecutionData returns an attempt's inputs and outputs.
func (x *Executions) GetTaskExecutionData(ctx context.Context, r *admin.TaskExecutionGetDataRequest) (*admin.TaskExecutionGetDataResponse, error) {
	t, err := x.GetTaskExecution(ctx, &admin.TaskExecutionGetRequest{Id: r.GetId()})
	if err != nil {
		return nil, err
	}
	n := t.GetId().GetNodeExecutionId()
	url := "flyte://v1/" + key(n.GetExecutionId().GetProject(), n.GetExecutionId().GetDomain(), n.GetExecutionId().GetName(), n.GetNodeId(),
		strconv.FormatUint(uint64(t.GetId().GetRetryAttempt()), 10))
	return &admin.TaskExecutionGetDataResponse{Inputs: &admin.UrlBlob{}, Outputs: &admin.UrlBlob{}, FullInputs: x.load(t.GetInputUri()),
		FullOutputs: x.load(t.GetClosure().GetOutputUri()), FlyteUrls: &admin.FlyteURLs{Inputs: url + "/i", Outputs: url + "/o"}}, nil
}

// ListTaskExecutions lists the attempts of a node.
func (x *Executions) ListTaskExecutions(_ context.Context, r *admin.TaskExecutionListRequest) (*admin.TaskExecutionList, error) {
	if err := checkNode(r.GetNodeExecutionId()); err != nil {
		return nil, err
	}
	if err := checkLimit(r.GetLimit()); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	var all []*taskExecution
	if n, err := x.findNode(r.GetNodeExecutionId()); err == nil {
		all = n.tasks
	}
	page, next, err := taskTable.Page(all, query.Ask{Call: "ListTaskExecutions",
		Filters: r.GetFilters(), Sort: r.GetSortBy(), Token: r.GetToken(), Limit: r.GetLimit()})
	if err != nil {
		return nil, err
	}
	list := &admin.TaskExecutionList{Token: next}
	for _, t := range page {
		list.TaskExecutions = append(list.TaskExecutions, t.told())
	}
	return list, nil
}
