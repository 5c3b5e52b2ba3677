package run

import (
	"regexp"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/validators"

	"aileron.test/judge/internal/requests"
)

var executionName = regexp.MustCompile(`^[a-z][a-z\-0-9]*$`)

const nameLimit = 63

// launchable are the kinds that an execution can be of, as admin prints them.
var launchable = map[core.ResourceType]any{core.ResourceType_LAUNCH_PLAN: nil, core.ResourceType_TASK: nil}

// check refuses a request before anything that it names is looked up.
func (x *Executions) check(r *admin.ExecutionCreateRequest) error {
	if r.GetProject() == "" {
		return requests.Missing("project")
	}
	if r.GetDomain() == "" {
		return requests.Missing("domain")
	}
	if name := strings.ToLower(r.GetName()); name != "" {
		if len(name) > nameLimit {
			return requests.Refuse("size of name exceeded length %d : %s", nameLimit, name)
		}
		if !executionName.MatchString(name) {
			return requests.Refuse("invalid name format: %s, does not match regex '%s'", name, executionName)
		}
	}
	if err := x.entities.CheckProject(r.GetProject(), r.GetDomain()); err != nil {
		return err
	}
	if r.GetSpec() == nil {
		return requests.Missing("spec")
	}
	if err := requests.Fields(r.GetSpec().GetLaunchPlan()); err != nil {
		return err
	}
	if _, ok := launchable[r.GetSpec().GetLaunchPlan().GetResourceType()]; !ok {
		return requests.Refuse("Invalid reference entity resource type [%v], only [%+v] allowed", r.GetSpec().GetLaunchPlan().GetResourceType(), launchable)
	}
	if err := requests.Literals("inputs", r.GetInputs()); err != nil {
		return err
	}
	if err := requests.Notifications(r.GetSpec().GetNotifications().GetNotifications()); err != nil {
		return err
	}
	return requests.Labels(r.GetSpec().GetLabels().GetValues())
}

func checkLimit(limit uint32) error {
	if limit == 0 {
		return requests.Invalid("limit")
	}
	return nil
}

// join joins given, default and fixed inputs.
func join(given *core.LiteralMap, plan *admin.LaunchPlan) (*core.LiteralMap, error) {
	expected, all := plan.GetClosure().GetExpectedInputs().GetParameters(), map[string]*core.Literal{}
	for name, v := range given.GetLiterals() {
		if expected[name] == nil {
			return nil, requests.Refuse("invalid input %s", name)
		}
		all[name] = v
	}
	for name, p := range expected {
		v := all[name]
		if v == nil {
			if p.GetRequired() {
				return nil, requests.Refuse("expected_inputs %s missing", name)
			}
			all[name] = p.GetDefault()
			continue
		}
		t := validators.LiteralTypeForLiteral(v)
		if err := validators.ValidateLiteralType(t); err != nil {
			return nil, requests.BadLiteral(name, err)
		}
		if !validators.AreTypesCastable(t, p.GetVar().GetType()) {
			return nil, requests.Refuse("invalid %s input wrong type. Expected %s, but got %s", name, p.GetVar().GetType(), t)
		}
	}
	for name, v := range plan.GetSpec().GetFixedInputs().GetLiterals() {
		if all[name] != nil {
			return nil, requests.Refuse("fixed_inputs %s cannot be overridden", name)
		}
		all[name] = v
	}
	return &core.LiteralMap{Literals: all}, nil
}
