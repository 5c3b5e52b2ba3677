package kube

import (
	"sort"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
)

// Follow calls emit for each change after rv that concerns the selection, until done is closed or emit fails. An object
// that starts or stops matching the selector looks added or deleted, which is how propeller's informer loses sight of
// a finished workflow. It returns false if the next change is no longer known: whoever follows has to list the objects.
func (s *Server) Follow(done <-chan struct{}, k Kind, ns string, sel labels.Selector, rv int, emit func(string, *unstructured.Unstructured) error) bool {
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		select {
		case <-done:
			s.wake.Broadcast()
		case <-stop:
		}
	}()
	matches := func(o *unstructured.Unstructured) bool {
		return o != nil && (ns == "" || o.GetNamespace() == ns) && sel.Matches(labels.Set(o.GetLabels()))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dropped > 0 && rv+1 < s.log[0].rv {
		return false
	}
	for at := s.dropped + sort.Search(len(s.log), func(i int) bool { return s.log[i].rv > rv }); ; at++ {
		for at >= s.dropped+len(s.log) {
			select {
			case <-done:
				return true
			default:
			}
			s.wake.Wait()
		}
		if at < s.dropped {
			return false
		}
		c := s.log[at-s.dropped]
		if c.kind != k {
			continue
		}
		event, o := "", c.after
		switch was, is := matches(c.before), matches(c.after); {
		case is && was:
			event = "MODIFIED"
		case is:
			event = "ADDED"
		case was:
			event = "DELETED"
			if o == nil {
				o = c.before
			}
		default:
			continue
		}
		o = o.DeepCopy()
		s.mu.Unlock()
		err := emit(event, o)
		s.mu.Lock()
		if err != nil {
			return true
		}
	}
}

// Settle waits until every object of the kind is labelled as finished or gone: propeller reports the end of a run
// before it has cleaned up after it.
func (s *Server) Settle(k Kind, limit time.Duration) {
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		open, _ := s.list(k, "", labels.Everything())
		busy := false
		for _, o := range open {
			busy = busy || len(o.GetFinalizers()) > 0
		}
		if !busy {
			return
		}
	}
}
