package run

import (
	"sort"
	"strings"
	"unicode"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/timestamppb"

	"aileron.test/judge/internal/requests"
)

// target is what an execution runs.
type target struct {
	plan     *admin.LaunchPlan
	id       *core.Identifier // of the workflow
	workflow *core.CompiledWorkflowClosure
	single   bool // a task, in a workflow that was made for it
}

// settings are those of the launch plan. The one that was made for a task has none.
func (t *target) settings() *admin.LaunchPlanSpec {
	if t.single {
		return nil
	}
	return t.plan.GetSpec()
}

func (x *Executions) target(spec *admin.ExecutionSpec) (*target, error) {
	if spec.GetLaunchPlan().GetResourceType() == core.ResourceType_TASK {
		return x.wrapped(spec)
	}
	plan, err := x.entities.LaunchPlan(spec.GetLaunchPlan())
	if err != nil {
		return nil, err
	}
	w, err := x.entities.Workflow(plan.GetSpec().GetWorkflowId())
	if err != nil {
		return nil, err
	}
	return &target{plan: plan, id: w.GetId(), workflow: w.GetClosure().GetCompiledWorkflow()}, nil
}

// generated is the name of the workflow and of the launch plan that admin makes for a task.
func generated(task string) string { return ".flytegen." + task }

// nodeLimit is how long a node's identifier may be.
const nodeLimit = 63

// nodeFor is the identifier of the node that calls a task: the end of its name without what Kubernetes does not take.
func nodeFor(task string) string {
	if len(task) >= nodeLimit {
		task = task[len(task)-nodeLimit:]
	}
	return strings.Map(func(r rune) rune {
		if r == '-' || unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, task)
}

// through binds each variable to the variable of the same name of a node.
func through(vars *core.VariableMap, node string) []*core.Binding {
	all := []*core.Binding{}
	for name := range vars.GetVariables() {
		all = append(all, &core.Binding{Var: name, Binding: &core.BindingData{Value: &core.BindingData_Promise{
			Promise: &core.OutputReference{NodeId: node, Var: name}}}})
	}
	sort.Slice(all, func(i, j int) bool { return all[i].GetVar() < all[j].GetVar() })
	return all
}

// wrapped is a workflow of one node for a task, made when the task is launched for the first time and kept then.
func (x *Executions) wrapped(spec *admin.ExecutionSpec) (*target, error) {
	task, err := x.entities.Task(spec.GetLaunchPlan())
	if err != nil {
		return nil, err
	}
	id := clone(task.GetId())
	id.ResourceType, id.Name = core.ResourceType_WORKFLOW, generated(id.GetName())
	planID := clone(id)
	planID.ResourceType = core.ResourceType_LAUNCH_PLAN
	w, err := x.entities.Workflow(id)
	if err == nil {
		plan, err := x.entities.LaunchPlan(planID)
		return &target{plan: plan, id: id, workflow: w.GetClosure().GetCompiledWorkflow(), single: true}, err
	}
	if status.Code(err) != codes.NotFound {
		return nil, err
	}
	closure, err := wrap(id, task)
	if err != nil {
		return nil, err
	}
	now := timestamppb.Now()
	face := task.GetClosure().GetCompiledTask().GetTemplate().GetInterface()
	plan := &admin.LaunchPlan{Id: planID,
		Spec: &admin.LaunchPlanSpec{
			// Admin names the task here, not the workflow: seen in its source, kept as it is.
			WorkflowId:     &core.Identifier{ResourceType: core.ResourceType_WORKFLOW, Project: id.GetProject(), Domain: id.GetDomain(), Name: task.GetId().GetName(), Version: id.GetVersion()},
			EntityMetadata: &admin.LaunchPlanMetadata{}, FixedInputs: &core.LiteralMap{}, Labels: &admin.Labels{}, Annotations: &admin.Annotations{},
			AuthRole: spec.GetAuthRole(), SecurityContext: spec.GetSecurityContext()},
		Closure: &admin.LaunchPlanClosure{State: admin.LaunchPlanState_INACTIVE, CreatedAt: now, UpdatedAt: now, ExpectedOutputs: face.GetOutputs()}}
	plan.Spec.DefaultInputs = required(face.GetInputs())
	plan.Closure.ExpectedInputs = plan.GetSpec().GetDefaultInputs()
	w = &admin.Workflow{Id: id, Closure: &admin.WorkflowClosure{CompiledWorkflow: closure, CreatedAt: now}}
	x.entities.Generated(w, plan)
	return &target{plan: plan, id: id, workflow: closure, single: true}, nil
}

// required are inputs that all have to be given.
func required(vars *core.VariableMap) *core.ParameterMap {
	all := map[string]*core.Parameter{}
	for name, v := range vars.GetVariables() {
		all[name] = &core.Parameter{Var: &core.Variable{Type: v.GetType(), Description: v.GetDescription()}, Behavior: &core.Parameter_Required{Required: true}}
	}
	return &core.ParameterMap{Parameters: all}
}

// wrap compiles a workflow whose only node calls the task. A task that says nothing of retries gets three.
func wrap(id *core.Identifier, task *admin.Task) (*core.CompiledWorkflowClosure, error) {
	compiled := task.GetClosure().GetCompiledTask()
	face, node := compiled.GetTemplate().GetInterface(), nodeFor(task.GetId().GetName())
	retries := compiled.GetTemplate().GetMetadata().GetRetries()
	if retries == nil {
		retries = &core.RetryStrategy{Retries: 3}
	}
	closure, err := compiler.CompileWorkflow(clone(&core.WorkflowTemplate{Id: id, Interface: face, Outputs: through(face.GetOutputs(), node),
		Nodes: []*core.Node{{Id: node, Metadata: &core.NodeMetadata{Name: node, Retries: retries}, Inputs: through(face.GetInputs(), ""),
			Target: &core.Node_TaskNode{TaskNode: &core.TaskNode{Reference: &core.TaskNode_ReferenceId{ReferenceId: task.GetId()}}}}}}),
		nil, []*core.CompiledTask{clone(compiled)}, nil)
	if err != nil {
		return nil, requests.Refuse("failed to compile workflow for [%+v] with err: %v", id, err)
	}
	return closure, nil
}
