package admin

import (
	"fmt"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"
)

// The texts of this package are flyteadmin v1.16.8's own, seen or read there, odd ones included: clients match them.

// refuseWith adds a detail to a status.
func refuseWith(code codes.Code, text string, detail protoadapt.MessageV1) error {
	s, err := status.New(code, text).WithDetails(detail)
	if err != nil {
		panic(fmt.Sprintf("%T is no detail: %v", detail, err))
	}
	return s.Err()
}

func missingEntity(kind string, id *core.Identifier) error {
	return status.Errorf(codes.NotFound, "missing entity of type %s with identifier %v", kind, id)
}
