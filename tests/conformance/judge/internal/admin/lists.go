package admin

import (
	"context"
	"slices"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"

	"aileron.test/judge/internal/query"
	"aileron.test/judge/internal/requests"
)

// columns are those that every table of entities has. A nil one can be named, and holds nothing that is compared here.
func columns[T any](more query.Columns[*row[T]]) query.Columns[*row[T]] {
	all := query.Columns[*row[T]]{
		"id": nil, "deleted_at": nil, "digest": nil,
		"created_at": func(r *row[T]) any { return r.created },
		"updated_at": func(r *row[T]) any { return r.updated },
		"project":    func(r *row[T]) any { return r.project },
		"domain":     func(r *row[T]) any { return r.domain },
		"name":       func(r *row[T]) any { return r.name },
		"version":    func(r *row[T]) any { return r.version },
	}
	for name, c := range more {
		all[name] = c
	}
	return all
}

var taskTable = query.Table[*row[*core.CompiledTask]]{Entity: "t", Columns: columns(query.Columns[*row[*core.CompiledTask]]{
	"closure":           nil,
	"type":              func(r *row[*core.CompiledTask]) any { return r.value.GetTemplate().GetType() },
	"short_description": func(r *row[*core.CompiledTask]) any { return r.summary },
})}

var workflowTable = query.Table[*row[*core.CompiledWorkflowClosure]]{Entity: "w", Columns: columns(query.Columns[*row[*core.CompiledWorkflowClosure]]{
	"typed_interface": nil, "remote_closure_identifier": nil,
	"short_description": func(r *row[*core.CompiledWorkflowClosure]) any { return r.summary },
})}

var planTable = query.Table[*row[*plan]]{Entity: "l",
	Columns: columns(query.Columns[*row[*plan]]{
		"spec": nil, "closure": nil, "workflow_id": nil,
		"state":                 func(r *row[*plan]) any { return int(r.value.state) },
		"schedule_type":         func(r *row[*plan]) any { return scheduleType(r.value.spec.GetEntityMetadata().GetSchedule()) },
		"launch_condition_type": nil,
	}),
	Joined: map[string]query.Columns[*row[*plan]]{"w": {
		"project": func(r *row[*plan]) any { return r.value.spec.GetWorkflowId().GetProject() },
		"domain":  func(r *row[*plan]) any { return r.value.spec.GetWorkflowId().GetDomain() },
		"name":    func(r *row[*plan]) any { return r.value.spec.GetWorkflowId().GetName() },
		"version": func(r *row[*plan]) any { return r.value.spec.GetWorkflowId().GetVersion() },
	}}}

func scheduleType(s *admin.Schedule) string {
	switch {
	case s.GetCronExpression() != "" || s.GetCronSchedule() != nil:
		return "CRON"
	case s.GetRate() != nil:
		return "RATE"
	}
	return "NONE"
}

// list answers a request for versions; the caller holds the lock.
func list[T, A any](from *table[T], t query.Table[*row[T]], call string, r *admin.ResourceListRequest, show func(*row[T]) A) (page []A, token string, err error) {
	id := r.GetId()
	if id == nil {
		return nil, "", requests.Missing("id")
	}
	if err := requests.Required("project", id.GetProject(), "domain", id.GetDomain()); err != nil {
		return nil, "", err
	}
	if r.GetLimit() == 0 {
		return nil, "", requests.Invalid("limit")
	}
	return pageOf(from.of(id.GetProject(), id.GetDomain(), id.GetName()), t, show,
		query.Ask{Call: call, Filters: r.GetFilters(), Sort: r.GetSortBy(), Limit: r.GetLimit(), Token: r.GetToken()})
}

func pageOf[T, A any](rows []*row[T], t query.Table[*row[T]], show func(*row[T]) A, ask query.Ask) (page []A, token string, err error) {
	rows, token, err = t.Page(rows, ask)
	for _, r := range rows {
		page = append(page, show(r))
	}
	return page, token, err
}

// of returns the rows of a project and domain, and of one name if it is given.
func (t *table[T]) of(project, domain, name string) (rows []*row[T]) {
	for _, r := range t.order {
		if r.project == project && r.domain == domain && (name == "" || r.name == name) {
			rows = append(rows, r)
		}
	}
	return rows
}

// ListTasks lists versions of tasks.
func (s *Registration) ListTasks(_ context.Context, r *admin.ResourceListRequest) (*admin.TaskList, error) {
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	tasks, token, err := list(s.store.tasks, taskTable, "ListTasks", r, showTask)
	return &admin.TaskList{Tasks: tasks, Token: token}, err
}

// ListWorkflows lists versions of workflows, with their interfaces in place of their closures.
func (s *Registration) ListWorkflows(_ context.Context, r *admin.ResourceListRequest) (*admin.WorkflowList, error) {
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	workflows, token, err := list(s.store.workflows, workflowTable, "ListWorkflows", r, func(r *row[*core.CompiledWorkflowClosure]) *admin.Workflow {
		shown := showWorkflow(r)
		shown.Closure.CompiledWorkflow = onlyInterface(r.value)
		return shown
	})
	return &admin.WorkflowList{Workflows: workflows, Token: token}, err
}

// ListLaunchPlans lists versions of launch plans.
func (s *Registration) ListLaunchPlans(_ context.Context, r *admin.ResourceListRequest) (*admin.LaunchPlanList, error) {
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	plans, token, err := list(s.store.plans, planTable, "ListLaunchPlans", r, showPlan)
	return &admin.LaunchPlanList{LaunchPlans: plans, Token: token}, err
}

// ListActiveLaunchPlans lists the active version of each launch plan.
func (s *Registration) ListActiveLaunchPlans(_ context.Context, r *admin.ActiveLaunchPlanListRequest) (*admin.LaunchPlanList, error) {
	if err := requests.Required("project", r.GetProject(), "domain", r.GetDomain()); err != nil {
		return nil, err
	}
	if r.GetLimit() == 0 {
		return nil, requests.Invalid("limit")
	}
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	active := slices.DeleteFunc(s.store.plans.of(r.GetProject(), r.GetDomain(), ""), func(p *row[*plan]) bool {
		return p.value.state != admin.LaunchPlanState_ACTIVE
	})
	plans, token, err := pageOf(active, planTable, showPlan,
		query.Ask{Call: "ListActiveLaunchPlans", Sort: r.GetSortBy(), Limit: r.GetLimit(), Token: r.GetToken()})
	return &admin.LaunchPlanList{LaunchPlans: plans, Token: token}, err
}

// names lists the names of entities, each once; the caller holds the lock.
func names[T any](from *table[T], t query.Table[*row[T]], call string, r *admin.NamedEntityIdentifierListRequest) (*admin.NamedEntityIdentifierList, error) {
	if err := requests.Required("project", r.GetProject(), "domain", r.GetDomain()); err != nil {
		return nil, err
	}
	if r.GetLimit() == 0 {
		return nil, requests.Invalid("limit")
	}
	entities, token, err := pageOf(distinct(from.of(r.GetProject(), r.GetDomain(), "")), t, func(r *row[T]) *admin.NamedEntityIdentifier {
		return &admin.NamedEntityIdentifier{Project: r.project, Domain: r.domain, Name: r.name}
	}, query.Ask{Call: call, Sort: r.GetSortBy(), Limit: r.GetLimit(), Token: r.GetToken()})
	return &admin.NamedEntityIdentifierList{Entities: entities, Token: token}, err
}

// distinct keeps the first version of each name.
func distinct[T any](rows []*row[T]) []*row[T] {
	seen := map[string]bool{}
	return slices.DeleteFunc(rows, func(r *row[T]) bool {
		again := seen[r.name]
		seen[r.name] = true
		return again
	})
}

// ListTaskIds lists the names of tasks.
func (s *Registration) ListTaskIds(_ context.Context, r *admin.NamedEntityIdentifierListRequest) (*admin.NamedEntityIdentifierList, error) {
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	return names(s.store.tasks, taskTable, "ListUniqueTaskIdentifiers", r)
}

// ListWorkflowIds lists the names of workflows.
func (s *Registration) ListWorkflowIds(_ context.Context, r *admin.NamedEntityIdentifierListRequest) (*admin.NamedEntityIdentifierList, error) {
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	return names(s.store.workflows, workflowTable, "ListWorkflowIdentifiers", r)
}

// ListLaunchPlanIds lists the names of launch plans.
func (s *Registration) ListLaunchPlanIds(_ context.Context, r *admin.NamedEntityIdentifierListRequest) (*admin.NamedEntityIdentifierList, error) {
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	return names(s.store.plans, planTable, "ListLaunchPlanIds", r)
}

var projectTable = query.Table[*admin.Project]{Entity: "p", Columns: query.Columns[*admin.Project]{
	"id": nil, "created_at": nil, "updated_at": nil, "deleted_at": nil, "labels": nil,
	"identifier":  func(p *admin.Project) any { return p.GetId() },
	"name":        func(p *admin.Project) any { return p.GetName() },
	"description": func(p *admin.Project) any { return p.GetDescription() },
	"state":       func(p *admin.Project) any { return int(p.GetState()) },
}}

// ListProjects lists projects by identifier. Without a filter, archived ones are left out.
func (s *Registration) ListProjects(_ context.Context, r *admin.ProjectListRequest) (*admin.Projects, error) {
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	var all []*admin.Project
	for _, p := range s.store.projects {
		if r.GetFilters() != "" || p.GetState() != admin.Project_ARCHIVED {
			all = append(all, showProject(p))
		}
	}
	slices.SortFunc(all, func(a, b *admin.Project) int { return strings.Compare(a.GetId(), b.GetId()) })
	page, token, err := projectTable.Page(all,
		query.Ask{Call: "ListProjects", Filters: r.GetFilters(), Sort: r.GetSortBy(), Limit: r.GetLimit(), Token: r.GetToken()})
	return &admin.Projects{Projects: page, Token: token}, err
}
