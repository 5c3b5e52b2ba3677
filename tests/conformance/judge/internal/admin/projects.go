package admin

import (
	"context"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"k8s.io/apimachinery/pkg/util/validation"

	"aileron.test/judge/internal/requests"
)

// domains are those of flyteadmin's default configuration.
var domains = []*admin.Domain{{Id: "development", Name: "development"}, {Id: "staging", Name: "staging"}, {Id: "production", Name: "production"}}

// CheckProject refuses a project or domain that nothing can be registered or launched in.
func (s *Store) CheckProject(project, domain string) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p := s.projects[project]
	if p == nil {
		return requests.Refuse("failed to validate that project [%s] and domain [%s] are registered, err: [project [%s] not found]", project, domain, project)
	}
	if p.GetState() != admin.Project_ACTIVE {
		return refuseWith(codes.InvalidArgument, "project ["+project+"] is not active", &admin.InactiveProject{Id: project})
	}
	for _, d := range domains {
		if d.GetId() == domain {
			return nil
		}
	}
	return requests.Refuse("domain [%s] is unrecognized by system", domain)
}

// RegisterProject makes a project.
func (s *Registration) RegisterProject(_ context.Context, r *admin.ProjectRegisterRequest) (*admin.ProjectRegisterResponse, error) {
	p := r.GetProject()
	if p == nil {
		return nil, requests.Missing("project")
	}
	if err := requests.Required("project_name", p.GetName()); err != nil {
		return nil, err
	}
	if err := checkProject(p); err != nil {
		return nil, err
	}
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if s.store.projects[p.GetId()] != nil {
		return nil, requests.Duplicate("projects_pkey")
	}
	s.store.projects[p.GetId()] = clone(p)
	return &admin.ProjectRegisterResponse{}, nil
}

// UpdateProject changes a project; archiving is a change of its state.
func (s *Registration) UpdateProject(_ context.Context, p *admin.Project) (*admin.ProjectUpdateResponse, error) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	stored := s.store.projects[p.GetId()]
	if stored == nil {
		return nil, noProject(p.GetId())
	}
	if err := checkProject(p); err != nil {
		return nil, err
	}
	fresh := clone(p)
	if fresh.Name == "" { // the database's update leaves empty columns alone
		fresh.Name = stored.GetName()
	}
	if fresh.Description == "" {
		fresh.Description = stored.GetDescription()
	}
	s.store.projects[p.GetId()] = fresh
	return &admin.ProjectUpdateResponse{}, nil
}

func noProject(id string) error { return status.Errorf(codes.NotFound, "project [%s] not found", id) }

// GetProject returns a project.
func (s *Registration) GetProject(_ context.Context, r *admin.ProjectGetRequest) (*admin.Project, error) {
	if err := requests.Required("project_id", r.GetId()); err != nil {
		return nil, err
	}
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	p := s.store.projects[r.GetId()]
	if p == nil {
		return nil, noProject(r.GetId())
	}
	return showProject(p), nil
}

func showProject(p *admin.Project) *admin.Project {
	shown := clone(p)
	shown.Domains = domains
	return shown
}

// GetDomains lists the domains, which all projects have.
func (s *Registration) GetDomains(context.Context, *admin.GetDomainRequest) (*admin.GetDomainsResponse, error) {
	return &admin.GetDomainsResponse{Domains: domains}, nil
}

// checkProject refuses what flyteadmin refuses of a new or changed project.
func checkProject(p *admin.Project) error {
	if err := requests.Required("project_id", p.GetId()); err != nil {
		return err
	}
	if err := requests.Labels(p.GetLabels().GetValues()); err != nil {
		return err
	}
	const longestName, longestDescription = 64, 300
	switch problems := validation.IsDNS1123Label(p.GetId()); {
	case len(problems) > 0:
		return requests.Refuse("invalid project id [%s]: %v", p.GetId(), problems)
	case len(p.GetName()) > longestName:
		return requests.Refuse("project_name cannot exceed %d characters", longestName)
	case len(p.GetDescription()) > longestDescription:
		return requests.Refuse("project_description cannot exceed %d characters", longestDescription)
	case p.GetDomains() != nil:
		return requests.Refuse("Domains are currently only set system wide. Please retry without domains included in your request.")
	}
	return nil
}
