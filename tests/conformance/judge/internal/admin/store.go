package admin

import (
	"sync"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/protobuf/proto"

	"aileron.test/judge/internal/requests"
)

// Store stands for flyteadmin's database. What it returns belongs to the caller.
type Store struct {
	mu        sync.RWMutex
	tasks     *table[*core.CompiledTask]
	workflows *table[*core.CompiledWorkflowClosure]
	plans     *table[*plan]
	documents map[core.ResourceType]*table[*admin.DescriptionEntity]
	entities  map[entity]*admin.NamedEntityMetadata
	projects  map[string]*admin.Project
}

// plan is a launch plan as it is stored; its state can change, all else never does.
type plan struct {
	spec    *admin.LaunchPlanSpec // its default inputs are all inputs that are still open
	outputs *core.VariableMap
	state   admin.LaunchPlanState
}

// NewStore makes a store with projects, which are active.
func NewStore(projects ...string) *Store {
	s := &Store{
		tasks:     newTable[*core.CompiledTask](core.ResourceType_TASK, "tasks_pkey"),
		workflows: newTable[*core.CompiledWorkflowClosure](core.ResourceType_WORKFLOW, "workflows_pkey"),
		plans:     newTable[*plan](core.ResourceType_LAUNCH_PLAN, "launch_plans_pkey"),
		documents: map[core.ResourceType]*table[*admin.DescriptionEntity]{},
		entities:  map[entity]*admin.NamedEntityMetadata{},
		projects:  map[string]*admin.Project{},
	}
	for _, kind := range []core.ResourceType{core.ResourceType_TASK, core.ResourceType_WORKFLOW} {
		s.documents[kind] = newTable[*admin.DescriptionEntity](kind, "description_entities_pkey")
	}
	for _, p := range projects {
		s.projects[p] = &admin.Project{Id: p, Name: p}
	}
	return s
}

// key names a version of an entity as the database does: without the resource type.
type key struct{ project, domain, name, version string }

// entity names all versions.
type entity struct {
	kind                  core.ResourceType
	project, domain, name string
}

func keyOf(id *core.Identifier) key {
	return key{id.GetProject(), id.GetDomain(), id.GetName(), id.GetVersion()}
}

func (k key) id(kind core.ResourceType) *core.Identifier {
	return &core.Identifier{ResourceType: kind, Project: k.project, Domain: k.domain, Name: k.name, Version: k.version}
}

// table holds entities of one kind in the order of their registration.
type table[T any] struct {
	kind       core.ResourceType
	constraint string // the database's name for "no two rows have the same key"
	rows       map[key]*row[T]
	order      []*row[T]
}

type row[T any] struct {
	key
	value            T
	digest           []byte
	created, updated time.Time
	summary          string // short_description
}

func newTable[T any](kind core.ResourceType, constraint string) *table[T] {
	return &table[T]{kind: kind, constraint: constraint, rows: map[key]*row[T]{}}
}

// get returns what is stored; the caller holds the lock.
func (t *table[T]) get(id *core.Identifier) (*row[T], error) {
	if r := t.rows[keyOf(id)]; r != nil {
		return r, nil
	}
	return nil, missingEntity(t.kind.String(), keyOf(id).id(core.ResourceType_UNSPECIFIED))
}

// insert stores a row, if there is none of its key; the caller holds the lock.
func (t *table[T]) insert(r *row[T]) error {
	if t.rows[r.key] != nil {
		return requests.Duplicate(t.constraint)
	}
	r.created = time.Now()
	r.updated = r.created
	t.rows[r.key] = r
	t.order = append(t.order, r)
	return nil
}

// document stores the description of an entity, if it has one and none is stored; the caller holds the lock.
func (s *Store) document(id *core.Identifier, d *admin.DescriptionEntity) {
	if d == nil {
		return
	}
	d = clone(d)
	d.Id = clone(id)
	_ = s.documents[id.GetResourceType()].insert(&row[*admin.DescriptionEntity]{key: keyOf(id), value: d})
}

func clone[M proto.Message](m M) M { return proto.Clone(m).(M) }

// Task returns a registered task.
func (s *Store) Task(id *core.Identifier) (*admin.Task, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r, err := s.tasks.get(id)
	if err != nil {
		return nil, err
	}
	return showTask(r), nil
}

// Workflow returns a registered workflow with its compiled closure.
func (s *Store) Workflow(id *core.Identifier) (*admin.Workflow, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r, err := s.workflows.get(id)
	if err != nil {
		return nil, err
	}
	return showWorkflow(r), nil
}

// LaunchPlan returns a registered launch plan, whose closure has the inputs that are still open.
func (s *Store) LaunchPlan(id *core.Identifier) (*admin.LaunchPlan, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r, err := s.plans.get(id)
	if err != nil {
		return nil, err
	}
	return showPlan(r), nil
}
