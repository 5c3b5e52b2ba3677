package kube

import (
	"net/http"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// serveDiscovery answers what clients ask before anything else: which kinds there are.
func serveDiscovery(w http.ResponseWriter, parts []string) bool {
	resources := func(group, version string) {
		l := metav1.APIResourceList{TypeMeta: metav1.TypeMeta{Kind: "APIResourceList", APIVersion: "v1"},
			GroupVersion: schema.GroupVersion{Group: group, Version: version}.String()}
		for _, k := range served {
			if k.group == group && k.version == version {
				l.APIResources = append(l.APIResources, metav1.APIResource{Name: k.plural, Kind: k.kind, Namespaced: k.namespaced,
					SingularName: strings.ToLower(k.kind), Verbs: metav1.Verbs{"get", "list", "watch", "create", "update", "patch", "delete"}})
			}
		}
		reply(w, 200, l)
	}
	switch {
	case len(parts) == 1 && parts[0] == "version":
		reply(w, 200, map[string]string{"major": "1", "minor": "34", "gitVersion": "v1.34.1"})
	case len(parts) == 1 && parts[0] == "api":
		reply(w, 200, metav1.APIVersions{TypeMeta: metav1.TypeMeta{Kind: "APIVersions"}, Versions: []string{"v1"}})
	case len(parts) == 1 && parts[0] == "apis":
		l := metav1.APIGroupList{TypeMeta: metav1.TypeMeta{Kind: "APIGroupList", APIVersion: "v1"}}
		for _, k := range served {
			if k.group != "" {
				v := metav1.GroupVersionForDiscovery{GroupVersion: k.apiVersion(), Version: k.version}
				l.Groups = append(l.Groups, metav1.APIGroup{Name: k.group, Versions: []metav1.GroupVersionForDiscovery{v}, PreferredVersion: v})
			}
		}
		reply(w, 200, l)
	case len(parts) == 2 && parts[0] == "api":
		resources("", parts[1])
	case len(parts) == 3 && parts[0] == "apis":
		resources(parts[1], parts[2])
	default:
		return false
	}
	return true
}
