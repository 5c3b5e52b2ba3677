package compile

import (
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"

	"aileron.test/judge/internal/finding"
)

// plan is the interface of a registered launch plan as the compiler asks for
// it. Like flyteadmin (and unlike `flytectl compile`) it keeps which inputs are
// required and leaves out the fixed ones.
type plan struct {
	id      *core.Identifier
	inputs  *core.ParameterMap
	outputs *core.VariableMap
}

func (p plan) GetID() *core.Identifier               { return p.id }
func (p plan) GetExpectedInputs() *core.ParameterMap { return p.inputs }
func (p plan) GetExpectedOutputs() *core.VariableMap { return p.outputs }
func (p plan) as(id *core.Identifier) plan           { p.id = id; return p }

// addPlan makes a launch plan available to workflows. If its workflow is not
// known here, its closure must describe it.
func (b *Bench) addPlan(lp *admin.LaunchPlan) {
	p := plan{
		id:      lp.GetId(),
		inputs:  lp.GetClosure().GetExpectedInputs(),
		outputs: lp.GetClosure().GetExpectedOutputs(),
	}
	if iface, ok := b.interfaces[key(lp.GetSpec().GetWorkflowId())]; ok {
		var unread adminChecks
		finding.Guard(finding.Admin, &unread.findings, func() { p.inputs = unread.plan(lp, iface) })
		p.outputs = iface.GetOutputs()
		if p.outputs == nil {
			p.outputs = &core.VariableMap{}
		}
	}
	b.plans[key(lp.GetId())] = p
}

func (b *Bench) judgePlan(lp *admin.LaunchPlan, v *Verdict) {
	v.Name = lp.GetId().GetName()
	if lp.GetClosure() == nil {
		// `flytectl compile` writes into the closure without a check.
		v.Errors = append(v.Errors, finding.Finding{Stage: finding.Package, Code: "ClosureMissing", Description: "a launch plan must carry a closure, even an empty one"})
	}
	var a adminChecks
	a.identifier(lp.GetId(), core.ResourceType_LAUNCH_PLAN)
	a.identifier(lp.GetSpec().GetWorkflowId(), core.ResourceType_WORKFLOW)
	if iface, ok := b.interfaces[key(lp.GetSpec().GetWorkflowId())]; !ok {
		a.refuse("WorkflowReferenceNotFound", "workflow_id", "workflow %q is not in the package", lp.GetSpec().GetWorkflowId().GetName())
	} else {
		finding.Guard(finding.Admin, &a.findings, func() { a.plan(lp, iface) })
	}
	v.Errors = append(v.Errors, a.sorted()...)
	v.Digest = b.hash(lp)
}
