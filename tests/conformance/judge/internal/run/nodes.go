package run

import (
	"context"
	"slices"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/event"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"aileron.test/judge/internal/query"
	"aileron.test/judge/internal/requests"
)

// nodeExecution is one node of an execution, however deep it lies.
type nodeExecution struct {
	execution *execution
	id        *core.NodeExecutionIdentifier
	parent    string                        // the node that it belongs to: a branch, a sub-workflow, a map, a dynamic task; or empty
	maker     *core.TaskExecutionIdentifier // the attempt that made it, in propeller's first protocol for events; or nil
	inputs    string                        // their address
	closure   *admin.NodeExecutionClosure
	metadata  *admin.NodeExecutionMetaData
	dynamic   *core.CompiledWorkflowClosure // what a dynamic task made

	tasks []*taskExecution
}

func nodeOver(p core.NodeExecution_Phase) bool {
	switch p {
	case core.NodeExecution_SUCCEEDED, core.NodeExecution_FAILED, core.NodeExecution_TIMED_OUT, core.NodeExecution_ABORTED,
		core.NodeExecution_SKIPPED, core.NodeExecution_RECOVERED:
		return true
	}
	return false
}

// findNode finds a node; the caller holds the lock.
func (x *Executions) findNode(id *core.NodeExecutionIdentifier) (*nodeExecution, error) {
	if e := x.executions[executionKey(id.GetExecutionId())]; e != nil && e.nodes[id.GetNodeId()] != nil {
		return e.nodes[id.GetNodeId()], nil
	}
	return nil, unknown("node execution", id)
}

// CreateNodeEvent takes propeller's word for a node's phase.
func (x *Executions) CreateNodeEvent(_ context.Context, r *admin.NodeExecutionEventRequest) (*admin.NodeExecutionEventResponse, error) {
	ev := r.GetEvent()
	x.observe(ev)
	x.mu.Lock()
	defer x.mu.Unlock()
	e, err := x.find(ev.GetId().GetExecutionId())
	if err != nil {
		s := status.Convert(err)
		return nil, status.Errorf(s.Code(), "Failed to get existing execution id: [%+v] with err: %v", ev.GetId().GetExecutionId(), s.Message())
	}
	n := e.nodes[ev.GetId().GetNodeId()]
	if n == nil {
		if n, err = x.newNode(e, ev); err != nil {
			return nil, err
		}
	} else {
		switch was := n.closure.GetPhase(); {
		case was == ev.GetPhase():
			return nil, status.Errorf(codes.AlreadyExists, "This phase was already recorded %v for %+v", was, ev.GetId())
		case nodeOver(was):
			return nil, ended(ev.GetPhase().String(), "Invalid phase change from %s to %s for node execution %v", was, ev.GetPhase(), ev.GetId())
		}
	}
	if err := x.takeNode(n, ev); err != nil {
		return nil, err
	}
	if e.nodes[ev.GetId().GetNodeId()] == nil {
		e.nodes[ev.GetId().GetNodeId()] = n
		e.order = append(e.order, n)
	}
	return &admin.NodeExecutionEventResponse{}, nil
}

// newNode makes a node of its first event.
func (x *Executions) newNode(e *execution, ev *event.NodeExecutionEvent) (*nodeExecution, error) {
	n := &nodeExecution{execution: e, id: ev.GetId(), parent: ev.GetParentNodeMetadata().GetNodeId(), maker: ev.GetParentTaskMetadata().GetId(),
		closure:  &admin.NodeExecutionClosure{CreatedAt: ev.GetOccurredAt()},
		metadata: &admin.NodeExecutionMetaData{RetryGroup: ev.GetRetryGroup(), SpecNodeId: ev.GetSpecNodeId()}}
	if n.parent != "" && e.nodes[n.parent] == nil {
		return nil, unknown("node execution", &core.NodeExecutionIdentifier{ExecutionId: e.id, NodeId: n.parent})
	}
	return n, nil
}

// takeNode applies an event to a node.
func (x *Executions) takeNode(n *nodeExecution, ev *event.NodeExecutionEvent) (err error) {
	at := []string{ev.GetId().GetExecutionId().GetProject(), ev.GetId().GetExecutionId().GetDomain(), ev.GetId().GetExecutionId().GetName(), ev.GetId().GetNodeId()}
	if child := ev.GetWorkflowNodeMetadata().GetExecutionId(); child != nil {
		if _, err := x.find(child); err != nil {
			return err
		}
	}
	if n.inputs == "" {
		if n.inputs, err = x.at(ev.GetInputUri(), ev.GetInputData(), append(at, "offloaded_inputs")...); err != nil {
			return err
		}
	}
	c := n.closure
	c.Phase, c.UpdatedAt = ev.GetPhase(), reported(ev.GetReportedAt(), ev.GetOccurredAt())
	if c.Phase == core.NodeExecution_RUNNING {
		c.StartedAt, c.DeckUri = ev.GetOccurredAt(), ev.GetDeckUri()
	}
	if nodeOver(c.Phase) {
		c.Duration, c.DeckUri = between(c.GetStartedAt(), ev.GetOccurredAt()), ev.GetDeckUri()
		uri, err := x.at(ev.GetOutputUri(), ev.GetOutputData(), append(at, "offloaded_outputs")...)
		if err != nil {
			return err
		}
		if uri != "" {
			c.OutputResult = &admin.NodeExecutionClosure_OutputUri{OutputUri: uri}
		} else if ev.GetError() != nil {
			c.OutputResult = &admin.NodeExecutionClosure_Error{Error: ev.GetError()}
		}
	}
	if child := ev.GetWorkflowNodeMetadata().GetExecutionId(); child != nil && c.GetWorkflowNodeMetadata() == nil {
		c.TargetMetadata = &admin.NodeExecutionClosure_WorkflowNodeMetadata{WorkflowNodeMetadata: &admin.WorkflowNodeMetadata{ExecutionId: child}}
	}
	n.takeTask(ev.GetTaskNodeMetadata())
	n.metadata.IsParentNode = n.metadata.IsParentNode || ev.GetIsParent()
	n.metadata.IsDynamic = n.metadata.IsDynamic || ev.GetIsDynamic()
	n.metadata.IsArray = n.metadata.IsArray || ev.GetIsArray()
	return nil
}

// takeTask applies what an event says of a node's task: its checkpoint, its cache entry and the workflow that it made.
func (n *nodeExecution) takeTask(t *event.TaskNodeMetadata) {
	if t == nil {
		return
	}
	m := &admin.TaskNodeMetadata{CheckpointUri: t.GetCheckpointUri()}
	if t.GetCatalogKey() != nil {
		m.CacheStatus, m.CatalogKey = t.GetCacheStatus(), t.GetCatalogKey()
	}
	n.closure.TargetMetadata = &admin.NodeExecutionClosure_TaskNodeMetadata{TaskNodeMetadata: m}
	if uri := t.GetDynamicWorkflow().GetDynamicJobSpecUri(); uri != "" {
		n.closure.DynamicJobSpecUri = uri
	}
	if made := t.GetDynamicWorkflow().GetCompiledWorkflow(); made != nil {
		n.dynamic = made
	}
}

// at is where data is: at an address already, or written to one now. It is empty if there is none.
func (x *Executions) at(uri string, data *core.LiteralMap, keys ...string) (string, error) {
	if uri != "" || data == nil {
		return uri, nil
	}
	uri, err := x.offload(data, keys...)
	if err != nil {
		return "", status.Error(codes.Internal, err.Error())
	}
	return uri, nil
}

// told is what a caller hears of a node; the caller holds the lock.
func (n *nodeExecution) told() *admin.NodeExecution {
	return &admin.NodeExecution{Id: clone(n.id), InputUri: n.inputs, Closure: clone(n.closure), Metadata: clone(n.metadata)}
}

// GetNodeExecution tells how a node fares. Propeller asks it too, when it recovers an execution.
func (x *Executions) GetNodeExecution(_ context.Context, r *admin.NodeExecutionGetRequest) (*admin.NodeExecution, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	n, err := x.findNode(r.GetId())
	if err != nil {
		return nil, err
	}
	return n.told(), nil
}

// GetNodeExecutionData returns a node's inputs and outputs, and the workflow that a dynamic one made.
func (x *Executions) GetNodeExecutionData(_ context.Context, r *admin.NodeExecutionGetDataRequest) (*admin.NodeExecutionGetDataResponse, error) {
	x.mu.Lock()
	n, err := x.findNode(r.GetId())
	if err != nil {
		x.mu.Unlock()
		return nil, err
	}
	told, made := n.told(), n.dynamic
	x.mu.Unlock()
	id := r.GetId()
	url := "flyte://v1/" + key(id.GetExecutionId().GetProject(), id.GetExecutionId().GetDomain(), id.GetExecutionId().GetName(), id.GetNodeId())
	answer := &admin.NodeExecutionGetDataResponse{Inputs: &admin.UrlBlob{}, Outputs: &admin.UrlBlob{},
		FullInputs: x.load(told.GetInputUri()), FullOutputs: x.load(told.GetClosure().GetOutputUri()),
		FlyteUrls: &admin.FlyteURLs{Inputs: url + "/i", Outputs: url + "/o"}}
	if told.GetClosure().GetDeckUri() != "" {
		answer.FlyteUrls.Deck = url + "/d"
	}
	if made != nil {
		answer.DynamicWorkflow = &admin.DynamicWorkflowNodeMetadata{Id: made.GetPrimary().GetTemplate().GetId(), CompiledWorkflow: made,
			DynamicJobSpecUri: told.GetClosure().GetDynamicJobSpecUri()}
	}
	return answer, nil
}

// GetDynamicNodeWorkflow returns the workflow that a dynamic node made.
func (x *Executions) GetDynamicNodeWorkflow(_ context.Context, r *admin.GetDynamicNodeWorkflowRequest) (*admin.DynamicNodeWorkflowResponse, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	n, err := x.findNode(r.GetId())
	if err != nil {
		return nil, err
	}
	if n.dynamic == nil {
		return nil, status.Error(codes.NotFound, "node does not contain dynamic workflow")
	}
	return &admin.DynamicNodeWorkflowResponse{CompiledWorkflow: n.dynamic}, nil
}

// ListNodeExecutions lists the nodes of an execution that belong to no other node, or those that belong to one.
func (x *Executions) ListNodeExecutions(_ context.Context, r *admin.NodeExecutionListRequest) (*admin.NodeExecutionList, error) {
	if checkExecution(r.GetWorkflowExecutionId()) != nil {
		return nil, requests.Missing("execution_id")
	}
	if err := checkLimit(r.GetLimit()); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if parent := r.GetUniqueParentId(); parent != "" {
		if _, err := x.findNode(&core.NodeExecutionIdentifier{ExecutionId: r.GetWorkflowExecutionId(), NodeId: parent}); err != nil {
			return nil, err
		}
	}
	return x.listNodes(r.GetWorkflowExecutionId(), func(n *nodeExecution) bool { return n.maker == nil && n.parent == r.GetUniqueParentId() },
		query.Ask{Filters: r.GetFilters(), Sort: r.GetSortBy(), Token: r.GetToken(), Limit: r.GetLimit()})
}

// ListNodeExecutionsForTask lists the nodes that an attempt made. Today's propeller calls a dynamic task's node their parent.
func (x *Executions) ListNodeExecutionsForTask(_ context.Context, r *admin.NodeExecutionForTaskListRequest) (*admin.NodeExecutionList, error) {
	if err := checkTask(r.GetTaskExecutionId()); err != nil {
		return nil, err
	}
	if err := checkLimit(r.GetLimit()); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	t, err := x.findTask(r.GetTaskExecutionId())
	if err != nil {
		return nil, err
	}
	return x.listNodes(t.id.GetNodeExecutionId().GetExecutionId(), func(n *nodeExecution) bool { return proto.Equal(n.maker, t.id) },
		query.Ask{Filters: r.GetFilters(), Sort: r.GetSortBy(), Token: r.GetToken(), Limit: r.GetLimit()})
}

// listNodes lists nodes of an execution; the caller holds the lock.
func (x *Executions) listNodes(id *core.WorkflowExecutionIdentifier, keep func(*nodeExecution) bool, ask query.Ask) (*admin.NodeExecutionList, error) {
	var all []*nodeExecution
	if e := x.executions[executionKey(id)]; e != nil {
		all = slices.DeleteFunc(slices.Clone(e.order), func(n *nodeExecution) bool { return !keep(n) })
	}
	ask.Call = "ListNodeExecutions"
	page, next, err := nodeTable.Page(all, ask)
	if err != nil {
		return nil, err
	}
	list := &admin.NodeExecutionList{Token: next}
	for _, n := range page {
		one := n.told()
		trim(one.GetClosure().GetError())
		list.NodeExecutions = append(list.NodeExecutions, one)
	}
	return list, nil
}
