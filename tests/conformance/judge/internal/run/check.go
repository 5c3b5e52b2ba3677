package run

import (
	"regexp"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/validators"
	"k8s.io/apimachinery/pkg/util/validation"
)

var executionName = regexp.MustCompile(`^[a-z][a-z\-0-9]*$`)

const (
	nameLimit  = 63
	labelLimit = 16
)

// launchable are the kinds that an execution can be of, as admin prints them.
var launchable = map[core.ResourceType]any{core.ResourceType_LAUNCH_PLAN: nil, core.ResourceType_TASK: nil}

// check refuses a request before anything that it names is looked up.
func (x *Executions) check(r *admin.ExecutionCreateRequest) error {
	if r.GetProject() == "" {
		return missing("project")
	}
	if r.GetDomain() == "" {
		return missing("domain")
	}
	if name := strings.ToLower(r.GetName()); name != "" {
		if len(name) > nameLimit {
			return invalid("size of name exceeded length %d : %s", nameLimit, name)
		}
		if !executionName.MatchString(name) {
			return invalid("invalid name format: %s, does not match regex '%s'", name, executionName)
		}
	}
	if err := x.entities.CheckProject(r.GetProject(), r.GetDomain()); err != nil {
		return err
	}
	if r.GetSpec() == nil {
		return missing("spec")
	}
	if err := complete(r.GetSpec().GetLaunchPlan()); err != nil {
		return err
	}
	if _, ok := launchable[r.GetSpec().GetLaunchPlan().GetResourceType()]; !ok {
		return invalid("Invalid reference entity resource type [%v], only [%+v] allowed", r.GetSpec().GetLaunchPlan().GetResourceType(), launchable)
	}
	if err := literals(r.GetInputs()); err != nil {
		return err
	}
	if err := notifications(r.GetSpec().GetNotifications().GetNotifications()); err != nil {
		return err
	}
	return labels(r.GetSpec().GetLabels().GetValues())
}

// complete refuses an identifier that leaves something open.
func complete(id *core.Identifier) error {
	if id == nil {
		return missing("id")
	}
	for _, field := range []struct{ name, value string }{
		{"project", id.GetProject()}, {"domain", id.GetDomain()}, {"name", id.GetName()}, {"version", id.GetVersion()}} {
		if field.value == "" {
			return missing(field.name)
		}
	}
	return nil
}

func checkLimit(limit uint32) error {
	if limit == 0 {
		return invalid("invalid value for limit")
	}
	return nil
}

func literals(m *core.LiteralMap) error {
	for name, v := range m.GetLiterals() {
		if name == "" {
			return invalid("missing key in inputs")
		}
		if v.GetValue() == nil && v.GetOffloadedMetadata() == nil {
			return invalid("missing valid literal in inputs %s", name)
		}
		if at := v.GetScalar().GetPrimitive().GetDatetime(); at != nil {
			if err := at.CheckValid(); err != nil {
				return invalid("%s", err)
			}
		}
	}
	return nil
}

func notifications(all []*admin.Notification) error {
	for _, n := range all {
		var to []string
		switch {
		case n.GetEmail() != nil:
			to = n.GetEmail().GetRecipientsEmail()
		case n.GetSlack() != nil:
			to = n.GetSlack().GetRecipientsEmail()
		case n.GetPagerDuty() != nil:
			to = n.GetPagerDuty().GetRecipientsEmail()
		default:
			return invalid("invalid value for notification type")
		}
		if len(to) == 0 {
			return missing("recipients")
		}
		for _, one := range to {
			if one == "" {
				return missing("recipient")
			}
		}
		for _, phase := range n.GetPhases() {
			if !Over(phase) {
				return invalid("invalid value for phase")
			}
		}
	}
	return nil
}

func labels(all map[string]string) error {
	if len(all) > labelLimit {
		return invalid("labels map cannot exceed %d entries", labelLimit)
	}
	for name, value := range all {
		if problems := validation.IsQualifiedName(name); len(problems) > 0 {
			return invalid("invalid label key [%s]: %v", name, problems)
		}
		if problems := validation.IsValidLabelValue(value); len(problems) > 0 {
			return invalid("invalid label value [%s]: %v", value, problems)
		}
	}
	return nil
}

// join joins given, default and fixed inputs.
func join(given *core.LiteralMap, plan *admin.LaunchPlan) (*core.LiteralMap, error) {
	expected, all := plan.GetClosure().GetExpectedInputs().GetParameters(), map[string]*core.Literal{}
	for name, v := range given.GetLiterals() {
		if expected[name] == nil {
			return nil, invalid("invalid input %s", name)
		}
		all[name] = v
	}
	for name, p := range expected {
		v := all[name]
		if v == nil {
			if p.GetRequired() {
				return nil, invalid("expected_inputs %s missing", name)
			}
			all[name] = p.GetDefault()
			continue
		}
		t := validators.LiteralTypeForLiteral(v)
		if err := validators.ValidateLiteralType(t); err != nil {
			return nil, invalid("Failed to validate literal type for [%s] with err: %s", name, err)
		}
		if !validators.AreTypesCastable(t, p.GetVar().GetType()) {
			return nil, invalid("invalid %s input wrong type. Expected %s, but got %s", name, p.GetVar().GetType(), t)
		}
	}
	for name, v := range plan.GetSpec().GetFixedInputs().GetLiterals() {
		if all[name] != nil {
			return nil, invalid("fixed_inputs %s cannot be overridden", name)
		}
		all[name] = v
	}
	return &core.LiteralMap{Literals: all}, nil
}
