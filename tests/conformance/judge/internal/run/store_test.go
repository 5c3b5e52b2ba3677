package run_test

import (
	"sync"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/common"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

const project, domain, version = "flytesnacks", "development", "v1"

// store is what is registered.
type store struct {
	mu    sync.Mutex
	tasks map[string]*admin.Task
	flows map[string]*admin.Workflow
	plans map[string]*admin.LaunchPlan
}

func newStore() *store {
	return &store{tasks: map[string]*admin.Task{}, flows: map[string]*admin.Workflow{}, plans: map[string]*admin.LaunchPlan{}}
}

func get[T any](s *store, kind string, all map[string]T, id *core.Identifier) (T, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := all[id.GetName()]
	if !ok {
		return found, status.Errorf(codes.NotFound, "missing entity of type %s with identifier %v", kind, id)
	}
	return found, nil
}

func (s *store) Task(id *core.Identifier) (*admin.Task, error) { return get(s, "TASK", s.tasks, id) }
func (s *store) Workflow(id *core.Identifier) (*admin.Workflow, error) {
	return get(s, "WORKFLOW", s.flows, id)
}
func (s *store) LaunchPlan(id *core.Identifier) (*admin.LaunchPlan, error) {
	return get(s, "LAUNCH_PLAN", s.plans, id)
}

func (s *store) CheckProject(p, d string) error {
	if p != project {
		return status.Errorf(codes.InvalidArgument, "failed to validate that project [%s] and domain [%s] are registered, err: [project [%s] not found]", p, d, p)
	}
	return nil
}

func (s *store) Generated(w *admin.Workflow, p *admin.LaunchPlan) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.flows[w.GetId().GetName()], s.plans[p.GetId().GetName()] = w, p
}

func id(kind core.ResourceType, name string) *core.Identifier {
	return &core.Identifier{ResourceType: kind, Project: project, Domain: domain, Name: name, Version: version}
}

func integers(names ...string) *core.VariableMap {
	all := map[string]*core.Variable{}
	for _, name := range names {
		all[name] = &core.Variable{Type: &core.LiteralType{Type: &core.LiteralType_Simple{Simple: core.SimpleType_INTEGER}}}
	}
	return &core.VariableMap{Variables: all}
}

// face is the interface of every task and workflow: an integer to an integer.
func face() *core.TypedInterface {
	return &core.TypedInterface{Inputs: integers("x"), Outputs: integers("o0")}
}

// task registers a task that does what its name says.
func (s *store) task(name string, env ...*core.KeyValuePair) { s.taskOf(name, face(), env...) }

func (s *store) taskOf(name string, face *core.TypedInterface, env ...*core.KeyValuePair) {
	compiled, err := compiler.CompileTask(&core.TaskTemplate{Id: id(core.ResourceType_TASK, name), Type: "python-task", Interface: face,
		Metadata: &core.TaskMetadata{Runtime: &core.RuntimeMetadata{Type: core.RuntimeMetadata_FLYTE_SDK, Version: "1", Flavor: "go"}, Retries: &core.RetryStrategy{}},
		Target: &core.TaskTemplate_Container{Container: &core.Container{Image: "example.com/app:v1", Env: env,
			Args: []string{program, name, "{{.input}}", "{{.outputPrefix}}"}}}})
	if err != nil {
		panic(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tasks[name] = &admin.Task{Id: compiled.GetTemplate().GetId(), Closure: &admin.TaskClosure{CompiledTask: compiled}}
}

// from binds an input to a variable of a node, or to an input of the workflow.
func from(node, variable string) []*core.Binding {
	return []*core.Binding{{Var: "x", Binding: promise(node, variable)}}
}

func promise(node, variable string) *core.BindingData {
	return &core.BindingData{Value: &core.BindingData_Promise{Promise: &core.OutputReference{NodeId: node, Var: variable}}}
}

func calls(node, task string, inputs []*core.Binding) *core.Node {
	return &core.Node{Id: node, Metadata: &core.NodeMetadata{Name: task, Retries: &core.RetryStrategy{}}, Inputs: inputs,
		Target: &core.Node_TaskNode{TaskNode: &core.TaskNode{Reference: &core.TaskNode_ReferenceId{ReferenceId: id(core.ResourceType_TASK, task)}}}}
}

func template(name, result string, nodes ...*core.Node) *core.WorkflowTemplate {
	return &core.WorkflowTemplate{Id: id(core.ResourceType_WORKFLOW, name), Interface: face(), Nodes: nodes, Metadata: &core.WorkflowMetadata{},
		MetadataDefaults: &core.WorkflowMetadataDefaults{}, Outputs: []*core.Binding{{Var: "o0", Binding: promise(result, "o0")}}}
}

// workflow registers a workflow and its default launch plan.
func (s *store) workflow(t *core.WorkflowTemplate, subs ...*core.WorkflowTemplate) {
	needs, err := compiler.GetRequirements(t, subs)
	if err != nil {
		panic(err)
	}
	tasks, plans := []*core.CompiledTask{}, []common.InterfaceProvider{}
	for _, one := range needs.GetRequiredTaskIds() {
		tasks = append(tasks, proto.Clone(s.tasks[one.GetName()].GetClosure().GetCompiledTask()).(*core.CompiledTask))
	}
	for _, one := range needs.GetRequiredLaunchPlanIds() {
		plans = append(plans, compiler.NewLaunchPlanInterfaceProvider(s.plans[one.GetName()]))
	}
	closure, err := compiler.CompileWorkflow(t, subs, tasks, plans)
	if err != nil {
		panic(err)
	}
	x := &core.Parameter{Var: t.GetInterface().GetInputs().GetVariables()["x"], Behavior: &core.Parameter_Required{Required: true}}
	expected := &core.ParameterMap{Parameters: map[string]*core.Parameter{"x": x}}
	s.mu.Lock()
	defer s.mu.Unlock()
	name := t.GetId().GetName()
	s.flows[name] = &admin.Workflow{Id: t.GetId(), Closure: &admin.WorkflowClosure{CompiledWorkflow: closure}}
	s.plans[name] = &admin.LaunchPlan{Id: id(core.ResourceType_LAUNCH_PLAN, name),
		Spec:    &admin.LaunchPlanSpec{WorkflowId: t.GetId(), DefaultInputs: expected, EntityMetadata: &admin.LaunchPlanMetadata{}},
		Closure: &admin.LaunchPlanClosure{ExpectedInputs: expected, ExpectedOutputs: t.GetInterface().GetOutputs()}}
}
