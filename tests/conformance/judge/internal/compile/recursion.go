package compile

import (
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
)

// recursion names a sub-workflow that reaches itself, or nothing. Flyte's
// compiler does not look for that and would exhaust its stack, which no
// recover can catch.
func recursion(spec *admin.WorkflowSpec) string {
	templates := map[string]*core.WorkflowTemplate{}
	for _, t := range spec.GetSubWorkflows() {
		templates[t.GetId().String()] = t
	}
	const open, closed = 1, 2
	state := map[string]int{}
	var visit func(t *core.WorkflowTemplate) string
	visit = func(t *core.WorkflowTemplate) string {
		var refs []*core.Identifier
		for _, n := range append(t.GetNodes(), t.GetFailureNode()) {
			refs = append(refs, subWorkflowRefs(n)...)
		}
		for _, ref := range refs {
			k := ref.String()
			sub, carried := templates[k]
			switch {
			case !carried || state[k] == closed:
				continue
			case state[k] == open:
				return ref.GetName()
			}
			state[k] = open
			if loop := visit(sub); loop != "" {
				return loop
			}
			state[k] = closed
		}
		return ""
	}
	return visit(spec.GetTemplate())
}

func subWorkflowRefs(n *core.Node) (refs []*core.Identifier) {
	if id := n.GetWorkflowNode().GetSubWorkflowRef(); id != nil {
		refs = append(refs, id)
	}
	if block := n.GetBranchNode().GetIfElse(); block != nil {
		children := []*core.Node{block.GetCase().GetThenNode(), block.GetElseNode()}
		for _, other := range block.GetOther() {
			children = append(children, other.GetThenNode())
		}
		for _, child := range children {
			refs = append(refs, subWorkflowRefs(child)...)
		}
	}
	if child := n.GetArrayNode().GetNode(); child != nil {
		refs = append(refs, subWorkflowRefs(child)...)
	}
	return refs
}
