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

// Inputs joins given, default and fixed values, and refuses what admin refuses.
func Inputs(p *admin.LaunchPlan, given *core.LiteralMap) (*core.LiteralMap, error) {
	all := map[string]*core.Literal{}
	for name, e := range p.GetClosure().GetExpectedInputs().GetParameters() {
		switch v := given.GetLiterals()[name]; {
		case v != nil:
			all[name] = v
		case e.GetRequired() || e.GetDefault() == nil:
			return nil, fmt.Errorf("input %q is missing", name)
		default:
			all[name] = e.GetDefault()
		}
	}
	for name := range given.GetLiterals() {
		if all[name] == nil {
			return nil, fmt.Errorf("unknown input %q", name)
		}
	}
	for name, v := range p.GetSpec().GetFixedInputs().GetLiterals() {
		all[name] = v
	}
	return &core.LiteralMap{Literals: all}, nil
}

// Compile compiles a workflow together with the entities that it refers to.
func (r *Registry) Compile(id *core.Identifier) (*core.CompiledWorkflowClosure, error) {
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
