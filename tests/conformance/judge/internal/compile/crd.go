package compile

import (
	"fmt"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/apis/flyteworkflow/v1alpha1"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/transformers/k8s"
	"google.golang.org/protobuf/proto"

	"aileron.test/judge/internal/finding"
)

// crd builds what an execution would hand to propeller, with a made-up value
// for every input of the workflow.
func (b *Bench) crd(closure *core.CompiledWorkflowClosure) (*v1alpha1.FlyteWorkflow, error) {
	closure = proto.Clone(closure).(*core.CompiledWorkflowClosure) // building strips the types in place
	inputs := &core.LiteralMap{Literals: map[string]*core.Literal{}}
	for name, v := range closure.GetPrimary().GetTemplate().GetInterface().GetInputs().GetVariables() {
		literal, err := sample(v.GetType())
		if err != nil {
			return nil, fmt.Errorf("input %q: %w", name, err)
		}
		inputs.Literals[name] = literal
	}
	execution := &core.WorkflowExecutionIdentifier{Project: b.fill.Project, Domain: b.fill.Domain, Name: "judge"}
	return k8s.BuildFlyteWorkflow(closure, inputs, execution, b.fill.Project+"-"+b.fill.Domain)
}

// CRD is the resource that propeller would execute for a workflow, or the
// verdict that refuses it.
func (b *Bench) CRD(workflow string) (any, error) {
	for _, e := range b.pkg.Entities {
		if e.Workflow == nil || e.Workflow.GetTemplate().GetId().GetName() != workflow {
			continue
		}
		v := Verdict{File: e.File, Errors: []finding.Finding{}}
		if b.judgeWorkflow(e.Workflow, &v); len(v.Errors) > 0 {
			return v, nil
		}
		closure, err := b.compile(e.Workflow)
		if err != nil {
			return nil, err
		}
		return b.crd(closure)
	}
	return nil, fmt.Errorf("no workflow %q in the package", workflow)
}
