package run_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var ctx = context.Background()

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func given(x int64) *core.LiteralMap {
	return &core.LiteralMap{Literals: map[string]*core.Literal{"x": integer(x)}}
}

// request asks for the launch of a plan, or of a task.
func request(kind core.ResourceType, what, name string) *admin.ExecutionCreateRequest {
	return &admin.ExecutionCreateRequest{Project: project, Domain: domain, Name: name, Inputs: given(5), Spec: &admin.ExecutionSpec{LaunchPlan: id(kind, what)}}
}

func launch(t *testing.T, kind core.ResourceType, what string) *core.WorkflowExecutionIdentifier {
	t.Helper()
	return must[*admin.ExecutionCreateResponse](t)(executions.CreateExecution(ctx, request(kind, what, ""))).GetId()
}

func told(t *testing.T, id *core.WorkflowExecutionIdentifier) *admin.Execution {
	t.Helper()
	return must[*admin.Execution](t)(executions.GetExecution(ctx, &admin.WorkflowExecutionGetRequest{Id: id}))
}

// end waits for the end of an execution.
func end(t *testing.T, id *core.WorkflowExecutionIdentifier, want core.WorkflowExecution_Phase) *admin.Execution {
	t.Helper()
	select {
	case <-executions.Done(id):
	case <-time.After(time.Minute):
		t.Fatalf("%s does not end: %v", id.GetName(), told(t, id))
	}
	e := told(t, id)
	if e.GetClosure().GetPhase() != want {
		t.Fatalf("%s: %v", id.GetName(), e)
	}
	return e
}

func nodes(t *testing.T, id *core.WorkflowExecutionIdentifier, parent string) map[string]*admin.NodeExecution {
	t.Helper()
	list := must[*admin.NodeExecutionList](t)(executions.ListNodeExecutions(ctx, &admin.NodeExecutionListRequest{WorkflowExecutionId: id, UniqueParentId: parent, Limit: 100}))
	all := map[string]*admin.NodeExecution{}
	for _, n := range list.GetNodeExecutions() {
		all[n.GetId().GetNodeId()] = n
	}
	return all
}

func result(t *testing.T, id *core.WorkflowExecutionIdentifier) int64 {
	t.Helper()
	data := must[*admin.WorkflowExecutionGetDataResponse](t)(executions.GetExecutionData(ctx, &admin.WorkflowExecutionGetDataRequest{Id: id}))
	return data.GetFullOutputs().GetLiterals()["o0"].GetScalar().GetPrimitive().GetInteger()
}

// refused is true if a call was refused with this code and a message that has these words.
func refused(t *testing.T, err error, code codes.Code, words string) {
	t.Helper()
	if status.Code(err) != code || !strings.Contains(status.Convert(err).Message(), words) {
		t.Errorf("%v is not %s: %s", err, code, words)
	}
}

func TestALaunchPlan(t *testing.T) {
	entities.task("double")
	entities.workflow(template("twice", "n1", calls("n0", "double", from("", "x")), calls("n1", "double", from("n0", "o0"))))
	id := launch(t, core.ResourceType_LAUNCH_PLAN, "twice")
	if !regexp.MustCompile(`^a[a-z0-9]{19}$`).MatchString(id.GetName()) {
		t.Error("admin makes names of 20 characters:", id.GetName())
	}
	e := end(t, id, core.WorkflowExecution_SUCCEEDED)
	if got := result(t, id); got != 20 {
		t.Error("outputs:", got)
	}
	c := e.GetClosure()
	if c.GetStartedAt() == nil || c.GetDuration().AsDuration() <= 0 || c.GetWorkflowId().GetName() != "twice" || c.GetOutputs().GetUri() == "" {
		t.Error("closure:", c)
	}
	if m := e.GetSpec().GetMetadata(); m.GetSystemMetadata().GetNamespace() != project+"-"+domain || e.GetSpec().GetMaxParallelism() != 25 {
		t.Error("spec:", e.GetSpec())
	}
	all := nodes(t, id, "")
	if len(all) != 4 || all["start-node"] == nil || all["end-node"] == nil || all["n0"].GetClosure().GetPhase() != core.NodeExecution_SUCCEEDED {
		t.Error("nodes:", all)
	}
	data := must[*admin.NodeExecutionGetDataResponse](t)(executions.GetNodeExecutionData(ctx, &admin.NodeExecutionGetDataRequest{Id: all["n1"].GetId()}))
	if data.GetFullInputs().GetLiterals()["x"].String() != integer(10).String() || data.GetFullOutputs().GetLiterals()["o0"].String() != integer(20).String() {
		t.Error("data of a node:", data)
	}
	if want := "flyte://v1/flytesnacks/development/" + id.GetName() + "/n1/o"; data.GetFlyteUrls().GetOutputs() != want {
		t.Error("not", want, "but", data.GetFlyteUrls())
	}
	attempts := must[*admin.TaskExecutionList](t)(executions.ListTaskExecutions(ctx, &admin.TaskExecutionListRequest{NodeExecutionId: all["n1"].GetId(), Limit: 10})).GetTaskExecutions()
	if len(attempts) != 1 || attempts[0].GetClosure().GetPhase() != core.TaskExecution_SUCCEEDED || attempts[0].GetId().GetTaskId().GetName() != "double" {
		t.Fatal("attempts:", attempts)
	}
	of := must[*admin.TaskExecutionGetDataResponse](t)(executions.GetTaskExecutionData(ctx, &admin.TaskExecutionGetDataRequest{Id: attempts[0].GetId()}))
	if of.GetFullOutputs().GetLiterals()["o0"].String() != integer(20).String() {
		t.Error("data of an attempt:", of)
	}
	_, err := executions.TerminateExecution(ctx, &admin.ExecutionTerminateRequest{Id: id})
	refused(t, err, codes.FailedPrecondition, "Cannot abort an already terminated workflow execution")
	if details := status.Convert(err).Details(); len(details) != 1 || details[0].(*admin.EventFailureReason).GetAlreadyInTerminalState().GetCurrentPhase() != "SUCCEEDED" {
		t.Error("details:", details)
	}
	again := request(core.ResourceType_LAUNCH_PLAN, "twice", id.GetName())
	_, err = executions.CreateExecution(ctx, again)
	refused(t, err, codes.AlreadyExists, `value with matching already exists (duplicate key value violates unique constraint "executions_pkey")`)
}

func TestASingleTask(t *testing.T) {
	entities.task("package.module.double")
	entities.task("double")
	first := request(core.ResourceType_TASK, "double", "")
	id := must[*admin.ExecutionCreateResponse](t)(executions.CreateExecution(ctx, first)).GetId()
	e := end(t, id, core.WorkflowExecution_SUCCEEDED)
	if result(t, id) != 10 || e.GetClosure().GetWorkflowId().GetName() != ".flytegen.double" {
		t.Error(e)
	}
	if all := nodes(t, id, ""); all["double"].GetClosure().GetPhase() != core.NodeExecution_SUCCEEDED {
		t.Error("nodes:", all)
	}
	if _, err := entities.LaunchPlan(must[*admin.LaunchPlan](t)(entities.LaunchPlan(e.GetClosure().GetWorkflowId())).GetId()); err != nil {
		t.Error(err)
	}
	if second := launch(t, core.ResourceType_TASK, "double"); end(t, second, core.WorkflowExecution_SUCCEEDED) == nil {
		t.Error("it is launched once more")
	}
}

func TestRefusals(t *testing.T) {
	entities.task("double")
	entities.workflow(template("refused", "n0", calls("n0", "double", from("", "x"))))
	plan := core.ResourceType_LAUNCH_PLAN
	for words, change := range map[string]func(*admin.ExecutionCreateRequest){
		"missing project": func(r *admin.ExecutionCreateRequest) { r.Project = "" },
		"missing spec":    func(r *admin.ExecutionCreateRequest) { r.Spec = nil },
		"missing version": func(r *admin.ExecutionCreateRequest) { r.Spec.LaunchPlan.Version = "" },
		`invalid name format: bad_name, does not match regex '^[a-z][a-z\-0-9]*$'`:                            func(r *admin.ExecutionCreateRequest) { r.Name = "Bad_Name" },
		"size of name exceeded length 63 : ":                                                                  func(r *admin.ExecutionCreateRequest) { r.Name = strings.Repeat("a", 64) },
		"failed to validate that project [other] and domain [development] are registered":                     func(r *admin.ExecutionCreateRequest) { r.Project = "other" },
		"Invalid reference entity resource type [WORKFLOW], only [map[TASK:<nil> LAUNCH_PLAN:<nil>]] allowed": func(r *admin.ExecutionCreateRequest) { r.Spec.LaunchPlan.ResourceType = core.ResourceType_WORKFLOW },
		"expected_inputs x missing":         func(r *admin.ExecutionCreateRequest) { r.Inputs = nil },
		"invalid input y":                   func(r *admin.ExecutionCreateRequest) { r.Inputs.Literals["y"] = integer(1) },
		"missing valid literal in inputs x": func(r *admin.ExecutionCreateRequest) { r.Inputs.Literals["x"] = &core.Literal{} },
		"invalid x input wrong type. Expected simple:INTEGER, but got simple:BOOLEAN": func(r *admin.ExecutionCreateRequest) { r.Inputs.Literals["x"] = boolean(true) },
		"invalid label key [a b]": func(r *admin.ExecutionCreateRequest) {
			r.Spec.Labels = &admin.Labels{Values: map[string]string{"a b": "c"}}
		},
	} {
		r := request(plan, "refused", "")
		change(r)
		_, err := executions.CreateExecution(ctx, r)
		refused(t, err, codes.InvalidArgument, words)
	}
	_, err := executions.CreateExecution(ctx, request(plan, "nowhere", ""))
	refused(t, err, codes.NotFound, "missing entity of type LAUNCH_PLAN with identifier ")
	_, err = executions.GetExecution(ctx, &admin.WorkflowExecutionGetRequest{Id: &core.WorkflowExecutionIdentifier{Project: project, Domain: domain, Name: "nowhere"}})
	refused(t, err, codes.NotFound, "missing entity of type execution with identifier ")
	_, err = executions.ListExecutions(ctx, &admin.ResourceListRequest{Id: &admin.NamedEntityIdentifier{Project: project, Domain: domain}})
	refused(t, err, codes.InvalidArgument, "invalid value for limit")
	for words, r := range map[string]*admin.ResourceListRequest{
		"invalid pagination token zz for ListExecutions": {Token: "zz"},
		"'e.nope' is invalid filter":                     {Filters: "eq(nope,1)"},
		"invalid sort key 'nope'":                        {SortBy: &admin.Sort{Key: "nope"}},
	} {
		r.Id, r.Limit = &admin.NamedEntityIdentifier{Project: project, Domain: domain}, 1
		_, err := executions.ListExecutions(ctx, r)
		refused(t, err, codes.InvalidArgument, words)
	}
}

func boolean(v bool) *core.Literal {
	return &core.Literal{Value: &core.Literal_Scalar{Scalar: &core.Scalar{Value: &core.Scalar_Primitive{
		Primitive: &core.Primitive{Value: &core.Primitive_Boolean{Boolean: v}}}}}}
}
