package node

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// container runs one container until it ends or is stopped with the others, and returns its exit status.
func (n *Node) container(p *pod, c corev1.Container, ended <-chan struct{}, at func(*corev1.PodStatus) *corev1.ContainerStatus) int {
	started := metav1.Now()
	logFile := filepath.Join(p.folder, c.Name+".log")
	done := func(code int, reason, message string) int {
		p.mu.Lock() // published by the next report, with the phase
		s := at(&p.status)
		s.Ready, s.Started = false, nil
		s.State = corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: int32(code), Reason: reason,
			Message: message, StartedAt: started, FinishedAt: metav1.Now()}}
		others := false
		for _, o := range p.status.ContainerStatuses {
			others = others || o.State.Terminated == nil
		}
		p.mu.Unlock()
		if others {
			p.report(n, func(*corev1.PodStatus) {})
		}
		return code
	}
	log, err := os.Create(logFile)
	if err != nil {
		return done(128, "StartError", err.Error())
	}
	defer log.Close()
	here, err := p.volumes(c)
	if err != nil {
		return done(128, "StartError", err.Error())
	}
	env, vars := n.environment(p, c, here)
	argv := append(append([]string{}, c.Command...), c.Args...)
	if len(argv) == 0 {
		return done(128, "StartError", "no command specified")
	}
	for i, word := range argv {
		argv[i] = expand(here(word), vars)
	}
	program, err := n.find(c.Image, argv[0])
	if err != nil {
		return done(128, "StartError", err.Error())
	}
	cmd := exec.Command(program, argv[1:]...)
	cmd.Args[0], cmd.Env, cmd.Stdout, cmd.Stderr, cmd.Dir = argv[0], env, log, log, p.folder
	for _, d := range []string{c.WorkingDir, n.o.WorkingDir} {
		if st, err := os.Stat(d); err == nil && st.IsDir() {
			cmd.Dir = d
			break
		}
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		return done(128, "StartError", err.Error())
	}
	p.report(n, func(s *corev1.PodStatus) {
		yes := true
		at(s).Ready, at(s).Started = true, &yes
		at(s).State = corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: started}}
	})
	exited := make(chan error, 1)
	go func() { exited <- cmd.Wait() }()
	select {
	case err = <-exited:
	case <-p.ctx.Done():
		err = p.terminate(cmd, exited)
	case <-ended:
		settle(cmd.Process.Pid)
		err = p.terminate(cmd, exited)
	}
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // a container ends with its first process
	code, reason, message := 0, "Completed", ""
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		reason = "Error"
		if code = exit.ExitCode(); code < 0 {
			code = 128 + int(exit.Sys().(syscall.WaitStatus).Signal())
		}
	}
	if code != 0 && c.TerminationMessagePolicy == corev1.TerminationMessageFallbackToLogsOnError {
		message = tail(logFile)
	}
	return done(code, reason, message)
}

// settle waits until nothing of a process runs, so that a process that handles SIGTERM listens for it. On a cluster a
// second or more passes between a sidecar's start and its stop; here the other containers may end before it is ready.
func settle(pid int) {
	for was, end := "", time.Now().Add(10*time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid))
		is := ""
		for _, thread := range threads {
			raw, _ := os.ReadFile(thread) // state, page faults, time on the processor and more
			is += string(raw)
		}
		if is == was && !strings.Contains(is, ") R ") && !strings.Contains(is, ") D ") {
			return
		}
		was = is
	}
}

// terminate asks the first process to end, as in a container, and kills it after the grace period.
func (p *pod) terminate(cmd *exec.Cmd, exited <-chan error) error {
	_ = cmd.Process.Signal(syscall.SIGTERM)
	p.mu.Lock()
	grace := p.grace
	p.mu.Unlock()
	select {
	case err := <-exited:
		return err
	case <-time.After(grace):
		_ = cmd.Process.Kill()
		return <-exited
	}
}

// tail returns what FallbackToLogsOnError keeps: at most 80 lines and 2048 bytes.
func tail(file string) string {
	raw, _ := os.ReadFile(file)
	if len(raw) > 2048 {
		raw = raw[len(raw)-2048:]
	}
	lines := strings.SplitAfter(string(raw), "\n")
	if len(lines) > 80 {
		lines = lines[len(lines)-80:]
	}
	return strings.Join(lines, "")
}
