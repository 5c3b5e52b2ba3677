package admin

import (
	"context"
	"slices"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"aileron.test/judge/internal/query"
	"aileron.test/judge/internal/requests"
)

var namedTable = query.Table[*admin.NamedEntity]{Entity: "nen", Columns: query.Columns[*admin.NamedEntity]{
	"resource_type": func(e *admin.NamedEntity) any { return int(e.GetResourceType()) },
	"project":       func(e *admin.NamedEntity) any { return e.GetId().GetProject() },
	"domain":        func(e *admin.NamedEntity) any { return e.GetId().GetDomain() },
	"name":          func(e *admin.NamedEntity) any { return e.GetId().GetName() },
	"description":   func(e *admin.NamedEntity) any { return e.GetMetadata().GetDescription() },
	"state":         func(e *admin.NamedEntity) any { return int(e.GetMetadata().GetState()) },
}}

// named returns the entities of a kind, with what is known of all their versions; the caller holds the lock.
func (s *Store) named(kind core.ResourceType, project, domain string) (out []*admin.NamedEntity) {
	var found []string
	switch kind {
	case core.ResourceType_TASK:
		found = namesOf(s.tasks.of(project, domain, ""))
	case core.ResourceType_WORKFLOW:
		found = namesOf(s.workflows.of(project, domain, ""))
	case core.ResourceType_LAUNCH_PLAN:
		found = namesOf(s.plans.of(project, domain, ""))
	}
	for _, name := range found {
		known := s.entities[entity{kind, project, domain, name}]
		if known == nil {
			known = &admin.NamedEntityMetadata{}
		}
		out = append(out, &admin.NamedEntity{ResourceType: kind, Metadata: clone(known),
			Id: &admin.NamedEntityIdentifier{Project: project, Domain: domain, Name: name}})
	}
	return out
}

func namesOf[T any](rows []*row[T]) (names []string) {
	for _, r := range distinct(rows) {
		names = append(names, r.name)
	}
	return names
}

func checkNamed(kind core.ResourceType, id *admin.NamedEntityIdentifier) error {
	if kind == core.ResourceType_UNSPECIFIED {
		return requests.Invalid("resource_type")
	}
	if id == nil {
		return requests.Missing("id")
	}
	return requests.Required("project", id.GetProject(), "domain", id.GetDomain(), "name", id.GetName())
}

func (s *Store) findNamed(kind core.ResourceType, id *admin.NamedEntityIdentifier) (*admin.NamedEntity, error) {
	for _, e := range s.named(kind, id.GetProject(), id.GetDomain()) {
		if e.GetId().GetName() == id.GetName() {
			return e, nil
		}
	}
	return nil, status.Errorf(codes.NotFound, "missing entity of type %s with identifier %v", kind, id)
}

// GetNamedEntity returns what is known of all versions of an entity.
func (s *Registration) GetNamedEntity(_ context.Context, r *admin.NamedEntityGetRequest) (*admin.NamedEntity, error) {
	if err := checkNamed(r.GetResourceType(), r.GetId()); err != nil {
		return nil, err
	}
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	return s.store.findNamed(r.GetResourceType(), r.GetId())
}

// UpdateNamedEntity describes or archives an entity.
func (s *Registration) UpdateNamedEntity(_ context.Context, r *admin.NamedEntityUpdateRequest) (*admin.NamedEntityUpdateResponse, error) {
	kind, id := r.GetResourceType(), r.GetId()
	if err := checkNamed(kind, id); err != nil {
		return nil, err
	}
	if r.GetMetadata() == nil {
		return nil, requests.Missing("metadata")
	}
	archivable := kind == core.ResourceType_TASK || kind == core.ResourceType_WORKFLOW
	if r.GetMetadata().GetState() != admin.NamedEntityState_NAMED_ENTITY_ACTIVE && !archivable {
		return nil, requests.Refuse("Resource [%s] cannot have its state updated", kind)
	}
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if _, err := s.store.findNamed(kind, id); err != nil {
		return nil, err
	}
	s.store.entities[entity{kind, id.GetProject(), id.GetDomain(), id.GetName()}] = clone(r.GetMetadata())
	return &admin.NamedEntityUpdateResponse{}, nil
}

// ListNamedEntities lists entities of a kind. Without a filter, those that flyteadmin makes for single tasks are left out.
func (s *Registration) ListNamedEntities(_ context.Context, r *admin.NamedEntityListRequest) (*admin.NamedEntityList, error) {
	if err := requests.Required("project", r.GetProject(), "domain", r.GetDomain()); err != nil {
		return nil, err
	}
	switch {
	case r.GetResourceType() == core.ResourceType_UNSPECIFIED:
		return nil, requests.Invalid("resource_type")
	case r.GetLimit() == 0:
		return nil, requests.Invalid("limit")
	}
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	all := s.store.named(r.GetResourceType(), r.GetProject(), r.GetDomain())
	if r.GetFilters() == "" {
		all = slices.DeleteFunc(all, func(e *admin.NamedEntity) bool { return strings.HasPrefix(e.GetId().GetName(), ".flytegen") })
	}
	page, token, err := namedTable.Page(all,
		query.Ask{Call: "ListNamedEntities", Filters: r.GetFilters(), Sort: r.GetSortBy(), Limit: r.GetLimit(), Token: r.GetToken()})
	return &admin.NamedEntityList{Entities: page, Token: token}, err
}
