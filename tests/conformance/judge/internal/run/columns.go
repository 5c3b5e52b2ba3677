package run

import (
	"strings"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/protobuf/types/known/timestamppb"

	"aileron.test/judge/internal/query"
)

// The columns of admin's tables, by which lists are filtered and sorted.

func moment(t *timestamppb.Timestamp) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.AsTime()
}

// launched are the columns of a joined table: what was launched, if it is of this kind.
func launched(kind core.ResourceType) query.Columns[*execution] {
	of := func(e *execution) *core.Identifier {
		if id := e.spec.GetLaunchPlan(); id.GetResourceType() == kind {
			return id
		}
		return nil
	}
	return query.Columns[*execution]{
		"project": func(e *execution) any { return of(e).GetProject() },
		"domain":  func(e *execution) any { return of(e).GetDomain() },
		"name":    func(e *execution) any { return of(e).GetName() },
		"version": func(e *execution) any { return of(e).GetVersion() },
	}
}

var executionTable = query.Table[*execution]{Entity: "e",
	Columns: query.Columns[*execution]{
		"id": nil, "deleted_at": nil, "launch_plan_id": nil, "workflow_id": nil, "task_id": nil, "closure": nil, "spec": nil,
		"source_execution_id": nil, "parent_node_execution_id": nil,
		"execution_project":    func(e *execution) any { return e.id.GetProject() },
		"execution_domain":     func(e *execution) any { return e.id.GetDomain() },
		"execution_name":       func(e *execution) any { return e.id.GetName() },
		"phase":                func(e *execution) any { return e.closure.GetPhase().String() },
		"started_at":           func(e *execution) any { return moment(e.closure.GetStartedAt()) },
		"execution_created_at": func(e *execution) any { return moment(e.closure.GetCreatedAt()) },
		"execution_updated_at": func(e *execution) any { return moment(e.closure.GetUpdatedAt()) },
		"created_at":           func(e *execution) any { return moment(e.closure.GetCreatedAt()) },
		"updated_at":           func(e *execution) any { return moment(e.closure.GetUpdatedAt()) },
		"duration":             func(e *execution) any { return e.closure.GetDuration().AsDuration() },
		"abort_cause":          func(e *execution) any { return e.cause },
		"mode":                 func(e *execution) any { return int(e.spec.GetMetadata().GetMode()) },
		"cluster":              func(e *execution) any { return e.spec.GetMetadata().GetSystemMetadata().GetExecutionCluster() },
		"inputs_uri":           func(e *execution) any { return e.inputs },
		"user_inputs_uri":      func(e *execution) any { return e.given },
		"error_kind":           func(e *execution) any { return kindOf(e.closure.GetError()) },
		"error_code":           func(e *execution) any { return e.closure.GetError().GetCode() },
		"user":                 func(e *execution) any { return e.spec.GetMetadata().GetPrincipal() },
		"state":                func(e *execution) any { return int(e.closure.GetStateChangeDetails().GetState()) },
		"launch_entity":        func(e *execution) any { return strings.ToLower(e.spec.GetLaunchPlan().GetResourceType().String()) },
	},
	Joined: map[string]query.Columns[*execution]{
		"l": launched(core.ResourceType_LAUNCH_PLAN),
		"t": launched(core.ResourceType_TASK),
		"w": {
			"project": func(e *execution) any { return e.closure.GetWorkflowId().GetProject() },
			"domain":  func(e *execution) any { return e.closure.GetWorkflowId().GetDomain() },
			"name":    func(e *execution) any { return e.closure.GetWorkflowId().GetName() },
			"version": func(e *execution) any { return e.closure.GetWorkflowId().GetVersion() },
		},
	}}

// kindOf is whose fault an error is; there is none without an error.
func kindOf(e *core.ExecutionError) string {
	if e == nil {
		return ""
	}
	return e.GetKind().String()
}

var nodeTable = query.Table[*nodeExecution]{Entity: "ne",
	Columns: query.Columns[*nodeExecution]{
		"id": nil, "deleted_at": nil, "closure": nil, "parent_id": nil, "parent_task_execution_id": nil, "node_execution_metadata": nil, "internal_data": nil,
		"dynamic_workflow_remote_closure_reference": nil,
		"execution_project":                         func(n *nodeExecution) any { return n.id.GetExecutionId().GetProject() },
		"execution_domain":                          func(n *nodeExecution) any { return n.id.GetExecutionId().GetDomain() },
		"execution_name":                            func(n *nodeExecution) any { return n.id.GetExecutionId().GetName() },
		"node_id":                                   func(n *nodeExecution) any { return n.id.GetNodeId() },
		"phase":                                     func(n *nodeExecution) any { return n.closure.GetPhase().String() },
		"input_uri":                                 func(n *nodeExecution) any { return n.inputs },
		"started_at":                                func(n *nodeExecution) any { return moment(n.closure.GetStartedAt()) },
		"node_execution_created_at":                 func(n *nodeExecution) any { return moment(n.closure.GetCreatedAt()) },
		"node_execution_updated_at":                 func(n *nodeExecution) any { return moment(n.closure.GetUpdatedAt()) },
		"created_at":                                func(n *nodeExecution) any { return moment(n.closure.GetCreatedAt()) },
		"updated_at":                                func(n *nodeExecution) any { return moment(n.closure.GetUpdatedAt()) },
		"duration":                                  func(n *nodeExecution) any { return n.closure.GetDuration().AsDuration() },
		"error_kind":                                func(n *nodeExecution) any { return kindOf(n.closure.GetError()) },
		"error_code":                                func(n *nodeExecution) any { return n.closure.GetError().GetCode() },
		"cache_status":                              func(n *nodeExecution) any { return n.cacheStatus() },
	},
	Joined: map[string]query.Columns[*nodeExecution]{"e": {
		"execution_name": func(n *nodeExecution) any { return n.execution.id.GetName() },
		"phase":          func(n *nodeExecution) any { return n.execution.closure.GetPhase().String() },
	}}}

// cacheStatus is empty for a node whose task is not cached.
func (n *nodeExecution) cacheStatus() string {
	if m := n.closure.GetTaskNodeMetadata(); m.GetCatalogKey() != nil {
		return m.GetCacheStatus().String()
	}
	return ""
}

var taskTable = query.Table[*taskExecution]{Entity: "te",
	Columns: query.Columns[*taskExecution]{
		"id": nil, "deleted_at": nil, "closure": nil,
		"project":                   func(t *taskExecution) any { return t.id.GetTaskId().GetProject() },
		"domain":                    func(t *taskExecution) any { return t.id.GetTaskId().GetDomain() },
		"name":                      func(t *taskExecution) any { return t.id.GetTaskId().GetName() },
		"version":                   func(t *taskExecution) any { return t.id.GetTaskId().GetVersion() },
		"execution_name":            func(t *taskExecution) any { return t.id.GetNodeExecutionId().GetExecutionId().GetName() },
		"node_id":                   func(t *taskExecution) any { return t.id.GetNodeExecutionId().GetNodeId() },
		"retry_attempt":             func(t *taskExecution) any { return int(t.id.GetRetryAttempt()) },
		"phase":                     func(t *taskExecution) any { return t.closure.GetPhase().String() },
		"phase_version":             func(t *taskExecution) any { return int(t.version) },
		"input_uri":                 func(t *taskExecution) any { return t.inputs },
		"started_at":                func(t *taskExecution) any { return moment(t.closure.GetStartedAt()) },
		"task_execution_created_at": func(t *taskExecution) any { return moment(t.closure.GetCreatedAt()) },
		"task_execution_updated_at": func(t *taskExecution) any { return moment(t.closure.GetUpdatedAt()) },
		"created_at":                func(t *taskExecution) any { return moment(t.closure.GetCreatedAt()) },
		"updated_at":                func(t *taskExecution) any { return moment(t.closure.GetUpdatedAt()) },
		"duration":                  func(t *taskExecution) any { return t.closure.GetDuration().AsDuration() },
	},
	Joined: map[string]query.Columns[*taskExecution]{"t": {
		"name":    func(t *taskExecution) any { return t.id.GetTaskId().GetName() },
		"version": func(t *taskExecution) any { return t.id.GetTaskId().GetVersion() },
	}}}

var signalTable = query.Table[*admin.Signal]{Entity: "s", Columns: query.Columns[*admin.Signal]{
	"id": nil, "created_at": nil, "updated_at": nil, "deleted_at": nil, "type": nil, "value": nil,
	"execution_project": func(s *admin.Signal) any { return s.GetId().GetExecutionId().GetProject() },
	"execution_domain":  func(s *admin.Signal) any { return s.GetId().GetExecutionId().GetDomain() },
	"execution_name":    func(s *admin.Signal) any { return s.GetId().GetExecutionId().GetName() },
	"signal_id":         func(s *admin.Signal) any { return s.GetId().GetSignalId() },
}}
