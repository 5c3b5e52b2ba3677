package faults

import (
	"context"
	"path"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// ServerKinds are the faults of the server itself.
var ServerKinds = []string{"database"}

// refused is what a database says that is down, as flyteadmin tells it.
const refused = "unexpected error type for: failed to connect to `user=flyte database=flyteadmin`: 127.0.0.1:5432 (127.0.0.1): " +
	"dial error: dial tcp 127.0.0.1:5432: connect: connection refused"

// Database answers as flyteadmin does whose database is down, for the calls of the script.
func Database(s *Script) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, request any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
		if !strings.HasPrefix(info.FullMethod, "/flyteidl.service.AdminService/") {
			return handle(ctx, request)
		}
		switch call := path.Base(info.FullMethod); {
		case call == "GetVersion" || call == "GetDomains" || s.Next(call) == nil:
			return handle(ctx, request)
		case call == "CreateTask" || call == "CreateWorkflow" || call == "CreateExecution":
			project, domain := about(request)
			return nil, status.Errorf(codes.InvalidArgument, "failed to validate that project [%s] and domain [%s] are registered, err: [%s]", project, domain, refused)
		}
		return nil, status.Error(codes.Internal, refused)
	}
}

// about says which project and domain a request is about.
func about(request any) (project, domain string) {
	type placed interface {
		GetProject() string
		GetDomain() string
	}
	type identified interface{ GetId() *core.Identifier }
	switch r := request.(type) {
	case identified:
		return r.GetId().GetProject(), r.GetId().GetDomain()
	case placed:
		return r.GetProject(), r.GetDomain()
	}
	return "", ""
}
