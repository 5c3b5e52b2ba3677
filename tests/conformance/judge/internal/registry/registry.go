// Package registry holds the entities of a package as flyteadmin does; Flyte's own compiler compiles a workflow when
// something launches it.
package registry

import (
	"fmt"
	"sort"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/common"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"aileron.test/judge/internal/archive"
)

// Registry holds the entities by their identifiers.
type Registry struct {
	fill archive.Filler

	tasks     map[string]*admin.TaskSpec
	workflows map[string]*admin.WorkflowSpec
	plans     map[string]*admin.LaunchPlan
}

func key(id *core.Identifier) string {
	return strings.Join([]string{id.GetProject(), id.GetDomain(), id.GetName(), id.GetVersion()}, ":")
}

// Load registers everything of a package.
func Load(file string, fill archive.Filler) (*Registry, error) {
	pkg, err := archive.Read(file)
	if err != nil {
		return nil, err
	}
	for _, f := range pkg.Findings {
		return nil, fmt.Errorf("%s: %s %s: %s", file, f.Code, f.Node, f.Description)
	}
	r := &Registry{fill: fill, tasks: map[string]*admin.TaskSpec{}, workflows: map[string]*admin.WorkflowSpec{}, plans: map[string]*admin.LaunchPlan{}}
	for _, e := range pkg.Entities {
		if problems := fill.Entity(e); len(problems) > 0 {
			return nil, fmt.Errorf("%s: %s", e.File, strings.Join(problems, "; "))
		}
		switch {
		case e.Task != nil:
			r.tasks[key(e.Task.GetTemplate().GetId())] = e.Task
		case e.Workflow != nil:
			r.workflows[key(e.Workflow.GetTemplate().GetId())] = e.Workflow
		case e.Plan != nil:
			r.plans[key(e.Plan.GetId())] = e.Plan
		}
	}
	return r, nil
}

// Plan finds a launch plan of this registration by name.
func (r *Registry) Plan(name string) (*admin.LaunchPlan, error) {
	return r.PlanOf(&core.Identifier{ResourceType: core.ResourceType_LAUNCH_PLAN, Project: r.fill.Project, Domain: r.fill.Domain, Name: name, Version: r.fill.Version})
}

// PlanOf finds a launch plan; a workflow without one of its name gets a default one, as in admin.
func (r *Registry) PlanOf(id *core.Identifier) (*admin.LaunchPlan, error) {
	if p := r.plans[key(id)]; p != nil {
		return r.complete(p)
	}
	workflow := proto.Clone(id).(*core.Identifier)
	workflow.ResourceType = core.ResourceType_WORKFLOW
	if r.workflows[key(workflow)] == nil {
		var known []string
		for _, w := range r.workflows {
			known = append(known, w.GetTemplate().GetId().GetName())
		}
		sort.Strings(known)
		return nil, fmt.Errorf("no workflow or launch plan %q; the package has workflows %v", id.GetName(), known)
	}
	return r.complete(&admin.LaunchPlan{Id: id, Spec: &admin.LaunchPlanSpec{WorkflowId: workflow}})
}

// complete derives what admin stores beside the spec: the inputs that are still expected, and the workflow's outputs.
func (r *Registry) complete(p *admin.LaunchPlan) (*admin.LaunchPlan, error) {
	workflow := r.workflows[key(p.GetSpec().GetWorkflowId())]
	if workflow == nil {
		return nil, fmt.Errorf("launch plan %s: workflow %s is not in the package", p.GetId().GetName(), p.GetSpec().GetWorkflowId())
	}
	face := workflow.GetTemplate().GetInterface()
	expected := map[string]*core.Parameter{}
	for name, v := range face.GetInputs().GetVariables() {
		if _, fixed := p.GetSpec().GetFixedInputs().GetLiterals()[name]; fixed {
			continue
		}
		expected[name] = &core.Parameter{Var: v, Behavior: &core.Parameter_Required{Required: true}}
		if d := p.GetSpec().GetDefaultInputs().GetParameters()[name]; d.GetDefault() != nil {
			expected[name] = &core.Parameter{Var: v, Behavior: d.GetBehavior()}
		}
	}
	p.Closure = &admin.LaunchPlanClosure{ExpectedInputs: &core.ParameterMap{Parameters: expected}, ExpectedOutputs: face.GetOutputs()}
	if p.Closure.ExpectedOutputs == nil {
		p.Closure.ExpectedOutputs = &core.VariableMap{}
	}
	return p, nil
}

// LaunchPlan finds a launch plan, as PlanOf does, for executions.
func (r *Registry) LaunchPlan(id *core.Identifier) (*admin.LaunchPlan, error) {
	p, err := r.PlanOf(id)
	if err != nil {
		return nil, status.Error(codes.NotFound, err.Error())
	}
	return p, nil
}

// Workflow compiles a workflow for executions.
func (r *Registry) Workflow(id *core.Identifier) (*admin.Workflow, error) {
	closure, err := r.compile(id)
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	return &admin.Workflow{Id: id, Closure: &admin.WorkflowClosure{CompiledWorkflow: closure}}, nil
}

// Task refuses: the engine launches launch plans only.
func (r *Registry) Task(id *core.Identifier) (*admin.Task, error) {
	return nil, status.Errorf(codes.Unimplemented, "the engine launches no single task, such as %s", id.GetName())
}

// CheckProject takes any project and domain.
func (r *Registry) CheckProject(string, string) error { return nil }

// Generated is never called, since no task is launched.
func (r *Registry) Generated(*admin.Workflow, *admin.LaunchPlan) {}

// compile compiles a workflow together with the entities that it refers to.
func (r *Registry) compile(id *core.Identifier) (*core.CompiledWorkflowClosure, error) {
	spec := r.workflows[key(id)]
	if spec == nil {
		return nil, fmt.Errorf("no workflow %s", id)
	}
	spec = proto.Clone(spec).(*admin.WorkflowSpec) // the compiler changes its input
	needs, err := compiler.GetRequirements(spec.GetTemplate(), spec.GetSubWorkflows())
	if err != nil {
		return nil, err
	}
	tasks := []*core.CompiledTask{} // the compiler refuses nil, and admin never passes it
	for _, id := range needs.GetRequiredTaskIds() {
		t := r.tasks[key(id)]
		if t == nil {
			return nil, fmt.Errorf("task %s is not in the package", id.GetName())
		}
		c, err := compiler.CompileTask(proto.Clone(t.GetTemplate()).(*core.TaskTemplate))
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, c)
	}
	var plans []common.InterfaceProvider
	for _, id := range needs.GetRequiredLaunchPlanIds() {
		p, err := r.PlanOf(id)
		if err != nil {
			return nil, err
		}
		plans = append(plans, compiler.NewLaunchPlanInterfaceProvider(p))
	}
	return compiler.CompileWorkflow(spec.GetTemplate(), spec.GetSubWorkflows(), tasks, plans)
}
