package admin

import (
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
)

// Generated keeps the workflow and the launch plan that an execution of a single task made. Lists show them as the
// system's own. What is there already stays.
func (s *Store) Generated(w *admin.Workflow, p *admin.LaunchPlan) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.workflows.insert(&row[*core.CompiledWorkflowClosure]{key: keyOf(w.GetId()), value: clone(w.GetClosure().GetCompiledWorkflow())})
	_ = s.plans.insert(&row[*plan]{key: keyOf(p.GetId()), value: &plan{spec: clone(p.GetSpec()), outputs: p.GetClosure().GetExpectedOutputs()}})
	for _, id := range []*core.Identifier{w.GetId(), p.GetId()} {
		s.entities[entity{id.GetResourceType(), id.GetProject(), id.GetDomain(), id.GetName()}] =
			&admin.NamedEntityMetadata{State: admin.NamedEntityState_SYSTEM_GENERATED}
	}
}
