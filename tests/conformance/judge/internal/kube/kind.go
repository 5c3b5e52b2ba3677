// Package kube is a Kubernetes API server reduced to what propeller's clients and informers need: typed storage in
// memory, list, watch, get, create, update, merge patch, graceful delete, label selectors, optimistic concurrency and
// the limit on a request's size. There is no admission, no validation, and no default except the pods' grace period.
package kube

import "k8s.io/apimachinery/pkg/runtime/schema"

// Kind is a type of object that the server holds.
type Kind struct {
	group, version, plural, kind string
	namespaced                   bool
}

// served lists all kinds.
var served = []Kind{
	{"", "v1", "pods", "Pod", true},
	{"", "v1", "podtemplates", "PodTemplate", true},
	{"", "v1", "namespaces", "Namespace", false},
	{"", "v1", "events", "Event", true},
	{"", "v1", "configmaps", "ConfigMap", true},
	{"", "v1", "secrets", "Secret", true},
	{"events.k8s.io", "v1", "events", "Event", true},
	{"flyte.lyft.com", "v1alpha1", "flyteworkflows", "FlyteWorkflow", true},
}

func (k Kind) gr() schema.GroupResource {
	return schema.GroupResource{Group: k.group, Resource: k.plural}
}

func (k Kind) apiVersion() string {
	return schema.GroupVersion{Group: k.group, Version: k.version}.String()
}

// The kinds that the node and the control plane use.
var (
	Pods, _      = find("", "pods")
	Workflows, _ = find("flyte.lyft.com", "flyteworkflows")
)

func find(group, plural string) (Kind, bool) {
	for _, k := range served {
		if k.group == group && k.plural == plural {
			return k, true
		}
	}
	return Kind{}, false
}
