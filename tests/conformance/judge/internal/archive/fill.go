package archive

import (
	"fmt"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
)

// Filler completes what a package leaves to registration: identifiers, and
// where the source archive of a fast registration is and goes.
type Filler struct {
	Project, Domain, Version string

	RemotePackage, DestDir string // empty: their placeholders stay
}

func blank(value, field string) bool {
	return value == "" || value == "{{ registration."+field+" }}"
}

func (f Filler) id(id *core.Identifier) {
	if id == nil {
		return
	}
	if blank(id.Project, "project") {
		id.Project = f.Project
	}
	if blank(id.Domain, "domain") {
		id.Domain = f.Domain
	}
	if blank(id.Version, "version") {
		id.Version = f.Version
	}
}

func (f Filler) arguments(args []string) {
	for i, a := range args {
		switch {
		case a == "{{ .remote_package_path }}" && f.RemotePackage != "":
			args[i] = f.RemotePackage
		case a == "{{ .dest_dir }}" && f.DestDir != "":
			args[i] = f.DestDir
		}
	}
}

// Entity fills what it can and lists what would make flytectl stop instead.
func (f Filler) Entity(e Entity) (problems []string) {
	switch {
	case e.Task != nil:
		f.id(e.Task.GetTemplate().GetId())
		f.arguments(e.Task.GetTemplate().GetContainer().GetArgs())
	case e.Plan != nil:
		f.id(e.Plan.GetId())
		f.id(e.Plan.GetSpec().GetWorkflowId())
	case e.Workflow != nil:
		templates := append([]*core.WorkflowTemplate{e.Workflow.GetTemplate()}, e.Workflow.GetSubWorkflows()...)
		for _, t := range templates {
			f.id(t.GetId())
			for _, n := range t.GetNodes() {
				problems = append(problems, f.node(n)...)
			}
			if n := t.GetFailureNode(); n != nil {
				problems = append(problems, f.node(n)...)
			}
		}
	}
	return problems
}

func (f Filler) node(n *core.Node) (problems []string) {
	refuse := func(why string) { problems = append(problems, fmt.Sprintf("node %q: %s", n.GetId(), why)) }
	switch target := n.GetTarget().(type) {
	case *core.Node_TaskNode:
		if target.TaskNode.GetReferenceId() == nil {
			refuse("task node without a reference")
		}
		f.id(target.TaskNode.GetReferenceId())
	case *core.Node_WorkflowNode:
		if target.WorkflowNode.GetReference() == nil {
			refuse("workflow node without a reference")
		}
		f.id(target.WorkflowNode.GetLaunchplanRef())
		f.id(target.WorkflowNode.GetSubWorkflowRef())
	case *core.Node_BranchNode:
		block := target.BranchNode.GetIfElse()
		children := []*core.Node{block.GetCase().GetThenNode()}
		for _, other := range block.GetOther() {
			children = append(children, other.GetThenNode())
		}
		if e := block.GetElseNode(); e != nil {
			children = append(children, e)
		} else if block.GetError() == nil {
			refuse("branch with neither an else node nor an error")
		}
		for _, child := range children {
			problems = append(problems, f.node(child)...)
		}
	case *core.Node_ArrayNode:
		problems = append(problems, f.node(target.ArrayNode.GetNode())...)
	case *core.Node_GateNode:
	default:
		refuse("no known target")
	}
	return problems
}
