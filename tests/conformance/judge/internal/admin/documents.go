package admin

import (
	"context"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"

	"aileron.test/judge/internal/query"
	"aileron.test/judge/internal/requests"
)

var documentTable = query.Table[*row[*admin.DescriptionEntity]]{Entity: "description_entity",
	Columns: columns(query.Columns[*row[*admin.DescriptionEntity]]{
		"resource_type": nil, "long_description": nil,
		"short_description": func(r *row[*admin.DescriptionEntity]) any { return r.value.GetShortDescription() },
		"link":              func(r *row[*admin.DescriptionEntity]) any { return r.value.GetSourceCode().GetLink() },
	})}

func showDocument(r *row[*admin.DescriptionEntity]) *admin.DescriptionEntity { return clone(r.value) }

// documentsOf returns the descriptions of a kind; only tasks and workflows have any. The caller holds the lock.
func (s *Store) documentsOf(kind core.ResourceType) *table[*admin.DescriptionEntity] {
	if t := s.documents[kind]; t != nil {
		return t
	}
	return newTable[*admin.DescriptionEntity](kind, "")
}

// GetDescriptionEntity returns the description that was registered first with a version.
func (s *Registration) GetDescriptionEntity(_ context.Context, r *admin.ObjectGetRequest) (*admin.DescriptionEntity, error) {
	if r.GetId().GetResourceType() == core.ResourceType_UNSPECIFIED {
		return nil, requests.Invalid("resource_type")
	}
	if err := requests.Fields(r.GetId()); err != nil {
		return nil, err
	}
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	found, err := s.store.documentsOf(r.GetId().GetResourceType()).get(r.GetId())
	if err != nil {
		return nil, err
	}
	return showDocument(found), nil
}

// ListDescriptionEntities lists the descriptions of an entity's versions.
func (s *Registration) ListDescriptionEntities(_ context.Context, r *admin.DescriptionEntityListRequest) (*admin.DescriptionEntityList, error) {
	if r.GetId() == nil {
		return nil, requests.Missing("id")
	}
	if err := requests.Required("project", r.GetId().GetProject(), "domain", r.GetId().GetDomain(), "name", r.GetId().GetName()); err != nil {
		return nil, err
	}
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	page, token, err := list(s.store.documentsOf(r.GetResourceType()), documentTable, "ListWorkflows", &admin.ResourceListRequest{
		Id: r.GetId(), Limit: r.GetLimit(), Token: r.GetToken(), Filters: r.GetFilters(), SortBy: r.GetSortBy()}, showDocument)
	return &admin.DescriptionEntityList{DescriptionEntities: page, Token: token}, err
}
