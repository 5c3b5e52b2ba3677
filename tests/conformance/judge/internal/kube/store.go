package kube

import (
	"fmt"
	"reflect"
	"sort"
	"strconv"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/uuid"
)

// etcd refuses larger requests (its --max-request-bytes default), which propeller reports as WorkflowTooLarge.
const maxObjectBytes = 1536 * 1024

// kept is how many changes can still be followed. A change holds a whole object, and a workflow's is large.
const kept = 300

// change is one committed write; before or after is nil for a creation or a deletion.
type change struct {
	kind          Kind
	rv            int
	before, after *unstructured.Unstructured
}

// Server holds the objects and announces their changes.
type Server struct {
	mu      sync.Mutex
	wake    *sync.Cond
	rv      int
	objects map[Kind]map[string]*unstructured.Unstructured
	log     []change // the latest
	dropped int      // how many changes were in the log before
	grace   int64
}

// New makes an empty server; pods that set no grace period get this one.
func New(grace time.Duration) *Server {
	s := &Server{objects: map[Kind]map[string]*unstructured.Unstructured{}, grace: int64(grace.Seconds())}
	s.wake = sync.NewCond(&s.mu)
	for _, k := range served {
		s.objects[k] = map[string]*unstructured.Unstructured{}
	}
	return s
}

// Key identifies an object among those of its kind.
func Key(ns, name string) string { return ns + "/" + name }

// commit stores a write and announces it; the caller holds the lock.
func (s *Server) commit(k Kind, before, after *unstructured.Unstructured) *unstructured.Unstructured {
	s.rv++
	if after != nil {
		after.SetResourceVersion(strconv.Itoa(s.rv))
		s.objects[k][Key(after.GetNamespace(), after.GetName())] = after
	} else {
		before = before.DeepCopy()
		before.SetResourceVersion(strconv.Itoa(s.rv))
		delete(s.objects[k], Key(before.GetNamespace(), before.GetName()))
	}
	if len(s.log) == 2*kept {
		s.log, s.dropped = append([]change{}, s.log[kept:]...), s.dropped+kept
	}
	s.log = append(s.log, change{k, s.rv, before, after})
	s.wake.Broadcast()
	if after != nil {
		return after.DeepCopy()
	}
	return before
}

// Create stores a new object.
func (s *Server) Create(k Kind, ns string, o *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k.namespaced {
		o.SetNamespace(ns)
	}
	if o.GetName() == "" && o.GetGenerateName() != "" {
		o.SetName(o.GetGenerateName() + string(uuid.NewUUID())[:5])
	}
	if _, found := s.objects[k][Key(o.GetNamespace(), o.GetName())]; found {
		return nil, apierrors.NewAlreadyExists(k.gr(), o.GetName())
	}
	if err := checkSize(o); err != nil {
		return nil, err
	}
	o.SetAPIVersion(k.apiVersion())
	o.SetKind(k.kind)
	o.SetUID(uuid.NewUUID())
	o.SetCreationTimestamp(metav1.Now())
	if k.plural == "pods" {
		if _, set, _ := unstructured.NestedInt64(o.Object, "spec", "terminationGracePeriodSeconds"); !set {
			_ = unstructured.SetNestedField(o.Object, s.grace, "spec", "terminationGracePeriodSeconds")
		}
		_ = unstructured.SetNestedField(o.Object, "Pending", "status", "phase")
	}
	return s.commit(k, nil, o), nil
}

func checkSize(o *unstructured.Unstructured) error {
	if b, err := o.MarshalJSON(); err == nil && len(b) > maxObjectBytes {
		return apierrors.NewRequestEntityTooLargeError("etcdserver: request is too large")
	}
	return nil
}

// Update applies edit to a copy of the stored object. An edit that changes nothing leaves the version alone, as a real
// server does, and an object whose deletion waited for its last finalizer goes away.
func (s *Server) Update(k Kind, ns, name string, edit func(*unstructured.Unstructured) error) (*unstructured.Unstructured, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, found := s.objects[k][Key(ns, name)]
	if !found {
		return nil, apierrors.NewNotFound(k.gr(), name)
	}
	o := old.DeepCopy()
	if err := edit(o); err != nil {
		return nil, err
	}
	if v := o.GetResourceVersion(); v != "" && v != old.GetResourceVersion() {
		return nil, apierrors.NewConflict(k.gr(), name, fmt.Errorf("the object has been modified"))
	}
	o.SetAPIVersion(k.apiVersion())
	o.SetKind(k.kind)
	o.SetUID(old.GetUID())
	o.SetCreationTimestamp(old.GetCreationTimestamp())
	o.SetDeletionTimestamp(old.GetDeletionTimestamp())
	o.SetResourceVersion(old.GetResourceVersion())
	if reflect.DeepEqual(o.Object, old.Object) {
		return o, nil
	}
	if err := checkSize(o); err != nil {
		return nil, err
	}
	if o.GetDeletionTimestamp() != nil && len(o.GetFinalizers()) == 0 && (k.plural != "pods" || podOver(o)) {
		return s.commit(k, o, nil), nil
	}
	return s.commit(k, old, o), nil
}

func podOver(o *unstructured.Unstructured) bool {
	p, _, _ := unstructured.NestedString(o.Object, "status", "phase")
	return p == string(corev1.PodSucceeded) || p == string(corev1.PodFailed)
}

// Remove marks the object; a pod that still runs is left to the kubelet, an object with finalizers to their owners.
func (s *Server) Remove(k Kind, ns, name string) (*unstructured.Unstructured, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, found := s.objects[k][Key(ns, name)]
	if !found {
		return nil, apierrors.NewNotFound(k.gr(), name)
	}
	running := k.plural == "pods" && !podOver(old)
	if !running && len(old.GetFinalizers()) == 0 {
		return s.commit(k, old, nil), nil
	}
	if old.GetDeletionTimestamp() != nil {
		return old.DeepCopy(), nil
	}
	o, now := old.DeepCopy(), metav1.Now()
	if running {
		grace, _, _ := unstructured.NestedInt64(o.Object, "spec", "terminationGracePeriodSeconds")
		now = metav1.NewTime(now.Add(time.Duration(grace) * time.Second))
		o.SetDeletionGracePeriodSeconds(&grace)
	}
	o.SetDeletionTimestamp(&now)
	return s.commit(k, old, o), nil
}

func (s *Server) get(k Kind, ns, name string) (*unstructured.Unstructured, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if o, found := s.objects[k][Key(ns, name)]; found {
		return o.DeepCopy(), nil
	}
	return nil, apierrors.NewNotFound(k.gr(), name)
}

func (s *Server) list(k Kind, ns string, sel labels.Selector) (items []*unstructured.Unstructured, rv int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.objects[k] {
		if (ns == "" || o.GetNamespace() == ns) && sel.Matches(labels.Set(o.GetLabels())) {
			items = append(items, o.DeepCopy())
		}
	}
	sort.Slice(items, func(i, j int) bool { return items[i].GetName() < items[j].GetName() })
	return items, s.rv
}

// Follow calls emit for each change after rv that concerns the selection, until done is closed or emit fails. An object
// that starts or stops matching the selector looks added or deleted, which is how propeller's informer loses sight of
