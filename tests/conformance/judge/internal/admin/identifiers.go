package admin

import (
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
)

func checkIdentifier(id *core.Identifier, want core.ResourceType) error {
	if id == nil {
		return missing("id")
	}
	if id.GetResourceType() != want {
		return refuse("unexpected resource type %s for identifier [%+v], expected %s instead",
			strings.ToLower(id.GetResourceType().String()), id, strings.ToLower(want.String()))
	}
	return checkFields(id)
}

func checkFields(id *core.Identifier) error {
	if id == nil {
		return missing("id")
	}
	return required("project", id.GetProject(), "domain", id.GetDomain(), "name", id.GetName(), "version", id.GetVersion())
}

// required refuses the first field without a value; it takes names and values by turns.
func required(fields ...string) error {
	for i := 0; i < len(fields); i += 2 {
		if fields[i+1] == "" {
			return missing(fields[i])
		}
	}
	return nil
}
