// Package node is Kubernetes' node: every pod that the API server holds is run as ordinary processes of this machine,
// and its status is reported as a kubelet reports it. An image is a folder of programs; nothing isolates one container
// from another.
package node

import (
	"context"
	"path/filepath"
	"regexp"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"

	"aileron.test/judge/internal/kube"
)

// Options describe what the containers find on the node.
type Options struct {
	Folder     string            // a folder in it for each pod: logs and scratch space
	Programs   []string          // folders searched for every image
	Images     map[string]string // the folder searched first for an image
	Copilot    string            // the file of the program that loads data for containers that know nothing of Flyte
	WorkingDir string            // replaces the images' WORKDIR; empty: the pod's folder
	Env        []string          // replaces the images' ENV
	Absent     *regexp.Regexp    // images that cannot be pulled
	Slots      int               // pods that may run at once
	Lag        time.Duration     // between the last container's end and the pod's terminal phase
}

// Node runs the pods of an API server.
type Node struct {
	api   *kube.Server
	o     Options
	slots chan struct{}

	mu   sync.Mutex
	pods map[string]*pod
	all  sync.WaitGroup
}

// New makes the node of a server.
func New(api *kube.Server, o Options) *Node {
	return &Node{api: api, o: o, slots: make(chan struct{}, o.Slots), pods: map[string]*pod{}}
}

// Run runs pods until the context ends, and then stops those that are left.
func (n *Node) Run(ctx context.Context) {
	current := n.api.Follow(ctx.Done(), kube.Pods, "", labels.Everything(), 0, func(event string, o *unstructured.Unstructured) error {
		spec := &corev1.Pod{}
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(o.Object, spec); err != nil {
			return err
		}
		id := kube.Key(spec.Namespace, spec.Name)
		n.mu.Lock()
		p := n.pods[id]
		n.mu.Unlock()
		switch {
		case event == "DELETED":
			if p != nil {
				p.stop()
			}
		case p == nil && spec.Status.Phase == corev1.PodPending:
			p = &pod{spec: spec, folder: filepath.Join(n.o.Folder, spec.Name), grace: 30 * time.Second}
			if g := spec.Spec.TerminationGracePeriodSeconds; g != nil {
				p.grace = time.Duration(*g) * time.Second
			}
			p.ctx, p.stop = context.WithCancel(context.Background())
			n.mu.Lock()
			n.pods[id] = p
			n.mu.Unlock()
			n.all.Add(1)
			go func() {
				defer n.all.Done()
				n.live(p)
			}()
		}
		if p != nil && spec.DeletionTimestamp != nil {
			p.stop()
		}
		return nil
	})
	if !current {
		panic("the node cannot keep up with the changes of pods")
	}
	n.mu.Lock()
	for _, p := range n.pods {
		if p.ctx.Err() == nil { // one that is already stopping keeps its grace period
			p.mu.Lock()
			p.grace = 0
			p.mu.Unlock()
			p.stop()
		}
	}
	n.mu.Unlock()
	n.all.Wait()
}
