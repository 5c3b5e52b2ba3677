// Package admin is flyteadmin in memory, as far as its clients see it: it registers, lists and refuses as flyteadmin
// v1.16.8 does, with the same codes, texts and details. Flyte's own compiler compiles what is registered. Executions are
// somebody else's work, behind an interface.
package admin

import (
	"context"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/service"
	"google.golang.org/grpc"
)

// Executions runs what is registered. A call that it does not have is answered with UNIMPLEMENTED.
type Executions interface {
	CreateExecution(context.Context, *admin.ExecutionCreateRequest) (*admin.ExecutionCreateResponse, error)
	RelaunchExecution(context.Context, *admin.ExecutionRelaunchRequest) (*admin.ExecutionCreateResponse, error)
	RecoverExecution(context.Context, *admin.ExecutionRecoverRequest) (*admin.ExecutionCreateResponse, error)
	GetExecution(context.Context, *admin.WorkflowExecutionGetRequest) (*admin.Execution, error)
	UpdateExecution(context.Context, *admin.ExecutionUpdateRequest) (*admin.ExecutionUpdateResponse, error)
	GetExecutionData(context.Context, *admin.WorkflowExecutionGetDataRequest) (*admin.WorkflowExecutionGetDataResponse, error)
	ListExecutions(context.Context, *admin.ResourceListRequest) (*admin.ExecutionList, error)
	TerminateExecution(context.Context, *admin.ExecutionTerminateRequest) (*admin.ExecutionTerminateResponse, error)

	GetNodeExecution(context.Context, *admin.NodeExecutionGetRequest) (*admin.NodeExecution, error)
	GetDynamicNodeWorkflow(context.Context, *admin.GetDynamicNodeWorkflowRequest) (*admin.DynamicNodeWorkflowResponse, error)
	ListNodeExecutions(context.Context, *admin.NodeExecutionListRequest) (*admin.NodeExecutionList, error)
	ListNodeExecutionsForTask(context.Context, *admin.NodeExecutionForTaskListRequest) (*admin.NodeExecutionList, error)
	GetNodeExecutionData(context.Context, *admin.NodeExecutionGetDataRequest) (*admin.NodeExecutionGetDataResponse, error)

	GetTaskExecution(context.Context, *admin.TaskExecutionGetRequest) (*admin.TaskExecution, error)
	ListTaskExecutions(context.Context, *admin.TaskExecutionListRequest) (*admin.TaskExecutionList, error)
	GetTaskExecutionData(context.Context, *admin.TaskExecutionGetDataRequest) (*admin.TaskExecutionGetDataResponse, error)

	CreateWorkflowEvent(context.Context, *admin.WorkflowExecutionEventRequest) (*admin.WorkflowExecutionEventResponse, error)
	CreateNodeEvent(context.Context, *admin.NodeExecutionEventRequest) (*admin.NodeExecutionEventResponse, error)
	CreateTaskEvent(context.Context, *admin.TaskExecutionEventRequest) (*admin.TaskExecutionEventResponse, error)

	service.SignalServiceServer
}

// Options are the parts of flyteadmin's configuration that tests change.
type Options struct {
	MaxNodes int
	Limits   Limits

	// RaceWindow is the time between the question if an entity exists and the attempt to store it. Flyteadmin's is as long
	// as its database takes; a longer one makes races certain.
	RaceWindow time.Duration
}

// Service is the AdminService: registration is here, executions are whose they are.
type Service struct {
	*Registration
	Executions
	rest
}

// rest answers the calls that neither of the others has. It is one level deeper, so theirs win.
type rest struct {
	service.UnimplementedAdminServiceServer
}

// New joins registration and executions.
func New(store *Store, executions Executions, o Options) *Service {
	return &Service{Registration: &Registration{store: store, o: o}, Executions: executions}
}

// Serve offers the AdminService and the SignalService.
func (s *Service) Serve(to grpc.ServiceRegistrar) {
	service.RegisterAdminServiceServer(to, s)
	service.RegisterSignalServiceServer(to, s.Executions)
}

// Registration registers and lists tasks, workflows, launch plans and projects.
type Registration struct {
	store *Store
	o     Options
}

// NoExecutions is for a server that only registers.
type NoExecutions struct {
	service.UnimplementedAdminServiceServer
	service.UnimplementedSignalServiceServer
}

var (
	_ service.AdminServiceServer = (*Service)(nil)
	_ Executions                 = NoExecutions{}
)
