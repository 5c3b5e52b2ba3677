package admin

import (
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/validators"
	"github.com/robfig/cron/v3"

	"aileron.test/judge/internal/requests"
)

// checkPlan refuses what flyteadmin refuses of a launch plan, in its order, and returns the inputs that stay open.
func (s *Registration) checkPlan(r *admin.LaunchPlanCreateRequest, face *core.TypedInterface) (*core.ParameterMap, error) {
	if err := requests.Identifier(r.GetId(), core.ResourceType_LAUNCH_PLAN); err != nil {
		return nil, err
	}
	if err := s.store.CheckProject(r.GetId().GetProject(), r.GetId().GetDomain()); err != nil {
		return nil, err
	}
	spec := r.GetSpec()
	if err := requests.Labels(spec.GetLabels().GetValues()); err != nil {
		return nil, err
	}
	if err := requests.Literals("fixed_inputs", spec.GetFixedInputs()); err != nil {
		return nil, err
	}
	if err := checkDefaults(spec.GetDefaultInputs()); err != nil {
		return nil, err
	}
	open, err := openInputs(face.GetInputs().GetVariables(), spec)
	if err != nil {
		return nil, err
	}
	meta := spec.GetEntityMetadata()
	if err := checkSchedule(meta.GetSchedule(), open); err != nil {
		return nil, err
	}
	if err := requests.Notifications(meta.GetNotifications()); err != nil {
		return nil, err
	}
	if meta.GetLaunchConditions() != nil {
		return nil, requests.Refuse("Launch condition must be empty, found %v", meta.GetLaunchConditions())
	}
	return open, nil
}

func checkDefaults(inputs *core.ParameterMap) error {
	for name, p := range inputs.GetParameters() {
		declared := p.GetVar().GetType()
		switch {
		case p.GetArtifactQuery() != nil:
			return requests.Refuse("artifact mode not enabled but query found default_inputs %s", name)
		case name == "":
			return requests.Refuse("missing key in default_inputs")
		case declared == nil:
			return requests.Refuse("The Variable component of the Parameter %s in default_inputs either is missing, or has a missing Type", name)
		case p.GetDefault() == nil && !p.GetRequired():
			return requests.Refuse("Invalid variable %s in default_inputs - variable has neither default, nor is required. One must be specified", name)
		case p.GetDefault() == nil:
			continue
		}
		given := validators.LiteralTypeForLiteral(p.GetDefault())
		if err := validators.ValidateLiteralType(given); err != nil {
			return requests.BadLiteral(name, err)
		}
		if !validators.AreTypesCastable(given, declared) {
			return requests.Refuse("Type mismatch for Parameter %s in default_inputs has type %s, expected %s", name, declared.String(), given.String())
		}
		if err := requests.Time(p.GetDefault()); err != nil {
			return err
		}
	}
	return nil
}

// openInputs compares the inputs of a launch plan with its workflow's, and adds those that the plan says nothing of.
func openInputs(wanted map[string]*core.Variable, spec *admin.LaunchPlanSpec) (*core.ParameterMap, error) {
	defaults, fixed := spec.GetDefaultInputs().GetParameters(), spec.GetFixedInputs().GetLiterals()
	open := &core.ParameterMap{Parameters: map[string]*core.Parameter{}}
	if len(wanted) == 0 {
		for what, n := range map[string]int{"default": len(defaults), "fixed": len(fixed)} {
			if n > 0 {
				return nil, requests.Refuse("invalid launch plan %s inputs, expected none but found %d", what, n)
			}
		}
		return open, nil
	}
	for name, p := range defaults {
		v := wanted[name]
		if v == nil {
			return nil, requests.Refuse("unexpected default_input %s", name)
		}
		if given := p.GetVar().GetType(); !validators.AreTypesCastable(given, v.GetType()) {
			return nil, requests.Refuse("invalid default_input wrong type %s, expected %v, got %v instead", name, given, v.GetType()) // swapped there, too
		}
		open.Parameters[name] = clone(p)
	}
	for name, literal := range fixed {
		v := wanted[name]
		if v == nil {
			return nil, requests.Refuse("unexpected fixed_input %s", name)
		}
		given := validators.LiteralTypeForLiteral(literal)
		if err := validators.ValidateLiteralType(given); err != nil {
			return nil, requests.BadLiteral(name, err)
		}
		if !validators.AreTypesCastable(given, v.GetType()) {
			return nil, requests.Refuse("invalid fixed_input wrong type %s, expected %v, got %v instead", name, v.GetType(), given)
		}
	}
	for name, v := range wanted {
		if open.Parameters[name] != nil || fixed[name] != nil {
			continue
		}
		open.Parameters[name] = &core.Parameter{Behavior: &core.Parameter_Required{Required: true},
			Var: &core.Variable{Type: clone(v.GetType()), Description: v.GetDescription()}}
	}
	return open, nil
}

func checkSchedule(s *admin.Schedule, open *core.ParameterMap) error {
	if s.GetCronExpression() == "" && s.GetRate() == nil && s.GetCronSchedule() == nil {
		return nil
	}
	kickoff := s.GetKickoffTimeInputArg()
	for name, p := range open.GetParameters() {
		if p.GetRequired() && name != kickoff {
			return requests.Refuse("Cannot create a launch plan with a schedule if there is an unbound required input. [%v] is required", name)
		}
	}
	if kickoff != "" {
		p := open.GetParameters()[kickoff]
		if p == nil {
			return requests.Refuse("Cannot create a schedule with a KickoffTimeInputArg that does not point to a free input. "+
				"[%v] is not free or does not exist.", kickoff)
		}
		if p.GetVar().GetType().GetSimple() != core.SimpleType_DATETIME {
			return requests.Refuse("KickoffTimeInputArg must reference a datetime input. [%v] is a [%v]", kickoff, p.GetVar().GetType())
		}
	}
	expression := s.GetCronExpression()
	if expression == "" {
		expression = s.GetCronSchedule().GetSchedule()
	}
	if expression != "" {
		if _, err := cron.ParseStandard(expression); err != nil {
			return requests.Refuse("Invalid cron expression: %v", err)
		}
	}
	return nil
}
