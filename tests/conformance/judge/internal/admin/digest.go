package admin

import (
	"context"
	"fmt"
	"strings"

	"github.com/flyteorg/flyte/flytestdlib/pbhash"
	"github.com/wI2L/jsondiff"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/protoadapt"
)

// digest is flyteadmin's measure of equality. It is blind to the order on the wire, not to absent against empty.
func digest(what string, m proto.Message) ([]byte, error) {
	sum, err := pbhash.ComputeHash(context.Background(), protoadapt.MessageV1Of(m))
	if err != nil {
		return nil, status.Errorf(codes.Internal, "failed to hash %s to digest with err %v", what, err)
	}
	return sum, nil
}

// longestDifference is where flyteadmin cuts the text.
const longestDifference = 3 << 20

// different is the refusal of other content under the same version, with the lines for which both sides have a value.
func different(kind, name string, stored, given any) string {
	forth, _ := jsondiff.Compare(stored, given)
	back, _ := jsondiff.Compare(given, stored)
	changed := map[string]any{}
	for _, o := range forth {
		changed[o.Path] = o.Value
	}
	var lines []string
	for _, o := range back {
		if value, both := changed[o.Path]; both {
			lines = append(lines, fmt.Sprintf("%v:\n\t- %v \n\t+ %v", o.Path, o.Value, value))
		}
	}
	text := fmt.Sprintf("%[2]s %[1]s with different structure already exists. (Please register a new version of the %[1]s):\n", kind, name) +
		strings.Join(lines, "\n")
	if len(text) > longestDifference {
		const end = "\n\n... [diff truncated — exceeded gRPC max message size]"
		text = text[:longestDifference-len(end)] + end
	}
	return text
}
