package control

import (
	"fmt"
	"strconv"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
)

// answer answers a gate from the options. One that they don't name waits.
func (b *Backend) answer(id *core.SignalIdentifier, t *core.LiteralType) (*core.Literal, error) {
	given, found := b.o.Signals[id.GetSignalId()]
	if !found {
		return nil, nil
	}
	v, err := parsePrimitive(given, t.GetSimple())
	if err != nil {
		return nil, err
	}
	return &core.Literal{Value: &core.Literal_Scalar{Scalar: &core.Scalar{Value: &core.Scalar_Primitive{Primitive: v}}}}, nil
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
