package compile

import (
	"fmt"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/structpb"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// sample makes some value of a type, to stand in for the inputs of an
// execution: the step that builds the CRD needs a value for every input.
func sample(t *core.LiteralType) (*core.Literal, error) {
	switch t := t.GetType().(type) {
	case *core.LiteralType_Simple:
		return sampleSimple(t.Simple)
	case *core.LiteralType_EnumType:
		if len(t.EnumType.GetValues()) == 0 {
			return nil, fmt.Errorf("an enum without values")
		}
		return primitive(&core.Primitive{Value: &core.Primitive_StringValue{StringValue: t.EnumType.GetValues()[0]}}), nil
	case *core.LiteralType_CollectionType:
		one, err := sample(t.CollectionType)
		if err != nil {
			return nil, err
		}
		return &core.Literal{Value: &core.Literal_Collection{Collection: &core.LiteralCollection{Literals: []*core.Literal{one}}}}, nil
	case *core.LiteralType_MapValueType:
		one, err := sample(t.MapValueType)
		if err != nil {
			return nil, err
		}
		return &core.Literal{Value: &core.Literal_Map{Map: &core.LiteralMap{Literals: map[string]*core.Literal{"k": one}}}}, nil
	case *core.LiteralType_UnionType:
		for _, variant := range t.UnionType.GetVariants() {
			value, err := sample(variant)
			if err == nil {
				return scalar(&core.Scalar{Value: &core.Scalar_Union{Union: &core.Union{Value: value, Type: variant}}}), nil
			}
		}
		return nil, fmt.Errorf("a union without a usable variant")
	case *core.LiteralType_Blob:
		return scalar(&core.Scalar{Value: &core.Scalar_Blob{Blob: &core.Blob{
			Metadata: &core.BlobMetadata{Type: t.Blob}, Uri: "s3://sample/blob"}}}), nil
	case *core.LiteralType_Schema:
		return scalar(&core.Scalar{Value: &core.Scalar_Schema{Schema: &core.Schema{Uri: "s3://sample/schema", Type: t.Schema}}}), nil
	case *core.LiteralType_StructuredDatasetType:
		return scalar(&core.Scalar{Value: &core.Scalar_StructuredDataset{StructuredDataset: &core.StructuredDataset{
			Uri: "s3://sample/dataset", Metadata: &core.StructuredDatasetMetadata{StructuredDatasetType: t.StructuredDatasetType}}}}), nil
	}
	return nil, fmt.Errorf("no sample for type %T", t.GetType())
}

func sampleSimple(t core.SimpleType) (*core.Literal, error) {
	switch t {
	case core.SimpleType_NONE:
		return scalar(&core.Scalar{Value: &core.Scalar_NoneType{NoneType: &core.Void{}}}), nil
	case core.SimpleType_INTEGER:
		return primitive(&core.Primitive{Value: &core.Primitive_Integer{Integer: 1}}), nil
	case core.SimpleType_FLOAT:
		return primitive(&core.Primitive{Value: &core.Primitive_FloatValue{FloatValue: 1}}), nil
	case core.SimpleType_STRING:
		return primitive(&core.Primitive{Value: &core.Primitive_StringValue{StringValue: "s"}}), nil
	case core.SimpleType_BOOLEAN:
		return primitive(&core.Primitive{Value: &core.Primitive_Boolean{Boolean: true}}), nil
	case core.SimpleType_DATETIME:
		return primitive(&core.Primitive{Value: &core.Primitive_Datetime{Datetime: &timestamppb.Timestamp{}}}), nil
	case core.SimpleType_DURATION:
		return primitive(&core.Primitive{Value: &core.Primitive_Duration{Duration: &durationpb.Duration{}}}), nil
	case core.SimpleType_BINARY:
		return scalar(&core.Scalar{Value: &core.Scalar_Binary{Binary: &core.Binary{Value: []byte{0}}}}), nil
	case core.SimpleType_ERROR:
		return scalar(&core.Scalar{Value: &core.Scalar_Error{Error: &core.Error{Message: "e"}}}), nil
	case core.SimpleType_STRUCT:
		return scalar(&core.Scalar{Value: &core.Scalar_Generic{Generic: &structpb.Struct{}}}), nil
	}
	return nil, fmt.Errorf("no sample for simple type %v", t)
}

func scalar(s *core.Scalar) *core.Literal {
	return &core.Literal{Value: &core.Literal_Scalar{Scalar: s}}
}

func primitive(p *core.Primitive) *core.Literal {
	return scalar(&core.Scalar{Value: &core.Scalar_Primitive{Primitive: p}})
}
