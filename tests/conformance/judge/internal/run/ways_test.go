package run_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

const plan = core.ResourceType_LAUNCH_PLAN

// eventually waits for something that propeller does in between.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for until := time.Now().Add(30 * time.Second); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Fatal("never:", what)
}

func TestAbort(t *testing.T) {
	entities.task("sleep")
	entities.workflow(template("sleeping", "n0", calls("n0", "sleep", from("", "x"))))
	id := launch(t, plan, "sleeping")
	eventually(t, "a running task", func() bool {
		return nodes(t, id, "")["n0"].GetClosure().GetPhase() == core.NodeExecution_RUNNING
	})
	must[*admin.ExecutionTerminateResponse](t)(executions.TerminateExecution(ctx, &admin.ExecutionTerminateRequest{Id: id, Cause: "enough"}))
	if e := told(t, id); e.GetClosure().GetPhase() != core.WorkflowExecution_ABORTING && e.GetClosure().GetPhase() != core.WorkflowExecution_ABORTED {
		t.Error(e)
	}
	if e := end(t, id, core.WorkflowExecution_ABORTED); e.GetClosure().GetAbortMetadata().GetCause() != "enough" {
		t.Error(e)
	}
	if n := nodes(t, id, "")["n0"]; n.GetClosure().GetPhase() != core.NodeExecution_ABORTED {
		t.Error(n)
	}
}

func TestAFailureThatIsRecovered(t *testing.T) {
	unblocked := filepath.Join(t.TempDir(), "unblocked")
	entities.task("double")
	entities.task("blocked", &core.KeyValuePair{Key: "UNBLOCKED", Value: unblocked})
	entities.workflow(template("failing", "n1", calls("n0", "double", from("", "x")), calls("n1", "blocked", from("n0", "o0"))))
	id := launch(t, plan, "failing")
	if e := end(t, id, core.WorkflowExecution_FAILED); e.GetClosure().GetError().GetCode() == "" {
		t.Error(e)
	}
	attempts := must[*admin.TaskExecutionList](t)(executions.ListTaskExecutions(ctx, &admin.TaskExecutionListRequest{NodeExecutionId: nodes(t, id, "")["n1"].GetId(), Limit: 10}))
	if log := read(t, attempts.GetTaskExecutions()[0].GetClosure().GetLogs()[0].GetUri()); !strings.Contains(log, "no such file") {
		t.Error("what the link to the logs leads to:", log)
	}
	list := must[*admin.ExecutionList](t)(executions.ListExecutions(ctx, &admin.ResourceListRequest{Limit: 10,
		Id: &admin.NamedEntityIdentifier{Project: project, Domain: domain}, Filters: "eq(phase,FAILED)+eq(workflow.name,failing)"}))
	if all := list.GetExecutions(); len(all) != 1 || all[0].GetId().GetName() != id.GetName() || len(all[0].GetClosure().GetError().GetMessage()) > 100 {
		t.Error(list)
	}
	if err := os.WriteFile(unblocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	recovered := must[*admin.ExecutionCreateResponse](t)(executions.RecoverExecution(ctx, &admin.ExecutionRecoverRequest{Id: id, Name: "recovered"})).GetId()
	e := end(t, recovered, core.WorkflowExecution_SUCCEEDED)
	if m := e.GetSpec().GetMetadata(); m.GetMode() != admin.ExecutionMetadata_RECOVERED || m.GetReferenceExecution().GetName() != id.GetName() {
		t.Error(e)
	}
	all := nodes(t, recovered, "")
	if all["n0"].GetClosure().GetPhase() != core.NodeExecution_RECOVERED || all["n1"].GetClosure().GetPhase() != core.NodeExecution_SUCCEEDED {
		t.Error(all)
	}
	if result(t, recovered) != 20 {
		t.Error("the outputs of the recovered node were not taken over")
	}
	again := must[*admin.ExecutionCreateResponse](t)(executions.RelaunchExecution(ctx, &admin.ExecutionRelaunchRequest{Id: id})).GetId()
	e = end(t, again, core.WorkflowExecution_SUCCEEDED)
	if m := e.GetSpec().GetMetadata(); m.GetMode() != admin.ExecutionMetadata_RELAUNCH || nodes(t, again, "")["n0"].GetClosure().GetPhase() != core.NodeExecution_SUCCEEDED {
		t.Error(e)
	}
}

func TestGates(t *testing.T) {
	gate := &core.Node{Id: "g", Metadata: &core.NodeMetadata{Name: "g", Retries: &core.RetryStrategy{}},
		Target: &core.Node_GateNode{GateNode: &core.GateNode{Condition: &core.GateNode_Signal{Signal: &core.SignalCondition{
			SignalId: "how-many", Type: integers("v").GetVariables()["v"].GetType(), OutputVariableName: "o0"}}}}}
	entities.task("double")
	entities.workflow(template("gated", "n0", gate, calls("n0", "double", from("g", "o0"))))
	id := launch(t, plan, "gated")
	signal := &core.SignalIdentifier{SignalId: "how-many", ExecutionId: id}
	eventually(t, "a gate", func() bool {
		list := must[*admin.SignalList](t)(executions.ListSignals(ctx, &admin.SignalListRequest{WorkflowExecutionId: id, Limit: 10}))
		return len(list.GetSignals()) == 1 && list.GetSignals()[0].GetId().GetSignalId() == "how-many" && list.GetSignals()[0].GetValue() == nil
	})
	set := func(id *core.SignalIdentifier, v *core.Literal) error {
		_, err := executions.SetSignal(ctx, &admin.SignalSetRequest{Id: id, Value: v})
		return err
	}
	refused(t, set(signal, boolean(true)), codes.InvalidArgument, "is not castable to existing signal type")
	refused(t, set(&core.SignalIdentifier{SignalId: "other", ExecutionId: id}, integer(1)), codes.InvalidArgument, "failed to validate that signal")
	refused(t, set(signal, nil), codes.InvalidArgument, "missing value")
	if err := set(signal, integer(21)); err != nil {
		t.Fatal(err)
	}
	end(t, id, core.WorkflowExecution_SUCCEEDED)
	if result(t, id) != 42 {
		t.Error("the gate's value:", result(t, id))
	}
}

func TestChildren(t *testing.T) {
	entities.task("double")
	entities.workflow(template("below", "n0", calls("n0", "double", from("", "x"))))
	node := func(id string, target *core.WorkflowNode, inputs []*core.Binding) *core.Node {
		return &core.Node{Id: id, Metadata: &core.NodeMetadata{Name: id, Retries: &core.RetryStrategy{}}, Inputs: inputs, Target: &core.Node_WorkflowNode{WorkflowNode: target}}
	}
	within := template("within", "s0", calls("s0", "double", from("", "x")))
	entities.workflow(template("above", "n1",
		node("n0", &core.WorkflowNode{Reference: &core.WorkflowNode_SubWorkflowRef{SubWorkflowRef: within.GetId()}}, from("", "x")),
		node("n1", &core.WorkflowNode{Reference: &core.WorkflowNode_LaunchplanRef{LaunchplanRef: id(plan, "below")}}, from("n0", "o0"))), within)
	top := launch(t, plan, "above")
	end(t, top, core.WorkflowExecution_SUCCEEDED)
	if result(t, top) != 20 {
		t.Error("outputs:", result(t, top))
	}
	all := nodes(t, top, "")
	if !all["n0"].GetMetadata().GetIsParentNode() || len(all) != 4 {
		t.Error(all)
	}
	inner := nodes(t, top, "n0")
	if len(inner) == 0 {
		t.Fatal("no nodes of the sub-workflow")
	}
	found := false
	for _, n := range inner {
		found = found || n.GetMetadata().GetSpecNodeId() == "s0" && n.GetClosure().GetPhase() == core.NodeExecution_SUCCEEDED
	}
	if !found {
		t.Error(inner)
	}
	child := all["n1"].GetClosure().GetWorkflowNodeMetadata().GetExecutionId()
	e := end(t, child, core.WorkflowExecution_SUCCEEDED)
	if m := e.GetSpec().GetMetadata(); m.GetMode() != admin.ExecutionMetadata_CHILD_WORKFLOW || m.GetNesting() != 1 || m.GetParentNodeExecution().GetNodeId() != "n1" {
		t.Error(e)
	}
	_, err := executions.ListNodeExecutions(ctx, &admin.NodeExecutionListRequest{WorkflowExecutionId: top, UniqueParentId: "nope", Limit: 1})
	refused(t, err, codes.NotFound, "missing entity of type node execution with identifier ")
}

func TestSettings(t *testing.T) {
	entities.task("double")
	entities.workflow(template("set", "n0", calls("n0", "double", from("", "x"))))
	entities.plans["set"].Spec.Labels = &admin.Labels{Values: map[string]string{"team": "plan", "of": "plan"}}
	entities.plans["set"].Spec.Annotations = &admin.Annotations{Values: map[string]string{"from": "plan"}}
	r := request(plan, "set", "with-settings")
	r.Spec.Labels = &admin.Labels{Values: map[string]string{"team": "own"}}
	r.Spec.MaxParallelism, r.Spec.OverwriteCache, r.Spec.Interruptible = 3, true, wrapperspb.Bool(true)
	r.Spec.RawOutputDataConfig = &admin.RawOutputDataConfig{OutputLocationPrefix: "s3://flyte/elsewhere"}
	r.Spec.SecurityContext = &core.SecurityContext{RunAs: &core.Identity{K8SServiceAccount: "worker"}}
	r.Spec.Envs = &admin.Envs{Values: []*core.KeyValuePair{{Key: "LEVEL", Value: "high"}}}
	id := must[*admin.ExecutionCreateResponse](t)(executions.CreateExecution(ctx, r)).GetId()
	e := end(t, id, core.WorkflowExecution_SUCCEEDED)
	if s := e.GetSpec(); s.GetMaxParallelism() != 3 || s.GetSecurityContext().GetRunAs().GetK8SServiceAccount() != "worker" {
		t.Error(s)
	}
	pod, err := os.ReadFile(filepath.Join(pods, "with-settings-n0-0", "pod.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"team": "own"`, `"from": "plan"`, `"serviceAccountName": "worker"`, `"LEVEL"`} {
		if !bytes.Contains(pod, []byte(want)) {
			t.Errorf("%s is not in %s", want, pod)
		}
	}
	if bytes.Contains(pod, []byte(`"of": "plan"`)) {
		t.Error("the labels of an execution replace those of its launch plan")
	}
}

func read(t *testing.T, url string) string {
	t.Helper()
	answer := must[*http.Response](t)(http.Get(url))
	defer answer.Body.Close()
	return string(must[[]byte](t)(io.ReadAll(answer.Body)))
}

func TestAMap(t *testing.T) {
	listOf := func(name string) *core.VariableMap {
		of := integers(name)
		of.Variables[name].Type = &core.LiteralType{Type: &core.LiteralType_CollectionType{CollectionType: of.Variables[name].Type}}
		return of
	}
	mapped := &core.Node{Id: "n0", Metadata: &core.NodeMetadata{Name: "n0", Retries: &core.RetryStrategy{}}, Inputs: from("", "x"),
		Target: &core.Node_ArrayNode{ArrayNode: &core.ArrayNode{Node: calls("n0", "each", from("", "x")), SuccessCriteria: &core.ArrayNode_MinSuccessRatio{MinSuccessRatio: 1},
			ExecutionMode: core.ArrayNode_MINIMAL_STATE}}}
	lists := &core.TypedInterface{Inputs: listOf("x"), Outputs: listOf("o0")}
	entities.taskOf("each", lists) // the task of a map says what the map takes and gives
	w := template("mapping", "n0", mapped)
	w.Interface = lists
	entities.workflow(w)
	r := request(plan, "mapping", "")
	r.Inputs.Literals["x"] = &core.Literal{Value: &core.Literal_Collection{Collection: &core.LiteralCollection{Literals: []*core.Literal{integer(1), integer(2), integer(3)}}}}
	id := must[*admin.ExecutionCreateResponse](t)(executions.CreateExecution(ctx, r)).GetId()
	end(t, id, core.WorkflowExecution_SUCCEEDED)
	n := nodes(t, id, "")["n0"]
	if !n.GetMetadata().GetIsArray() {
		t.Error(n)
	}
	attempts := must[*admin.TaskExecutionList](t)(executions.ListTaskExecutions(ctx, &admin.TaskExecutionListRequest{NodeExecutionId: n.GetId(), Limit: 10})).GetTaskExecutions()
	if len(attempts) != 1 {
		t.Fatal(attempts)
	}
	entries := attempts[0].GetClosure().GetMetadata().GetExternalResources()
	if len(entries) != 3 {
		t.Fatal(entries)
	}
	for i, entry := range entries {
		if int(entry.GetIndex()) != i || entry.GetPhase() != core.TaskExecution_SUCCEEDED {
			t.Error(entry)
		}
	}
}

func TestTheArchive(t *testing.T) {
	entities.task("double")
	entities.workflow(template("archived", "n0", calls("n0", "double", from("", "x"))))
	id := launch(t, plan, "archived")
	end(t, id, core.WorkflowExecution_SUCCEEDED)
	count := func(filters string) int {
		list := must[*admin.ExecutionList](t)(executions.ListExecutions(ctx, &admin.ResourceListRequest{Limit: 10,
			Id: &admin.NamedEntityIdentifier{Project: project, Domain: domain}, Filters: "eq(launch_plan.name,archived)" + filters}))
		return len(list.GetExecutions())
	}
	if count("") != 1 {
		t.Error("it is listed")
	}
	must[*admin.ExecutionUpdateResponse](t)(executions.UpdateExecution(ctx, &admin.ExecutionUpdateRequest{Id: id, State: admin.ExecutionState_EXECUTION_ARCHIVED}))
	if count("") != 0 || count("+eq(state,1)") != 1 {
		t.Error("it is listed only among those in the archive")
	}
}

func TestNoMoreThanMayBeUnderWay(t *testing.T) {
	entities.task("sleep")
	entities.workflow(template("one-at-a-time", "n0", calls("n0", "sleep", from("", "x"))))
	entities.plans["one-at-a-time"].Spec.ConcurrencyPolicy = &admin.ConcurrencyPolicy{Max: 1,
		Behavior: admin.ConcurrencyLimitBehavior_CONCURRENCY_LIMIT_BEHAVIOR_SKIP}
	id := launch(t, plan, "one-at-a-time")
	eventually(t, "a running execution", func() bool { return told(t, id).GetClosure().GetPhase() == core.WorkflowExecution_RUNNING })
	_, err := executions.CreateExecution(ctx, request(plan, "one-at-a-time", ""))
	refused(t, err, codes.AlreadyExists, "concurrency limit (1) reached for launch plan one-at-a-time; skipping execution")
	must[*admin.ExecutionTerminateResponse](t)(executions.TerminateExecution(ctx, &admin.ExecutionTerminateRequest{Id: id}))
	end(t, id, core.WorkflowExecution_ABORTED)
}

func TestAnAbortReachesChildren(t *testing.T) {
	entities.task("sleep")
	entities.workflow(template("asleep", "n0", calls("n0", "sleep", from("", "x"))))
	launches := &core.Node{Id: "n0", Metadata: &core.NodeMetadata{Name: "n0", Retries: &core.RetryStrategy{}}, Inputs: from("", "x"),
		Target: &core.Node_WorkflowNode{WorkflowNode: &core.WorkflowNode{Reference: &core.WorkflowNode_LaunchplanRef{LaunchplanRef: id(plan, "asleep")}}}}
	entities.workflow(template("over-sleeping", "n0", launches))
	top := launch(t, plan, "over-sleeping")
	var child *core.WorkflowExecutionIdentifier
	eventually(t, "a running child", func() bool {
		child = nodes(t, top, "")["n0"].GetClosure().GetWorkflowNodeMetadata().GetExecutionId()
		return child != nil && told(t, child).GetClosure().GetPhase() == core.WorkflowExecution_RUNNING
	})
	must[*admin.ExecutionTerminateResponse](t)(executions.TerminateExecution(ctx, &admin.ExecutionTerminateRequest{Id: top, Cause: "enough"}))
	end(t, top, core.WorkflowExecution_ABORTED)
	if e := end(t, child, core.WorkflowExecution_ABORTED); e.GetClosure().GetAbortMetadata().GetCause() == "" {
		t.Error(e)
	}
}
