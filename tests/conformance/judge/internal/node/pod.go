package node

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"aileron.test/judge/internal/kube"
)

// statusEnv names a file into which a task may write a PodStatus. It is merged over the status that the node reports at the
// end, so that a test can simulate out-of-memory kills, evictions and preemptions.
const statusEnv = "ENGINE_POD_STATUS"

type pod struct {
	ctx    context.Context // ends when the pod must stop
	stop   context.CancelFunc
	grace  time.Duration
	spec   *corev1.Pod
	folder string

	mu     sync.Mutex
	status corev1.PodStatus
}

func (n *Node) live(p *pod) {
	containers := append(append([]corev1.Container{}, p.spec.Spec.InitContainers...), p.spec.Spec.Containers...)
	now := metav1.Now()
	p.report(n, func(s *corev1.PodStatus) {
		s.Phase, s.QOSClass, s.HostIP, s.PodIP = corev1.PodPending, corev1.PodQOSBurstable, "127.0.0.1", "127.0.0.1"
		s.Conditions = []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Reason: corev1.PodReasonUnschedulable,
			Message: "every slot of the node is taken", LastTransitionTime: now}}
	})
	select {
	case n.slots <- struct{}{}:
		defer func() { <-n.slots }()
	case <-p.ctx.Done():
		p.end(n, corev1.PodFailed)
		return
	}
	if err := os.MkdirAll(p.folder, 0o755); err != nil {
		panic(err)
	}
	if raw, err := json.MarshalIndent(p.spec, "", " "); err == nil {
		_ = os.WriteFile(filepath.Join(p.folder, "pod.json"), raw, 0o644)
	}
	waiting := func(c corev1.Container, reason, message string) corev1.ContainerStatus {
		return corev1.ContainerStatus{Name: c.Name, Image: c.Image, State: corev1.ContainerState{
			Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}}
	}
	pullable := true
	p.report(n, func(s *corev1.PodStatus) {
		now := metav1.Now()
		s.StartTime = &now
		s.Conditions = []corev1.PodCondition{
			{Type: corev1.PodScheduled, Status: corev1.ConditionTrue, LastTransitionTime: now},
			{Type: corev1.PodReady, Status: corev1.ConditionFalse, Reason: "ContainersNotReady", LastTransitionTime: now}}
		for i, c := range containers {
			st := waiting(c, "ContainerCreating", "")
			if n.o.Absent != nil && n.o.Absent.MatchString(c.Image) {
				pullable = false
				st = waiting(c, "ImagePullBackOff", fmt.Sprintf("Back-off pulling image %q", c.Image))
			}
			if i < len(p.spec.Spec.InitContainers) {
				s.InitContainerStatuses = append(s.InitContainerStatuses, st)
			} else {
				s.ContainerStatuses = append(s.ContainerStatuses, st)
			}
		}
	})
	if !pullable {
		<-p.ctx.Done()
		p.end(n, corev1.PodFailed)
		return
	}
	// Kubernetes' own sidecars run until the pod's containers have ended.
	ended, sidecars := make(chan struct{}), sync.WaitGroup{}
	stop := sync.OnceFunc(func() {
		close(ended)
		sidecars.Wait()
	})
	defer stop()
	for i, c := range p.spec.Spec.InitContainers {
		at := func(s *corev1.PodStatus) *corev1.ContainerStatus { return &s.InitContainerStatuses[i] }
		if c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways {
			sidecars.Go(func() { n.container(p, c, ended, at) })
		} else if n.container(p, c, nil, at) != 0 {
			p.end(n, corev1.PodFailed)
			return
		}
	}
	p.report(n, func(s *corev1.PodStatus) { s.Phase = corev1.PodRunning })
	phase, wg, mu := corev1.PodSucceeded, sync.WaitGroup{}, sync.Mutex{}
	for i, c := range p.spec.Spec.Containers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			code := n.container(p, c, nil, func(s *corev1.PodStatus) *corev1.ContainerStatus { return &s.ContainerStatuses[i] })
			if mu.Lock(); code != 0 {
				phase = corev1.PodFailed
			}
			mu.Unlock()
		}()
	}
	wg.Wait()
	stop()
	if n.o.Lag > 0 {
		p.report(n, func(*corev1.PodStatus) {})
		time.Sleep(n.o.Lag)
	}
	p.end(n, phase)
}

// report changes the status held here and, unless the pod's last container just ended, publishes it: a kubelet shows
// the last container's end and the pod's terminal phase in one update.
func (p *pod) report(n *Node, edit func(*corev1.PodStatus)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	edit(&p.status)
	_, _ = n.api.Update(kube.Pods, p.spec.Namespace, p.spec.Name, func(o *unstructured.Unstructured) error {
		status, err := runtime.DefaultUnstructuredConverter.ToUnstructured(&p.status)
		o.Object["status"] = status
		return err
	})
}

func (p *pod) end(n *Node, phase corev1.PodPhase) {
	p.report(n, func(s *corev1.PodStatus) {
		s.Phase = phase
		for i := range s.Conditions {
			if s.Conditions[i].Type == corev1.PodReady {
				s.Conditions[i].Reason, s.Conditions[i].LastTransitionTime = "PodFailed", metav1.Now()
				if phase == corev1.PodSucceeded {
					s.Conditions[i].Reason = "PodCompleted"
				}
			}
		}
		if raw, err := os.ReadFile(filepath.Join(p.folder, "status.json")); err == nil {
			if err := json.Unmarshal(raw, s); err != nil {
				fmt.Fprintf(os.Stderr, "%s: %v\n", statusEnv, err)
			}
		}
	})
}
