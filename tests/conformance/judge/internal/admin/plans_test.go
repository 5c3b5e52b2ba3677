package admin

import (
	"fmt"
	"testing"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/structpb"
)

func simple(t core.SimpleType) *core.LiteralType {
	return &core.LiteralType{Type: &core.LiteralType_Simple{Simple: t}}
}

func text(s string) *core.Literal {
	return &core.Literal{Value: &core.Literal_Scalar{Scalar: &core.Scalar{Value: &core.Scalar_Primitive{
		Primitive: &core.Primitive{Value: &core.Primitive_StringValue{StringValue: s}}}}}}
}

// withInputs registers a workflow "w" whose inputs are an integer x and a datetime t.
func withInputs(t *testing.T) *Registration {
	s := registration(Options{})
	must(t, s.CreateTask, aTask("t"))
	w := aWorkflow("w", 1)
	w.Spec.Template.Interface.Inputs = &core.VariableMap{Variables: map[string]*core.Variable{
		"x": {Type: simple(core.SimpleType_INTEGER)}, "t": {Type: simple(core.SimpleType_DATETIME)}}}
	must(t, s.CreateWorkflow, w)
	return s
}

func TestRefusalsOfLaunchPlans(t *testing.T) {
	s := withInputs(t)
	cron := func(expression string) *admin.Schedule {
		return &admin.Schedule{ScheduleExpression: &admin.Schedule_CronSchedule{CronSchedule: &admin.CronSchedule{Schedule: expression}}}
	}
	fixed := func(name string, v *core.Literal) func(*admin.LaunchPlanSpec) {
		return func(p *admin.LaunchPlanSpec) {
			p.FixedInputs = &core.LiteralMap{Literals: map[string]*core.Literal{name: v}}
		}
	}
	given := func(name string, t core.SimpleType, v *core.Literal) func(*admin.LaunchPlanSpec) {
		return func(p *admin.LaunchPlanSpec) {
			p.DefaultInputs = &core.ParameterMap{Parameters: map[string]*core.Parameter{name: {
				Var: &core.Variable{Type: simple(t)}, Behavior: &core.Parameter_Default{Default: v}}}}
		}
	}
	scheduled := func(schedule *admin.Schedule, kickoff string) func(*admin.LaunchPlanSpec) {
		return func(p *admin.LaunchPlanSpec) {
			schedule.KickoffTimeInputArg = kickoff
			p.EntityMetadata = &admin.LaunchPlanMetadata{Schedule: schedule}
		}
	}
	for want, change := range map[string]func(*admin.LaunchPlanSpec){
		"invalid fixed_input wrong type x, expected simple:INTEGER, got simple:STRING instead": fixed("x", text("a")),
		"unexpected fixed_input zz":               fixed("zz", text("a")),
		"missing valid literal in fixed_inputs x": fixed("x", &core.Literal{}),
		"invalid default_input wrong type x, expected simple:STRING, got simple:INTEGER instead": given("x", core.SimpleType_STRING, text("a")),
		"unexpected default_input zz": given("zz", core.SimpleType_STRING, text("a")),
		"Type mismatch for Parameter x in default_inputs has type simple:INTEGER, expected simple:STRING":    given("x", core.SimpleType_INTEGER, text("a")),
		"Cannot create a launch plan with a schedule if there is an unbound required input. [x] is required": scheduled(cron("@hourly"), "t"),
		"invalid label key [a b]: ": func(p *admin.LaunchPlanSpec) { p.Labels = &admin.Labels{Values: map[string]string{"a b": "c"}} },
		"invalid value for notification type": func(p *admin.LaunchPlanSpec) {
			p.EntityMetadata = &admin.LaunchPlanMetadata{Notifications: []*admin.Notification{{}}}
		},
	} {
		r := aPlan("p", "w")
		change(r.Spec)
		is(t, create(t, s.CreateLaunchPlan, r), codes.InvalidArgument, want)
	}

	open := registration(Options{})
	must(t, open.CreateTask, aTask("t"))
	must(t, open.CreateWorkflow, aWorkflow("w", 1))
	for expression, want := range map[string]string{
		"not a cron":        "Invalid cron expression: expected exactly 5 fields, found 3: [not a cron]",
		"61 * * * *":        "Invalid cron expression: end of range (61) above maximum (59): 61",
		"@nightly":          "Invalid cron expression: unrecognized descriptor: @nightly",
		"TZ=X * * * * *":    "Invalid cron expression: provided bad location X: unknown time zone X",
		"0 * * * * *":       "Invalid cron expression: expected exactly 5 fields, found 6",
		"cron(0 0 * * ? *)": "Invalid cron expression: expected exactly 5 fields, found 6",
	} {
		r := aPlan("p", "w")
		scheduled(cron(expression), "")(r.Spec)
		is(t, create(t, open.CreateLaunchPlan, r), codes.InvalidArgument, want)
	}
	for i, expression := range []string{"0 0 ? * MON-FRI", "@hourly", "@daily", "@every 1h30m", "TZ=Europe/Berlin 0 0 * * *", "CRON_TZ=UTC 0 0 * * *"} {
		r := aPlan(fmt.Sprint("p", i), "w")
		scheduled(cron(expression), "")(r.Spec)
		must(t, open.CreateLaunchPlan, r)
	}
	r := aPlan("rate", "w")
	scheduled(&admin.Schedule{ScheduleExpression: &admin.Schedule_Rate{Rate: &admin.FixedRate{}}}, "")(r.Spec)
	must(t, open.CreateLaunchPlan, r)
}

func TestKickoff(t *testing.T) {
	s := withInputs(t)
	for kickoff, want := range map[string]string{
		"t": "",
		"x": "KickoffTimeInputArg must reference a datetime input. [x] is a [simple:INTEGER]",
		"y": "Cannot create a schedule with a KickoffTimeInputArg that does not point to a free input. [y] is not free or does not exist.",
	} {
		r := aPlan("k"+kickoff, "w")
		one := &core.Literal{Value: &core.Literal_Scalar{Scalar: &core.Scalar{Value: &core.Scalar_Primitive{Primitive: &core.Primitive{Value: &core.Primitive_Integer{Integer: 1}}}}}}
		r.Spec.DefaultInputs = &core.ParameterMap{Parameters: map[string]*core.Parameter{
			"x": {Var: &core.Variable{Type: simple(core.SimpleType_INTEGER)}, Behavior: &core.Parameter_Default{Default: one}},
			"t": {Var: &core.Variable{Type: simple(core.SimpleType_DATETIME)}, Behavior: &core.Parameter_Required{Required: kickoff == "t"}}}}
		if kickoff != "t" { // else it would be an open input
			delete(r.Spec.DefaultInputs.Parameters, "t")
			r.Spec.FixedInputs = &core.LiteralMap{Literals: map[string]*core.Literal{"t": datetime()}}
		}
		r.Spec.EntityMetadata = &admin.LaunchPlanMetadata{Schedule: &admin.Schedule{KickoffTimeInputArg: kickoff,
			ScheduleExpression: &admin.Schedule_CronExpression{CronExpression: "@hourly"}}}
		if want == "" {
			must(t, s.CreateLaunchPlan, r)
			continue
		}
		is(t, create(t, s.CreateLaunchPlan, r), codes.InvalidArgument, want)
	}
}

func datetime() *core.Literal {
	return &core.Literal{Value: &core.Literal_Scalar{Scalar: &core.Scalar{Value: &core.Scalar_Primitive{
		Primitive: &core.Primitive{Value: &core.Primitive_Datetime{}}}}}}
}

func TestTheOpenInputsAreTheClosure(t *testing.T) {
	s := withInputs(t)
	r := aPlan("p", "w")
	r.Spec.FixedInputs = &core.LiteralMap{Literals: map[string]*core.Literal{"t": datetime()}}
	must(t, s.CreateLaunchPlan, r)
	got := must(t, s.GetLaunchPlan, &admin.ObjectGetRequest{Id: r.GetId()})
	open := got.GetClosure().GetExpectedInputs().GetParameters()
	if len(open) != 1 || !open["x"].GetRequired() || len(got.GetSpec().GetDefaultInputs().GetParameters()) != 1 {
		t.Errorf("%v", got)
	}
}

func TestAPodSpecOfTheWrongShapeIsAFault(t *testing.T) {
	s := registration(Options{})
	wrong, err := structpb.NewStruct(map[string]any{"containers": "none"})
	if err != nil {
		t.Fatal(err)
	}
	r := aTask("t")
	r.Spec.Template.Target = &core.TaskTemplate_K8SPod{K8SPod: &core.K8SPod{PodSpec: wrong}}
	is(t, create(t, s.CreateTask, r), codes.Internal, "json: cannot unmarshal ")
}

func TestAnUnknownBindingDoesNotCompile(t *testing.T) {
	s := registration(Options{})
	task := aTask("t")
	task.Spec.Template.Interface.Inputs = &core.VariableMap{Variables: map[string]*core.Variable{"x": {Type: simple(core.SimpleType_INTEGER)}}}
	must(t, s.CreateTask, task)
	is(t, create(t, s.CreateWorkflow, aWorkflow("w", 1)), codes.InvalidArgument,
		`failed to compile workflow for [resource_type:WORKFLOW project:"p" domain:"development" name:"w" version:"v"] with err: Collected Errors: 1`+
			"\n\tError 0: Code: ParameterNotBound, Node Id: naa, Description: Parameter not bound [x].")
}
