package control

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"
)

func (b *Backend) record(id *core.WorkflowExecutionIdentifier, m proto.Message, apply func(*Execution)) error {
	e, err := b.find(id)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.o.Events != nil {
		fmt.Fprintf(b.o.Events, "%T %s\n", m, prototext.MarshalOptions{}.Format(m))
	}
	e.count++
	apply(e)
	return nil
}

func (b *Backend) CreateWorkflowEvent(_ context.Context, r *admin.WorkflowExecutionEventRequest) (*admin.WorkflowExecutionEventResponse, error) {
	ev := r.GetEvent()
	var out *core.LiteralMap
	if ev.GetOutputUri() != "" {
		out = &core.LiteralMap{}
		if err := b.readProto(ev.GetOutputUri(), out); err != nil {
			return nil, status.Error(codes.Internal, err.Error())
		}
	} else if ev.GetOutputData() != nil {
		out = ev.GetOutputData()
	}
	return &admin.WorkflowExecutionEventResponse{}, b.record(ev.GetExecutionId(), ev, func(e *Execution) {
		if over(e.phase) {
			return
		}
		e.phase, e.outputs = ev.GetPhase(), out
		if ev.GetError() != nil {
			e.err = ev.GetError()
		}
		if over(e.phase) {
			close(e.done)
		}
	})
}

func over(p core.WorkflowExecution_Phase) bool {
	switch p {
	case core.WorkflowExecution_SUCCEEDED, core.WorkflowExecution_FAILED, core.WorkflowExecution_ABORTED, core.WorkflowExecution_TIMED_OUT:
		return true
	}
	return false
}

func (b *Backend) CreateNodeEvent(_ context.Context, r *admin.NodeExecutionEventRequest) (*admin.NodeExecutionEventResponse, error) {
	ev := r.GetEvent()
	return &admin.NodeExecutionEventResponse{}, b.record(ev.GetId().GetExecutionId(), ev, func(e *Execution) { e.nodes = append(e.nodes, ev) })
}

func (b *Backend) CreateTaskEvent(_ context.Context, r *admin.TaskExecutionEventRequest) (*admin.TaskExecutionEventResponse, error) {
	ev := r.GetEvent()
	return &admin.TaskExecutionEventResponse{}, b.record(ev.GetParentNodeExecutionId().GetExecutionId(), ev, func(e *Execution) { e.tasks = append(e.tasks, ev) })
}

func (b *Backend) readProto(uri string, m proto.Message) error {
	u, err := url.Parse(uri)
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(b.objects.File(u.Host, strings.TrimPrefix(u.Path, "/")))
	if err != nil {
		return err
	}
	return proto.Unmarshal(raw, m)
}
