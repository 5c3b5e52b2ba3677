package admin

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"aileron.test/judge/internal/requests"
)

type quantities map[core.Resources_ResourceName]resource.Quantity

// Limits are the most that a task may ask for; what has no limit is absent.
type Limits quantities

// ParseLimits makes limits of quantities; an empty one is no limit.
func ParseLimits(cpu, memory, gpu, storage string) (Limits, error) {
	limits := Limits{}
	for name, text := range map[core.Resources_ResourceName]string{core.Resources_CPU: cpu, core.Resources_MEMORY: memory,
		core.Resources_GPU: gpu, core.Resources_EPHEMERAL_STORAGE: storage} {
		if text == "" {
			continue
		}
		q, err := resource.ParseQuantity(text)
		if err != nil {
			return nil, err
		}
		limits[name] = q
	}
	return limits, nil
}

func (l Limits) container(t *core.TaskTemplate) error {
	if t.GetContainer().GetImage() == "" {
		return requests.Missing("image")
	}
	r := t.GetContainer().GetResources()
	wanted, err := parse(t.GetId(), r.GetRequests())
	if err != nil {
		return err
	}
	limits, err := parse(t.GetId(), r.GetLimits())
	if err != nil {
		return err
	}
	return l.check(t.GetId(), wanted, limits)
}

func (l Limits) pod(t *core.TaskTemplate) error {
	given := t.GetK8SPod().GetPodSpec()
	if given == nil {
		return requests.Refuse("invalid TaskSpecification, pod tasks should specify their target as a K8sPod with a defined pod spec")
	}
	var spec corev1.PodSpec
	text, err := given.MarshalJSON()
	if err == nil {
		err = json.Unmarshal(text, &spec)
	}
	if err != nil {
		return status.Error(codes.Internal, err.Error())
	}
	for _, c := range spec.Containers {
		if err := l.check(t.GetId(), named(c.Resources.Requests), named(c.Resources.Limits)); err != nil {
			return err
		}
	}
	return nil
}

// named gives the resources of a pod Flyte's names. Like flyteadmin it takes every other name for UNKNOWN.
func named(list corev1.ResourceList) quantities {
	out := quantities{}
	for name, q := range list {
		known := strings.ToUpper(name.String())
		if name == corev1.ResourceEphemeralStorage {
			known = core.Resources_EPHEMERAL_STORAGE.String()
		}
		out[core.Resources_ResourceName(core.Resources_ResourceName_value[known])] = q
	}
	return out
}

func parse(task *core.Identifier, entries []*core.Resources_ResourceEntry) (quantities, error) {
	out := quantities{}
	for _, e := range entries {
		switch e.GetName() {
		case core.Resources_CPU, core.Resources_MEMORY, core.Resources_GPU, core.Resources_EPHEMERAL_STORAGE:
		default:
			continue // flyteadmin ignores names that it does not know
		}
		if _, twice := out[e.GetName()]; twice {
			return nil, requests.Refuse("can't specify %v limit for task [%+v] multiple times", e.GetName(), task)
		}
		q, err := resource.ParseQuantity(e.GetValue())
		if err != nil {
			return nil, requests.Refuse("Parsing of %v request failed for value %v - reason  %v. Please follow K8s conventions for resources "+
				"https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/", e.GetName(), e.GetValue(), err)
		}
		if e.GetName() == core.Resources_GPU && q.MilliValue()%1000 != 0 {
			return nil, requests.Refuse("gpu for [%+v] must be a whole number, got: %s instead", task, e.GetValue())
		}
		out[e.GetName()] = q
	}
	return out, nil
}

// check compares as flyteadmin does: in whole units, rounded up, and only what is requested. It begins with the lowest
// number of a resource, where flyteadmin goes through a map.
func (l Limits) check(task *core.Identifier, wanted, limits quantities) error {
	for _, name := range slices.SortedFunc(maps.Keys(wanted), cmp.Compare[core.Resources_ResourceName]) {
		request := wanted[name]
		limit, limited := limits[name]
		most, bounded := l[name]
		switch {
		case name == core.Resources_UNKNOWN:
		case name == core.Resources_GPU && limited && request.Value() != limit.Value():
			return requests.Refuse("For extended resource 'gpu' the default value must equal the limit value for task [%+v]", task)
		case name != core.Resources_GPU && limited && limit.Value() < request.Value():
			return requests.Refuse("Requested %v default [%v] is greater than the limit [%v]. Please fix your configuration", name, request.String(), limit.String())
		case name != core.Resources_GPU && limited && bounded && limit.Value() > most.Value():
			return aboveThePlatform(name, "limit", limit, most)
		case bounded && request.Value() > most.Value():
			return aboveThePlatform(name, "default", request, most)
		}
	}
	return nil
}

func aboveThePlatform(name core.Resources_ResourceName, which string, q, most resource.Quantity) error {
	return requests.Refuse("Requested %v %s [%v] is greater than current limit set in the platform configuration [%v]. "+
		"Please contact Flyte Admins to change these limits or consult the configuration", name, which, q.String(), most.String())
}
