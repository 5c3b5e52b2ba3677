package kube

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
	kubejson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/client-go/kubernetes/scheme"
)

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	if serveDiscovery(w, parts) {
		return
	}
	group := ""
	switch {
	case parts[0] == "api" && len(parts) > 2:
		parts = parts[2:]
	case parts[0] == "apis" && len(parts) > 3:
		group, parts = parts[1], parts[3:]
	default:
		http.NotFound(w, r)
		return
	}
	ns, name, sub := "", "", ""
	if parts[0] == "namespaces" && len(parts) > 2 {
		ns, parts = parts[1], parts[2:]
	}
	k, known := find(group, parts[0])
	if !known {
		http.NotFound(w, r)
		return
	}
	if len(parts) > 1 {
		name = parts[1]
	}
	if len(parts) > 2 {
		sub = parts[2]
	}
	o, err := s.serve(w, r, k, ns, name, sub)
	switch {
	case err != nil:
		status := metav1.Status{Status: metav1.StatusFailure, Code: 500, Reason: metav1.StatusReasonInternalError, Message: err.Error()}
		if s, ok := err.(apierrors.APIStatus); ok {
			status = s.Status()
		}
		status.TypeMeta = metav1.TypeMeta{Kind: "Status", APIVersion: "v1"}
		reply(w, int(status.Code), status)
	case o != nil:
		code := http.StatusOK
		if r.Method == http.MethodPost {
			code = http.StatusCreated
		}
		reply(w, code, o)
	}
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request, k Kind, ns, name, sub string) (any, error) {
	switch r.Method {
	case http.MethodGet:
		if name != "" {
			return s.get(k, ns, name)
		}
		return s.serveListOrWatch(w, r, k, ns)
	case http.MethodPost:
		o, err := decodeBody(r)
		if err != nil {
			return nil, err
		}
		return s.Create(k, ns, o)
	case http.MethodPut:
		in, err := decodeBody(r)
		if err != nil {
			return nil, err
		}
		return s.Update(k, ns, name, func(o *unstructured.Unstructured) error {
			if k.plural == "pods" {
				if sub == "status" {
					o.Object["status"] = in.Object["status"]
					return nil
				}
				in.Object["status"] = o.Object["status"]
			}
			o.Object = in.Object
			return nil
		})
	case http.MethodPatch:
		if t := r.Header.Get("Content-Type"); t != string(types.MergePatchType) {
			return nil, apierrors.NewGenericServerResponse(415, "patch", k.gr(), name, "only merge patches: "+t, 0, true)
		}
		patch, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		return s.Update(k, ns, name, func(o *unstructured.Unstructured) error {
			before, err := o.MarshalJSON()
			if err != nil {
				return err
			}
			after, err := jsonpatch.MergePatch(before, patch)
			if err != nil {
				return apierrors.NewBadRequest(err.Error())
			}
			o.Object = nil
			return kubejson.Unmarshal(after, &o.Object)
		})
	case http.MethodDelete:
		return s.Remove(k, ns, name)
	}
	return nil, apierrors.NewMethodNotSupported(k.gr(), r.Method)
}

func (s *Server) serveListOrWatch(w http.ResponseWriter, r *http.Request, k Kind, ns string) (any, error) {
	q := r.URL.Query()
	sel, err := labels.Parse(q.Get("labelSelector"))
	if err != nil {
		return nil, apierrors.NewBadRequest(err.Error())
	}
	bare := strings.Contains(r.Header.Get("Accept"), "as=PartialObjectMetadata")
	view := func(o *unstructured.Unstructured) *unstructured.Unstructured {
		if bare {
			return &unstructured.Unstructured{Object: map[string]any{
				"apiVersion": "meta.k8s.io/v1", "kind": "PartialObjectMetadata", "metadata": o.Object["metadata"]}}
		}
		return o
	}
	if q.Get("watch") != "true" && q.Get("watch") != "1" {
		items, rv := s.list(k, ns, sel)
		out := make([]any, len(items))
		for i, o := range items {
			out[i] = view(o).Object
		}
		apiVersion, listKind := k.apiVersion(), k.kind+"List"
		if bare {
			apiVersion, listKind = "meta.k8s.io/v1", "PartialObjectMetadataList"
		}
		return map[string]any{"apiVersion": apiVersion, "kind": listKind, "items": out,
			"metadata": map[string]any{"resourceVersion": strconv.Itoa(rv)}}, nil
	}
	rv, _ := strconv.Atoi(q.Get("resourceVersion"))
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusOK)
	flush := w.(http.Flusher)
	flush.Flush()
	enc := json.NewEncoder(w)
	current := s.Follow(r.Context().Done(), k, ns, sel, rv, func(event string, o *unstructured.Unstructured) error {
		defer flush.Flush()
		return enc.Encode(map[string]any{"type": event, "object": view(o).Object})
	})
	if !current {
		gone := apierrors.NewResourceExpired("the changes since then are not kept").Status()
		_ = enc.Encode(map[string]any{"type": "ERROR", "object": gone})
		flush.Flush()
	}
	return nil, nil
}

// decodeBody takes JSON or, for built-in kinds, the protobuf form that controller-runtime prefers.
func decodeBody(r *http.Request) (*unstructured.Unstructured, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(raw, []byte("k8s\x00")) {
		typed, _, err := scheme.Codecs.UniversalDeserializer().Decode(raw, nil, nil)
		if err != nil {
			return nil, apierrors.NewBadRequest(err.Error())
		}
		if raw, err = json.Marshal(typed); err != nil {
			return nil, err
		}
	}
	o := &unstructured.Unstructured{}
	if err := kubejson.Unmarshal(raw, &o.Object); err != nil {
		return nil, apierrors.NewBadRequest(err.Error())
	}
	return o, nil
}

func reply(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(v)
}
