package admin

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/common"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/timestamppb"

	"aileron.test/judge/internal/requests"
)

// systemNodes are the start and the end, which the compiler adds.
const systemNodes = 2

// CreateWorkflow compiles and registers a workflow.
func (s *Registration) CreateWorkflow(_ context.Context, r *admin.WorkflowCreateRequest) (*admin.WorkflowCreateResponse, error) {
	id := r.GetId()
	if err := requests.Identifier(id, core.ResourceType_WORKFLOW); err != nil {
		return nil, err
	}
	if err := s.store.CheckProject(id.GetProject(), id.GetDomain()); err != nil {
		return nil, err
	}
	if r.GetSpec().GetTemplate() == nil {
		return nil, requests.Missing("spec")
	}
	closure, err := s.store.compile(id, r.GetSpec())
	if err != nil {
		return nil, requests.Refuse("failed to compile workflow for [%+v] with err: %v", id, err)
	}
	if n := len(closure.GetPrimary().GetTemplate().GetNodes()) - systemNodes; s.o.MaxNodes > 0 && n > s.o.MaxNodes {
		return nil, requests.Refuse("number of nodes in workflow [%+v] exceeds limit (%v > %v)", id, n, s.o.MaxNodes)
	}
	sum, err := digest(fmt.Sprintf("workflow [%+v]", id), closure)
	if err != nil {
		return nil, err
	}
	s.store.mu.RLock()
	stored := s.store.workflows.rows[keyOf(id)]
	s.store.mu.RUnlock()
	if stored != nil {
		return nil, existingWorkflow(id, stored, closure, sum)
	}
	time.Sleep(s.o.RaceWindow)
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	description := r.GetSpec().GetDescription()
	fresh := &row[*core.CompiledWorkflowClosure]{key: keyOf(id), value: closure, digest: sum, summary: description.GetShortDescription()}
	if err := s.store.workflows.insert(fresh); err != nil {
		return nil, err
	}
	s.store.document(id, description)
	return &admin.WorkflowCreateResponse{}, nil
}

func existingWorkflow(id *core.Identifier, stored *row[*core.CompiledWorkflowClosure], closure *core.CompiledWorkflowClosure, sum []byte) error {
	if bytes.Equal(stored.digest, sum) {
		return refuseWith(codes.AlreadyExists, "workflow with identical structure already exists", &admin.CreateWorkflowFailureReason{
			Reason: &admin.CreateWorkflowFailureReason_ExistsIdenticalStructure{
				ExistsIdenticalStructure: &admin.WorkflowErrorExistsIdenticalStructure{Id: id}}})
	}
	// Flyteadmin does not read the stored closure here: it compares with a workflow that has an interface and nothing else.
	text := different("workflow", id.GetName(), onlyInterface(stored.value), closure)
	return refuseWith(codes.InvalidArgument, text, &admin.CreateWorkflowFailureReason{
		Reason: &admin.CreateWorkflowFailureReason_ExistsDifferentStructure{
			ExistsDifferentStructure: &admin.WorkflowErrorExistsDifferentStructure{Id: id}}})
}

// compile compiles a workflow with the tasks and launch plans that it refers to.
func (s *Store) compile(id *core.Identifier, given *admin.WorkflowSpec) (*core.CompiledWorkflowClosure, error) {
	spec := clone(given) // the compiler changes its input
	spec.Template.Id = clone(id)
	needs, err := compiler.GetRequirements(spec.GetTemplate(), spec.GetSubWorkflows())
	if err != nil {
		return nil, fmt.Errorf("failed to get workflow requirements with err %v", err)
	}
	tasks := make([]*core.CompiledTask, len(needs.GetRequiredTaskIds())) // the compiler refuses nil
	for i, id := range needs.GetRequiredTaskIds() {
		t, err := s.Task(id)
		if err != nil {
			return nil, sayAsText(err)
		}
		tasks[i] = t.GetClosure().GetCompiledTask()
	}
	plans := make([]common.InterfaceProvider, len(needs.GetRequiredLaunchPlanIds()))
	for i, id := range needs.GetRequiredLaunchPlanIds() {
		p, err := s.LaunchPlan(id)
		if err != nil {
			return nil, sayAsText(err)
		}
		plans[i] = compiler.NewLaunchPlanInterfaceProvider(p)
	}
	return compiler.CompileWorkflow(spec.GetTemplate(), spec.GetSubWorkflows(), tasks, plans)
}

// sayAsText leaves the code out of an error's text.
func sayAsText(err error) error { return fmt.Errorf("%s", status.Convert(err).Message()) }

// GetWorkflow returns a workflow.
func (s *Registration) GetWorkflow(_ context.Context, r *admin.ObjectGetRequest) (*admin.Workflow, error) {
	if err := requests.Identifier(r.GetId(), core.ResourceType_WORKFLOW); err != nil {
		return nil, err
	}
	return s.store.Workflow(r.GetId())
}

func showWorkflow(r *row[*core.CompiledWorkflowClosure]) *admin.Workflow {
	return &admin.Workflow{
		Id:               r.id(core.ResourceType_WORKFLOW),
		Closure:          &admin.WorkflowClosure{CompiledWorkflow: clone(r.value), CreatedAt: timestamppb.New(r.created)},
		ShortDescription: r.summary,
	}
}

func onlyInterface(closure *core.CompiledWorkflowClosure) *core.CompiledWorkflowClosure {
	face := closure.GetPrimary().GetTemplate().GetInterface()
	if face == nil {
		face = &core.TypedInterface{}
	}
	return &core.CompiledWorkflowClosure{Primary: &core.CompiledWorkflow{Template: &core.WorkflowTemplate{Interface: clone(face)}}}
}
