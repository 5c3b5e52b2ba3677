package admin

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/timestamppb"

	"aileron.test/judge/internal/requests"
)

// CreateLaunchPlan registers a launch plan, which is not active at first.
func (s *Registration) CreateLaunchPlan(_ context.Context, r *admin.LaunchPlanCreateRequest) (*admin.LaunchPlanCreateResponse, error) {
	if err := requests.Identifier(r.GetSpec().GetWorkflowId(), core.ResourceType_WORKFLOW); err != nil {
		return nil, err
	}
	workflow, err := s.store.Workflow(r.GetSpec().GetWorkflowId())
	if err != nil {
		return nil, err
	}
	face := workflow.GetClosure().GetCompiledWorkflow().GetPrimary().GetTemplate().GetInterface()
	open, err := s.checkPlan(r, face)
	if err != nil {
		return nil, err
	}
	spec := clone(r.GetSpec())
	spec.DefaultInputs = open
	fresh := &row[*plan]{key: keyOf(r.GetId()), value: &plan{spec: spec, outputs: face.GetOutputs()}}
	shown := &admin.LaunchPlan{Id: r.GetId(), Spec: spec,
		Closure: &admin.LaunchPlanClosure{ExpectedInputs: open, ExpectedOutputs: face.GetOutputs()}}
	if fresh.digest, err = digest(fmt.Sprintf("launch plan [%+v]", r.GetId()), shown); err != nil {
		return nil, err
	}
	s.store.mu.RLock()
	stored := s.store.plans.rows[fresh.key]
	s.store.mu.RUnlock()
	if stored != nil {
		if bytes.Equal(stored.digest, fresh.digest) {
			return nil, status.Error(codes.AlreadyExists, "launch plan with identical structure already exists")
		}
		return nil, status.Error(codes.InvalidArgument, different("launch plan", r.GetId().GetName(), stored.value.spec, spec))
	}
	time.Sleep(s.o.RaceWindow)
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if err := s.store.plans.insert(fresh); err != nil {
		return nil, err
	}
	return &admin.LaunchPlanCreateResponse{}, nil
}

// GetLaunchPlan returns a version of a launch plan.
func (s *Registration) GetLaunchPlan(_ context.Context, r *admin.ObjectGetRequest) (*admin.LaunchPlan, error) {
	if err := requests.Identifier(r.GetId(), core.ResourceType_LAUNCH_PLAN); err != nil {
		return nil, err
	}
	return s.store.LaunchPlan(r.GetId())
}

// UpdateLaunchPlan activates or deactivates a version. At most one version is active.
func (s *Registration) UpdateLaunchPlan(_ context.Context, r *admin.LaunchPlanUpdateRequest) (*admin.LaunchPlanUpdateResponse, error) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	switch r.GetState() {
	case admin.LaunchPlanState_INACTIVE:
		if err := requests.Identifier(r.GetId(), core.ResourceType_LAUNCH_PLAN); err != nil {
			return nil, err
		}
	case admin.LaunchPlanState_ACTIVE:
	default:
		return nil, requests.Refuse("Unrecognized launch plan state %v for update for launch plan [%+v]", r.GetState(), r.GetId())
	}
	p, err := s.store.plans.get(r.GetId())
	if err != nil {
		return nil, err
	}
	if r.GetState() == admin.LaunchPlanState_ACTIVE {
		for _, other := range s.store.plans.order {
			if other != p && other.value.state == admin.LaunchPlanState_ACTIVE && sameEntity(other.key, p.key) {
				other.value.state, other.updated = admin.LaunchPlanState_INACTIVE, time.Now()
			}
		}
	}
	p.value.state, p.updated = r.GetState(), time.Now()
	return &admin.LaunchPlanUpdateResponse{}, nil
}

func sameEntity(a, b key) bool {
	a.version = b.version
	return a == b
}

// GetActiveLaunchPlan returns the active version.
func (s *Registration) GetActiveLaunchPlan(_ context.Context, r *admin.ActiveLaunchPlanRequest) (*admin.LaunchPlan, error) {
	id := r.GetId()
	if err := requests.Required("project", id.GetProject(), "domain", id.GetDomain(), "name", id.GetName()); err != nil {
		return nil, err
	}
	s.store.mu.RLock()
	defer s.store.mu.RUnlock()
	want := key{project: id.GetProject(), domain: id.GetDomain(), name: id.GetName()}
	for _, p := range s.store.plans.order {
		if p.value.state == admin.LaunchPlanState_ACTIVE && sameEntity(p.key, want) {
			return showPlan(p), nil
		}
	}
	return nil, status.Errorf(codes.NotFound, "No active launch plan could be found: %s:%s:%s", id.GetProject(), id.GetDomain(), id.GetName())
}

func showPlan(r *row[*plan]) *admin.LaunchPlan {
	outputs := &core.VariableMap{}
	if r.value.outputs != nil {
		outputs = clone(r.value.outputs)
	}
	spec := clone(r.value.spec)
	return &admin.LaunchPlan{Id: r.id(core.ResourceType_LAUNCH_PLAN), Spec: spec, Closure: &admin.LaunchPlanClosure{
		State: r.value.state, ExpectedInputs: clone(spec.GetDefaultInputs()), ExpectedOutputs: outputs,
		CreatedAt: timestamppb.New(r.created), UpdatedAt: timestamppb.New(r.updated)}}
}
