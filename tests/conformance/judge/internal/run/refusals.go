package run

import (
	"fmt"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"
)

// The refusals have the codes and the words of flyteadmin v1.16.8, since clients read them.

// unknown is the answer about what does not exist. The identifier is printed by Go's printer.
func unknown(kind string, id fmt.Stringer) error {
	return status.Errorf(codes.NotFound, "missing entity of type %s with identifier %v", kind, id)
}

// ended refuses what can't happen to something that is over. Propeller reads the detail, not the words.
func ended(phase, format string, args ...any) error {
	s := status.Newf(codes.FailedPrecondition, format, args...)
	with, err := s.WithDetails(protoadapt.MessageV1Of(&admin.EventFailureReason{Reason: &admin.EventFailureReason_AlreadyInTerminalState{
		AlreadyInTerminalState: &admin.EventErrorAlreadyInTerminalState{CurrentPhase: phase}}}))
	if err != nil {
		return s.Err()
	}
	return with.Err()
}
