package control

import (
	"context"
	"fmt"
	"strconv"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func (b *Backend) GetOrCreateSignal(_ context.Context, r *admin.SignalGetOrCreateRequest) (*admin.Signal, error) {
	s := &admin.Signal{Id: r.GetId(), Type: r.GetType()}
	given, found := b.o.Signals[r.GetId().GetSignalId()]
	if !found {
		return s, nil
	}
	v, err := parsePrimitive(given, r.GetType().GetSimple())
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	s.Value = &core.Literal{Value: &core.Literal_Scalar{Scalar: &core.Scalar{Value: &core.Scalar_Primitive{Primitive: v}}}}
	return s, nil
}

func parsePrimitive(s string, t core.SimpleType) (*core.Primitive, error) {
	switch t {
	case core.SimpleType_BOOLEAN:
		if s == "approve" || s == "reject" {
			s = strconv.FormatBool(s == "approve")
		}
		v, err := strconv.ParseBool(s)
		return &core.Primitive{Value: &core.Primitive_Boolean{Boolean: v}}, err
	case core.SimpleType_INTEGER:
		v, err := strconv.ParseInt(s, 10, 64)
		return &core.Primitive{Value: &core.Primitive_Integer{Integer: v}}, err
	case core.SimpleType_FLOAT:
		v, err := strconv.ParseFloat(s, 64)
		return &core.Primitive{Value: &core.Primitive_FloatValue{FloatValue: v}}, err
	case core.SimpleType_STRING:
		return &core.Primitive{Value: &core.Primitive_StringValue{StringValue: s}}, nil
	}
	return nil, fmt.Errorf("a signal of type %s is not supported", t)
}
