package admin

import (
	"bytes"
	"context"
	"fmt"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/timestamppb"

	"aileron.test/judge/internal/requests"
)

// CreateTask registers a task.
func (s *Registration) CreateTask(_ context.Context, r *admin.TaskCreateRequest) (*admin.TaskCreateResponse, error) {
	if err := s.checkTask(r); err != nil {
		return nil, err
	}
	template := clone(r.GetSpec().GetTemplate())
	template.Id = clone(r.GetId())
	compiled, err := compiler.CompileTask(template)
	if err != nil {
		return nil, requests.Refuse("task failed compilation with %v", err)
	}
	sum, err := digest(fmt.Sprintf("task [%+v]", r.GetId()), compiled)
	if err != nil {
		return nil, err
	}
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	fresh := &row[*core.CompiledTask]{key: keyOf(r.GetId()), value: compiled, digest: sum, summary: r.GetSpec().GetDescription().GetShortDescription()}
	if s.store.tasks.insert(fresh) == nil {
		s.store.document(r.GetId(), r.GetSpec().GetDescription())
		return &admin.TaskCreateResponse{}, nil
	}
	stored := s.store.tasks.rows[fresh.key]
	if bytes.Equal(stored.digest, sum) {
		return nil, status.Error(codes.AlreadyExists, "task with identical structure already exists")
	}
	return nil, status.Error(codes.InvalidArgument, different("task", r.GetId().GetName(), stored.value, compiled))
}

func (s *Registration) checkTask(r *admin.TaskCreateRequest) error {
	if err := requests.Identifier(r.GetId(), core.ResourceType_TASK); err != nil {
		return err
	}
	if err := s.store.CheckProject(r.GetId().GetProject(), r.GetId().GetDomain()); err != nil {
		return err
	}
	t := r.GetSpec().GetTemplate()
	switch {
	case t == nil:
		return requests.Missing("spec")
	case t.GetType() == "":
		return requests.Missing("type")
	case t.GetMetadata() == nil:
		return requests.Missing("metadata")
	case t.GetMetadata().GetRuntime() != nil && t.GetMetadata().GetRuntime().GetVersion() == "":
		return requests.Missing("runtime version")
	case t.GetInterface() == nil:
		return requests.Missing("typed interface")
	case t.GetContainer() != nil:
		return s.o.Limits.container(t)
	case t.GetK8SPod() != nil:
		return s.o.Limits.pod(t)
	}
	return nil
}

// GetTask returns a task. Flyteadmin does not check the identifier here.
func (s *Registration) GetTask(_ context.Context, r *admin.ObjectGetRequest) (*admin.Task, error) {
	return s.store.Task(r.GetId())
}

func showTask(r *row[*core.CompiledTask]) *admin.Task {
	return &admin.Task{
		Id:               r.id(core.ResourceType_TASK),
		Closure:          &admin.TaskClosure{CompiledTask: clone(r.value), CreatedAt: timestamppb.New(r.created)},
		ShortDescription: r.summary,
	}
}
