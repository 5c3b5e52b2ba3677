package compile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flytepropeller/pkg/compiler/validators"
	"github.com/robfig/cron/v3"
	"google.golang.org/protobuf/proto"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation"

	"aileron.test/judge/internal/finding"
)

// The checks of this file restate what flyteadmin v1.16.8 demands before it
// compiles. Types are compared by Flyte's own validators; the codes are ours.
type adminChecks struct{ findings []finding.Finding }

func (a *adminChecks) refuse(code, node, format string, args ...any) {
	a.findings = append(a.findings, finding.Finding{Stage: finding.Admin, Code: code, Node: node, Description: fmt.Sprintf(format, args...)})
}

func (a *adminChecks) required(node, field, value string) {
	if value == "" {
		a.refuse("MissingArgument", node, "%s is required", field)
	}
}

func (a *adminChecks) identifier(id *core.Identifier, want core.ResourceType) {
	if id == nil {
		a.refuse("MissingArgument", "id", "an identifier is required")
		return
	}
	if id.GetResourceType() != want {
		a.refuse("WrongResourceType", "id", "is %v, must be %v", id.GetResourceType(), want)
	}
	a.required("id", "project", id.GetProject())
	a.required("id", "domain", id.GetDomain())
	a.required("id", "name", id.GetName())
	a.required("id", "version", id.GetVersion())
}

func (a *adminChecks) task(t *core.TaskTemplate) {
	a.identifier(t.GetId(), core.ResourceType_TASK)
	a.required("type", "type", t.GetType())
	if t.GetMetadata() == nil {
		a.refuse("MissingArgument", "metadata", "metadata is required")
	}
	if r := t.GetMetadata().GetRuntime(); r != nil {
		a.required("metadata", "runtime version", r.GetVersion())
	}
	if t.GetInterface() == nil {
		a.refuse("MissingArgument", "interface", "a typed interface is required")
	}
	if c := t.GetContainer(); c != nil {
		a.required("container", "image", c.GetImage())
		a.resources(c.GetResources())
	} else if pod := t.GetK8SPod(); pod != nil && pod.GetPodSpec() == nil {
		a.refuse("MissingArgument", "k8s_pod", "a pod spec is required")
	}
}

func (a *adminChecks) resources(r *core.Resources) {
	quantities := func(where string, entries []*core.Resources_ResourceEntry) map[core.Resources_ResourceName]resource.Quantity {
		out := map[core.Resources_ResourceName]resource.Quantity{}
		for _, e := range entries {
			switch e.GetName() {
			case core.Resources_CPU, core.Resources_MEMORY, core.Resources_GPU, core.Resources_EPHEMERAL_STORAGE:
			default:
				continue // admin ignores names it does not know
			}
			if _, twice := out[e.GetName()]; twice {
				a.refuse("DuplicateResource", where, "%v is given more than once", e.GetName())
			}
			q, err := resource.ParseQuantity(e.GetValue())
			if err != nil {
				a.refuse("BadQuantity", where, "%v=%q: %v", e.GetName(), e.GetValue(), err)
				continue
			}
			if e.GetName() == core.Resources_GPU && q.MilliValue()%1000 != 0 {
				a.refuse("BadQuantity", where, "GPU=%q is no whole number", e.GetValue())
			}
			out[e.GetName()] = q
		}
		return out
	}
	requests, limits := quantities("requests", r.GetRequests()), quantities("limits", r.GetLimits())
	for name, request := range requests {
		limit, ok := limits[name]
		switch {
		case !ok:
		case name == core.Resources_GPU && request.Value() != limit.Value():
			a.refuse("RequestLimit", "resources", "a GPU request must equal its limit")
		case limit.Value() < request.Value():
			a.refuse("RequestLimit", "resources", "%v: request %s exceeds limit %s", name, request.String(), limit.String())
		}
	}
}

// sorted gives the findings an order that Go's maps do not shuffle.
func (a *adminChecks) sorted() []finding.Finding {
	slices.SortStableFunc(a.findings, func(x, y finding.Finding) int {
		return cmp.Or(strings.Compare(x.Code, y.Code), strings.Compare(x.Node, y.Node), strings.Compare(x.Description, y.Description))
	})
	return a.findings
}

// plan checks a launch plan against its workflow's interface and returns the
// inputs that remain to be given, which other workflows compile against.
func (a *adminChecks) plan(lp *admin.LaunchPlan, iface *core.TypedInterface) *core.ParameterMap {
	spec := lp.GetSpec()
	for key, value := range spec.GetLabels().GetValues() {
		for _, problem := range append(validation.IsQualifiedName(key), validation.IsValidLabelValue(value)...) {
			a.refuse("BadLabel", key, "%s", problem)
		}
	}
	wanted := iface.GetInputs().GetVariables()
	free := &core.ParameterMap{Parameters: map[string]*core.Parameter{}}
	for name, p := range spec.GetDefaultInputs().GetParameters() {
		a.parameter(name, p, wanted[name])
		free.Parameters[name] = p
	}
	for name, literal := range spec.GetFixedInputs().GetLiterals() {
		a.fixed(name, literal, wanted[name])
	}
	for name, v := range wanted {
		_, hasDefault := free.Parameters[name]
		_, isFixed := spec.GetFixedInputs().GetLiterals()[name]
		if !hasDefault && !isFixed {
			free.Parameters[name] = &core.Parameter{
				Var:      proto.Clone(v).(*core.Variable),
				Behavior: &core.Parameter_Required{Required: true},
			}
		}
	}
	a.schedule(spec.GetEntityMetadata().GetSchedule(), free)
	if spec.GetEntityMetadata().GetLaunchConditions() != nil {
		a.refuse("LaunchConditions", "entity_metadata", "must be empty")
	}
	return free
}

func (a *adminChecks) parameter(name string, p *core.Parameter, wanted *core.Variable) {
	a.required("default_inputs", "a name", name)
	given := p.GetVar().GetType()
	switch {
	case given == nil:
		a.refuse("MissingArgument", name, "default input without a variable type")
		return
	case wanted == nil:
		a.refuse("UnexpectedInput", name, "default input is not an input of the workflow")
	case !validators.AreTypesCastable(given, wanted.GetType()):
		a.refuse("MismatchingTypes", name, "default input is declared as %v, but the workflow's input is %v", given, wanted.GetType())
	}
	if p.GetArtifactQuery() != nil {
		a.refuse("ArtifactQuery", name, "artifacts are not enabled by default")
	} else if p.GetDefault() == nil && !p.GetRequired() {
		a.refuse("NeitherDefaultNorRequired", name, "default input must have a default or be required")
	}
	if p.GetDefault() != nil {
		a.literal(name, p.GetDefault(), given)
	}
}

func (a *adminChecks) fixed(name string, literal *core.Literal, wanted *core.Variable) {
	a.required("fixed_inputs", "a name", name)
	switch {
	case literal.GetValue() == nil:
		a.refuse("MissingArgument", name, "fixed input without a value")
	case wanted == nil:
		a.refuse("UnexpectedInput", name, "fixed input is not an input of the workflow")
	default:
		a.literal(name, literal, wanted.GetType())
	}
}

func (a *adminChecks) literal(name string, literal *core.Literal, wanted *core.LiteralType) {
	given := validators.LiteralTypeForLiteral(literal)
	if err := validators.ValidateLiteralType(given); err != nil {
		a.refuse("InvalidLiteralType", name, "%v", err)
	} else if !validators.AreTypesCastable(given, wanted) {
		a.refuse("MismatchingTypes", name, "value of type %v for %v", given, wanted)
	}
	if stamp := literal.GetScalar().GetPrimitive().GetDatetime(); stamp != nil && stamp.CheckValid() != nil {
		a.refuse("BadDatetime", name, "%v", stamp.CheckValid())
	}
}

func (a *adminChecks) schedule(s *admin.Schedule, free *core.ParameterMap) {
	if s.GetCronExpression() == "" && s.GetRate() == nil && s.GetCronSchedule() == nil {
		return
	}
	kickoff := s.GetKickoffTimeInputArg()
	for name, p := range free.GetParameters() {
		if p.GetRequired() && name != kickoff {
			a.refuse("UnboundScheduledInput", name, "a scheduled launch plan must bind every required input")
		}
	}
	if kickoff != "" {
		if p, ok := free.GetParameters()[kickoff]; !ok {
			a.refuse("BadKickoffArg", kickoff, "is fixed or does not exist")
		} else if p.GetVar().GetType().GetSimple() != core.SimpleType_DATETIME {
			a.refuse("BadKickoffArg", kickoff, "is not a datetime")
		}
	}
	expression := s.GetCronExpression()
	if expression == "" {
		expression = s.GetCronSchedule().GetSchedule()
	}
	if expression != "" {
		if _, err := cron.ParseStandard(expression); err != nil {
			a.refuse("BadCron", "schedule", "%v", err)
		}
	}
}
