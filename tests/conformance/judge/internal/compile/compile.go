// Package compile runs Flyte's compiler and resource builder on a package.
package compile

import (
	"encoding/json"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/common"
	"google.golang.org/protobuf/proto"

	"aileron.test/judge/internal/finding"
)

// Verdict is the answer about one entity.
type Verdict struct {
	Name     string            `json:"name"`
	File     string            `json:"file"`
	OK       bool              `json:"ok"`
	Errors   []finding.Finding `json:"errors"`
	CRDBytes int               `json:"crdBytes,omitempty"`
	Digest   string            `json:"digest,omitempty"`
}

// Report is the answer about a package.
type Report struct {
	OK          bool              `json:"ok"`
	Package     []finding.Finding `json:"package"`
	Skipped     []string          `json:"skipped"`
	Tasks       []Verdict         `json:"tasks"`
	Workflows   []Verdict         `json:"workflows"`
	LaunchPlans []Verdict         `json:"launchPlans"`
}

// Report judges every entity as a registration followed by a launch would.
func (b *Bench) Report() Report {
	r := Report{
		OK:      len(b.pkg.Findings) == 0,
		Package: append([]finding.Finding{}, b.pkg.Findings...),
		Skipped: append([]string{}, b.pkg.Skipped...),
		Tasks:   []Verdict{}, Workflows: []Verdict{}, LaunchPlans: []Verdict{},
	}
	for _, e := range b.pkg.Entities {
		v := Verdict{File: e.File, Errors: []finding.Finding{}}
		switch {
		case e.Task != nil:
			b.judgeTask(e.Task, &v)
		case e.Workflow != nil:
			b.judgeWorkflow(e.Workflow, &v)
		case e.Plan != nil:
			b.judgePlan(e.Plan, &v)
		}
		v.OK = len(v.Errors) == 0
		r.OK = r.OK && v.OK
		switch {
		case e.Task != nil:
			r.Tasks = append(r.Tasks, v)
		case e.Workflow != nil:
			r.Workflows = append(r.Workflows, v)
		case e.Plan != nil:
			r.LaunchPlans = append(r.LaunchPlans, v)
		}
	}
	return r
}

func (b *Bench) judgeTask(spec *admin.TaskSpec, v *Verdict) {
	v.Name = spec.GetTemplate().GetId().GetName()
	var a adminChecks
	a.task(spec.GetTemplate())
	v.Errors = append(v.Errors, a.sorted()...)
	finding.Guard(finding.Compile, &v.Errors, func() {
		compiled, err := compiler.CompileTask(proto.Clone(spec.GetTemplate()).(*core.TaskTemplate))
		v.Errors = append(v.Errors, finding.FromCompiler(finding.Compile, err)...)
		if err == nil {
			v.Digest = b.hash(compiled)
		}
	})
}

func (b *Bench) judgeWorkflow(spec *admin.WorkflowSpec, v *Verdict) {
	v.Name = spec.GetTemplate().GetId().GetName()
	var a adminChecks
	a.identifier(spec.GetTemplate().GetId(), core.ResourceType_WORKFLOW)
	v.Errors = append(v.Errors, a.sorted()...)
	if loop := recursion(spec); loop != "" {
		// Measured: the walk over references does not end, and the process dies.
		v.Errors = append(v.Errors, finding.Finding{Stage: finding.Compile, Code: "StackOverflow", Node: loop, Description: "a sub-workflow contains itself"})
		return
	}
	var closure *core.CompiledWorkflowClosure
	finding.Guard(finding.Compile, &v.Errors, func() {
		var err error
		closure, err = b.compile(spec)
		v.Errors = append(v.Errors, finding.FromCompiler(finding.Compile, err)...)
		if err == nil {
			v.Digest = b.hash(closure)
		}
	})
	if closure == nil {
		return
	}
	finding.Guard(finding.CRD, &v.Errors, func() {
		crd, err := b.crd(closure)
		v.Errors = append(v.Errors, finding.FromCompiler(finding.CRD, err)...)
		if err == nil {
			text, err := json.Marshal(crd)
			v.Errors = append(v.Errors, finding.FromCompiler(finding.CRD, err)...)
			v.CRDBytes = len(text)
		}
	})
}

// requirements lists what a workflow and its sub-workflows refer to.
func requirements(spec *admin.WorkflowSpec) (tasks, plans []*core.Identifier, err error) {
	defer func() {
		if recover() != nil {
			tasks, plans = nil, nil // the compile step will meet the same panic and report it
		}
	}()
	if recursion(spec) != "" {
		return nil, nil, nil
	}
	reqs, err := compiler.GetRequirements(spec.GetTemplate(), spec.GetSubWorkflows())
	if err != nil {
		return nil, nil, err
	}
	for _, id := range reqs.GetRequiredTaskIds() {
		tasks = append(tasks, id)
	}
	for _, id := range reqs.GetRequiredLaunchPlanIds() {
		plans = append(plans, id)
	}
	return tasks, plans, nil
}

// compile does what flyteadmin does on CreateWorkflow: fetch exactly the
// required tasks and launch plans, then compile. Missing ones are left out, so
// that the compiler reports them itself.
func (b *Bench) compile(spec *admin.WorkflowSpec) (*core.CompiledWorkflowClosure, error) {
	spec = proto.Clone(spec).(*admin.WorkflowSpec) // the compiler changes sub-workflows
	taskIDs, planIDs, err := requirements(spec)
	if err != nil {
		return nil, err
	}
	tasks := []*core.CompiledTask{}
	for _, id := range taskIDs {
		if t, ok := b.tasks[key(id)]; ok {
			tasks = append(tasks, proto.Clone(t).(*core.CompiledTask))
		}
	}
	plans := []common.InterfaceProvider{}
	for _, id := range planIDs {
		if p, ok := b.plans[key(id)]; ok {
			plans = append(plans, p.as(id))
		}
	}
	return compiler.CompileWorkflow(spec.GetTemplate(), spec.GetSubWorkflows(), tasks, plans)
}
