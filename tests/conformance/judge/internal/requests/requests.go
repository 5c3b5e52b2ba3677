// Package requests refuses what flyteadmin v1.16.8 refuses of any request, whatever it is about, in its words.
package requests

import (
	"slices"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"k8s.io/apimachinery/pkg/util/validation"
)

// Refuse is the refusal of a request for what it says.
func Refuse(format string, args ...any) error {
	return status.Errorf(codes.InvalidArgument, format, args...)
}

// Missing is the refusal of a request that leaves a field open.
func Missing(field string) error { return Refuse("missing %s", field) }

// Invalid is the refusal of a field's value.
func Invalid(field string) error { return Refuse("invalid value for %s", field) }

// BadLiteral is the refusal of a literal that has no type.
func BadLiteral(name string, err error) error {
	return Refuse("Failed to validate literal type for [%s] with err: %s", name, err)
}

// Duplicate is what flyteadmin makes of the database's refusal of a second row. It says nothing of what is stored there.
func Duplicate(constraint string) error {
	return status.Errorf(codes.AlreadyExists, "value with matching already exists (duplicate key value violates unique constraint %q)", constraint)
}

// Required refuses the first field without a value; it takes names and values by turns.
func Required(fields ...string) error {
	for i := 0; i < len(fields); i += 2 {
		if fields[i+1] == "" {
			return Missing(fields[i])
		}
	}
	return nil
}

// Identifier refuses an identifier of another kind, and one that leaves something open.
func Identifier(id *core.Identifier, want core.ResourceType) error {
	if id == nil {
		return Missing("id")
	}
	if id.GetResourceType() != want {
		return Refuse("unexpected resource type %s for identifier [%+v], expected %s instead",
			strings.ToLower(id.GetResourceType().String()), id, strings.ToLower(want.String()))
	}
	return Fields(id)
}

// Fields refuses an identifier that leaves something open.
func Fields(id *core.Identifier) error {
	if id == nil {
		return Missing("id")
	}
	return Required("project", id.GetProject(), "domain", id.GetDomain(), "name", id.GetName(), "version", id.GetVersion())
}

// Labels refuses labels that Kubernetes does not take, and too many.
func Labels(labels map[string]string) error {
	const most = 16
	if len(labels) > most {
		return Refuse("labels map cannot exceed %d entries", most)
	}
	for key, value := range labels {
		if problems := validation.IsQualifiedName(key); len(problems) > 0 {
			return Refuse("invalid label key [%s]: %v", key, problems)
		}
		if problems := validation.IsValidLabelValue(value); len(problems) > 0 {
			return Refuse("invalid label value [%s]: %v", value, problems)
		}
	}
	return nil
}

// Literals refuses a field with values that are none.
func Literals(field string, m *core.LiteralMap) error {
	for name, v := range m.GetLiterals() {
		switch {
		case name == "":
			return Refuse("missing key in %s", field)
		case v.GetValue() == nil && v.GetOffloadedMetadata() == nil:
			return Refuse("missing valid literal in %s %s", field, name)
		}
		if err := Time(v); err != nil {
			return err
		}
	}
	return nil
}

// Time refuses a time that is none.
func Time(v *core.Literal) error {
	if t := v.GetScalar().GetPrimitive().GetDatetime(); t != nil && t.CheckValid() != nil {
		return Refuse("%v", t.CheckValid())
	}
	return nil
}

// Notifications refuses those to nobody, and of phases that are not the end.
func Notifications(list []*admin.Notification) error {
	for _, n := range list {
		var recipients []string
		switch {
		case n.GetEmail() != nil:
			recipients = n.GetEmail().GetRecipientsEmail()
		case n.GetSlack() != nil:
			recipients = n.GetSlack().GetRecipientsEmail()
		case n.GetPagerDuty() != nil:
			recipients = n.GetPagerDuty().GetRecipientsEmail()
		default:
			return Invalid("notification type")
		}
		if len(recipients) == 0 {
			return Missing("recipients")
		}
		if slices.Contains(recipients, "") {
			return Missing("recipient")
		}
		for _, phase := range n.GetPhases() {
			if !Over(phase) {
				return Invalid("phase")
			}
		}
	}
	return nil
}

// Over tells whether an execution in this phase has ended.
func Over(p core.WorkflowExecution_Phase) bool {
	switch p {
	case core.WorkflowExecution_SUCCEEDED, core.WorkflowExecution_FAILED, core.WorkflowExecution_ABORTED, core.WorkflowExecution_TIMED_OUT:
		return true
	}
	return false
}
