package admin

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func registration(o Options) *Registration {
	if o.MaxNodes == 0 {
		o.MaxNodes = 100
	}
	return New(NewStore("p"), NoExecutions{}, o).Registration
}

func ident(kind core.ResourceType, name string) *core.Identifier {
	return &core.Identifier{ResourceType: kind, Project: "p", Domain: "development", Name: name, Version: "v"}
}

func aTask(name string) *admin.TaskCreateRequest {
	return &admin.TaskCreateRequest{Id: ident(core.ResourceType_TASK, name), Spec: &admin.TaskSpec{Template: &core.TaskTemplate{
		Id:        ident(core.ResourceType_TASK, name),
		Type:      "container",
		Metadata:  &core.TaskMetadata{Runtime: &core.RuntimeMetadata{Version: "1"}},
		Interface: &core.TypedInterface{},
		Target:    &core.TaskTemplate_Container{Container: &core.Container{Image: "i", Args: []string{"one"}}},
	}}}
}

// aWorkflow has that many nodes of the task "t".
func aWorkflow(name string, nodes int) *admin.WorkflowCreateRequest {
	template := &core.WorkflowTemplate{Interface: &core.TypedInterface{}, Metadata: &core.WorkflowMetadata{}, MetadataDefaults: &core.WorkflowMetadataDefaults{}}
	for i := range nodes {
		template.Nodes = append(template.Nodes, &core.Node{Id: "n" + string(rune('a'+i/26)) + string(rune('a'+i%26)), Metadata: &core.NodeMetadata{}, Target: &core.Node_TaskNode{
			TaskNode: &core.TaskNode{Reference: &core.TaskNode_ReferenceId{ReferenceId: ident(core.ResourceType_TASK, "t")}}}})
	}
	return &admin.WorkflowCreateRequest{Id: ident(core.ResourceType_WORKFLOW, name), Spec: &admin.WorkflowSpec{Template: template}}
}

func aPlan(name, workflow string) *admin.LaunchPlanCreateRequest {
	return &admin.LaunchPlanCreateRequest{Id: ident(core.ResourceType_LAUNCH_PLAN, name),
		Spec: &admin.LaunchPlanSpec{WorkflowId: ident(core.ResourceType_WORKFLOW, workflow)}}
}

// is checks the code of an answer and how its text begins.
func is(t *testing.T, err error, code codes.Code, text string) {
	t.Helper()
	s := status.Convert(err)
	// The printer of messages puts one or two spaces between fields, as it likes.
	if said := strings.ReplaceAll(s.Message(), "  ", " "); s.Code() != code || !strings.HasPrefix(said, text) {
		t.Errorf("%v %q, not %v %q…", s.Code(), said, code, text)
	}
}

func create[R, A any](t *testing.T, call func(context.Context, R) (A, error), r R) error {
	t.Helper()
	_, err := call(context.Background(), r)
	return err
}

func must[R, A any](t *testing.T, call func(context.Context, R) (A, error), r R) A {
	t.Helper()
	a, err := call(context.Background(), r)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return a
}

func TestTheSameContentAgainIsIdentical(t *testing.T) {
	s := registration(Options{})
	must(t, s.CreateTask, aTask("t"))
	must(t, s.CreateWorkflow, aWorkflow("w", 2))
	must(t, s.CreateLaunchPlan, aPlan("w", "w"))
	is(t, create(t, s.CreateTask, aTask("t")), codes.AlreadyExists, "task with identical structure already exists")
	is(t, create(t, s.CreateLaunchPlan, aPlan("w", "w")), codes.AlreadyExists, "launch plan with identical structure already exists")
	err := create(t, s.CreateWorkflow, aWorkflow("w", 2))
	is(t, err, codes.AlreadyExists, "workflow with identical structure already exists")
	reason, _ := status.Convert(err).Details()[0].(*admin.CreateWorkflowFailureReason)
	if reason.GetExistsIdenticalStructure().GetId().GetName() != "w" {
		t.Errorf("no detail: %v", reason)
	}
}

func TestOtherContentIsDifferentAndTheTextSaysWhere(t *testing.T) {
	s := registration(Options{})
	must(t, s.CreateTask, aTask("t"))
	must(t, s.CreateWorkflow, aWorkflow("w", 10))
	must(t, s.CreateLaunchPlan, aPlan("w", "w"))

	changed := aTask("t")
	changed.Spec.Template.GetContainer().Image = "j"
	err := create(t, s.CreateTask, changed)
	is(t, err, codes.InvalidArgument, "t task with different structure already exists. (Please register a new version of the task):\n")
	if want := "/template/Target/Container/image:\n\t- i \n\t+ j"; !strings.HasSuffix(status.Convert(err).Message(), want) {
		t.Errorf("%q has no %q", status.Convert(err).Message(), want)
	}

	longer := aTask("t")
	longer.Spec.Template.GetContainer().Args = []string{"one", "two"}
	is(t, create(t, s.CreateTask, longer), codes.InvalidArgument, "t task with different structure already exists")
	if said := status.Convert(create(t, s.CreateTask, longer)).Message(); !strings.HasSuffix(said, "):\n") {
		t.Errorf("one more argument has a line: %q", said)
	}

	err = create(t, s.CreateWorkflow, aWorkflow("w", 9))
	is(t, err, codes.InvalidArgument, "w workflow with different structure already exists")
	if n := len(status.Convert(err).Message()); n < 3000 {
		t.Errorf("the text has %d bytes only", n)
	}
	reason, _ := status.Convert(err).Details()[0].(*admin.CreateWorkflowFailureReason)
	if reason.GetExistsDifferentStructure().GetId().GetName() != "w" {
		t.Errorf("no detail: %v", reason)
	}

	plan := aPlan("w", "w")
	plan.Spec.MaxParallelism = 3
	is(t, create(t, s.CreateLaunchPlan, plan), codes.InvalidArgument, "w launch plan with different structure already exists")
}

func TestAbsentAndEmptyAreDifferent(t *testing.T) {
	s := registration(Options{})
	must(t, s.CreateTask, aTask("t"))
	empty := aTask("t")
	empty.Spec.Template.GetContainer().Resources = &core.Resources{}
	is(t, create(t, s.CreateTask, empty), codes.InvalidArgument, "t task with different structure")
	empty = aTask("t")
	empty.Spec.Template.Interface = &core.TypedInterface{Inputs: &core.VariableMap{}, Outputs: &core.VariableMap{}}
	is(t, create(t, s.CreateTask, empty), codes.InvalidArgument, "t task with different structure")
	described := aTask("t")
	described.Spec.Description = &admin.DescriptionEntity{ShortDescription: "s"}
	is(t, create(t, s.CreateTask, described), codes.AlreadyExists, "task with identical structure")
}

func TestARaceProvesNothing(t *testing.T) {
	s := registration(Options{RaceWindow: 50 * time.Millisecond})
	must(t, s.CreateTask, aTask("t"))
	answers := make([]error, 4)
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() { answers[i] = create(t, s.CreateWorkflow, aWorkflow("w", 1+i)) })
	}
	group.Wait()
	stored := 0
	for _, err := range answers {
		if err == nil {
			stored++
			continue
		}
		is(t, err, codes.AlreadyExists, `value with matching already exists (duplicate key value violates unique constraint "workflows_pkey")`)
		if len(status.Convert(err).Details()) > 0 {
			t.Error("a race has a detail")
		}
	}
	if stored != 1 {
		t.Errorf("%d are stored", stored)
	}
}

func TestRefusalsOfTasks(t *testing.T) {
	limits, err := ParseLimits("2", "1Gi", "1", "")
	if err != nil {
		t.Fatal(err)
	}
	s := registration(Options{Limits: limits})
	resources := func(requests, limits []*core.Resources_ResourceEntry) func(*admin.TaskCreateRequest) {
		return func(r *admin.TaskCreateRequest) {
			r.Spec.Template.GetContainer().Resources = &core.Resources{Requests: requests, Limits: limits}
		}
	}
	one := func(name core.Resources_ResourceName, value string) []*core.Resources_ResourceEntry {
		return []*core.Resources_ResourceEntry{{Name: name, Value: value}}
	}
	const cpu, memory, gpu = core.Resources_CPU, core.Resources_MEMORY, core.Resources_GPU
	for text, change := range map[string]func(*admin.TaskCreateRequest){
		"missing id":      func(r *admin.TaskCreateRequest) { r.Id = nil },
		"missing project": func(r *admin.TaskCreateRequest) { r.Id.Project = "" },
		"missing domain":  func(r *admin.TaskCreateRequest) { r.Id.Domain = "" },
		"missing name":    func(r *admin.TaskCreateRequest) { r.Id.Name = "" },
		"missing version": func(r *admin.TaskCreateRequest) { r.Id.Version = "" },
		`unexpected resource type workflow for identifier [resource_type:WORKFLOW project:"p"`:                      func(r *admin.TaskCreateRequest) { r.Id.ResourceType = core.ResourceType_WORKFLOW },
		"failed to validate that project [q] and domain [development] are registered, err: [project [q] not found]": func(r *admin.TaskCreateRequest) { r.Id.Project = "q" },
		"domain [d] is unrecognized by system": func(r *admin.TaskCreateRequest) { r.Id.Domain = "d" },
		"missing spec":                         func(r *admin.TaskCreateRequest) { r.Spec = nil },
		"missing type":                         func(r *admin.TaskCreateRequest) { r.Spec.Template.Type = "" },
		"missing metadata":                     func(r *admin.TaskCreateRequest) { r.Spec.Template.Metadata = nil },
		"missing typed interface":              func(r *admin.TaskCreateRequest) { r.Spec.Template.Interface = nil },
		"missing runtime version":              func(r *admin.TaskCreateRequest) { r.Spec.Template.Metadata.Runtime.Version = "" },
		"missing image":                        func(r *admin.TaskCreateRequest) { r.Spec.Template.GetContainer().Image = "" },
		"Parsing of CPU request failed for value x - reason  quantities must match the regular expression":                             resources(nil, one(cpu, "x")),
		"Requested CPU default [2] is greater than the limit [1]. Please fix your configuration":                                       resources(one(cpu, "2"), one(cpu, "1")),
		"Requested MEMORY default [64Gi] is greater than current limit set in the platform configuration [1Gi]. Please":                resources(one(memory, "64Gi"), nil),
		"Requested MEMORY limit [64Gi] is greater than current limit set in the platform configuration [1Gi]. Please":                  resources(one(memory, "1Gi"), one(memory, "64Gi")),
		`gpu for [resource_type:TASK project:"p" domain:"development" name:"t" version:"v"] must be a whole number, got: 500m instead`: resources(one(gpu, "500m"), nil),
		"For extended resource 'gpu' the default value must equal the limit value for task [":                                          resources(one(gpu, "1"), one(gpu, "2")),
		"can't specify CPU limit for task [": resources(append(one(cpu, "1"), one(cpu, "1")...), nil),
		"invalid TaskSpecification, pod tasks should specify their target as a K8sPod with a defined pod spec": func(r *admin.TaskCreateRequest) {
			r.Spec.Template.Target = &core.TaskTemplate_K8SPod{K8SPod: &core.K8SPod{}}
		},
	} {
		r := aTask("t")
		change(r)
		want := strings.ReplaceAll(text, "reason  ", "reason ")
		is(t, create(t, s.CreateTask, r), codes.InvalidArgument, want)
	}
	for _, change := range []func(*admin.TaskCreateRequest){
		resources(nil, one(memory, "64Gi")),
		resources(one(cpu, "200m"), one(cpu, "100m")),
		resources(one(core.Resources_EPHEMERAL_STORAGE, "10Ti"), nil),
		func(r *admin.TaskCreateRequest) { r.Spec.Template.GetContainer().Image = "Not An Image::" },
		func(r *admin.TaskCreateRequest) { r.Spec.Template.Target = nil },
		func(r *admin.TaskCreateRequest) { r.Id.Name = strings.Repeat("n ", 150) },
		func(r *admin.TaskCreateRequest) { r.Id.Version = "a/b c" },
	} {
		r := aTask("t")
		change(r)
		if _, err := registration(Options{Limits: limits}).CreateTask(context.Background(), r); err != nil {
			t.Errorf("%v is refused: %v", r, err)
		}
	}
}

func TestRefusalsOfWorkflows(t *testing.T) {
	s := registration(Options{})
	is(t, create(t, s.CreateWorkflow, aWorkflow("w", 1)), codes.InvalidArgument,
		`failed to compile workflow for [resource_type:WORKFLOW project:"p" domain:"development" name:"w" version:"v"] with err: `+
			`missing entity of type TASK with identifier project:"p" domain:"development" name:"t" version:"v"`)
	must(t, s.CreateTask, aTask("t"))
	must(t, s.CreateWorkflow, aWorkflow("hundred", 100))
	is(t, create(t, s.CreateWorkflow, aWorkflow("w", 101)), codes.InvalidArgument,
		`number of nodes in workflow [resource_type:WORKFLOW project:"p" domain:"development" name:"w" version:"v"] exceeds limit (101 > 100)`)
	is(t, create(t, s.CreateWorkflow, aWorkflow("w", 0)), codes.InvalidArgument,
		`failed to compile workflow for [resource_type:WORKFLOW project:"p" domain:"development" name:"w" version:"v"] with err: Collected Errors: `)
	is(t, create(t, s.CreateLaunchPlan, aPlan("w", "w")), codes.NotFound,
		`missing entity of type WORKFLOW with identifier project:"p" domain:"development" name:"w" version:"v"`)
}

func TestOneVersionIsActive(t *testing.T) {
	s := registration(Options{})
	must(t, s.CreateTask, aTask("t"))
	must(t, s.CreateWorkflow, aWorkflow("w", 1))
	first, second := aPlan("w", "w"), aPlan("w", "w")
	second.Id.Version = "v2"
	must(t, s.CreateLaunchPlan, first)
	must(t, s.CreateLaunchPlan, second)
	active := &admin.ActiveLaunchPlanRequest{Id: &admin.NamedEntityIdentifier{Project: "p", Domain: "development", Name: "w"}}
	is(t, create(t, s.GetActiveLaunchPlan, active), codes.NotFound, "No active launch plan could be found: p:development:w")
	for _, r := range []*admin.LaunchPlanCreateRequest{first, second, second} {
		must(t, s.UpdateLaunchPlan, &admin.LaunchPlanUpdateRequest{Id: r.GetId(), State: admin.LaunchPlanState_ACTIVE})
		if got := must(t, s.GetActiveLaunchPlan, active).GetId().GetVersion(); got != r.GetId().GetVersion() {
			t.Errorf("%s is active", got)
		}
	}
	must(t, s.UpdateLaunchPlan, &admin.LaunchPlanUpdateRequest{Id: second.GetId(), State: admin.LaunchPlanState_INACTIVE})
	is(t, create(t, s.GetActiveLaunchPlan, active), codes.NotFound, "No active launch plan could be found")
	first.Id.Version = "none"
	is(t, create(t, s.UpdateLaunchPlan, &admin.LaunchPlanUpdateRequest{Id: first.GetId(), State: admin.LaunchPlanState_ACTIVE}), codes.NotFound, "missing entity of type LAUNCH_PLAN")
}

func TestAnArchivedProjectIsRefused(t *testing.T) {
	s := registration(Options{})
	is(t, create(t, s.RegisterProject, &admin.ProjectRegisterRequest{Project: &admin.Project{Id: "p", Name: "p"}}), codes.AlreadyExists,
		`value with matching already exists (duplicate key value violates unique constraint "projects_pkey")`)
	must(t, s.UpdateProject, &admin.Project{Id: "p", State: admin.Project_ARCHIVED})
	err := create(t, s.CreateTask, aTask("t"))
	is(t, err, codes.InvalidArgument, "project [p] is not active")
	if detail, _ := status.Convert(err).Details()[0].(*admin.InactiveProject); detail.GetId() != "p" {
		t.Errorf("no detail: %v", detail)
	}
}
