package node

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// search lists the folders of an image.
func (n *Node) search(image string) []string {
	dirs := n.o.Programs
	if d := n.o.Images[image]; d != "" {
		dirs = append([]string{d}, dirs...)
	}
	return dirs
}

// copilot is the program that propeller starts around a container whose data is loaded for it.
const copilot = "/bin/flyte-copilot"

// find returns the path of a program, as in the image. A program at an absolute path of the image is looked up by name.
func (n *Node) find(image, program string) (string, error) {
	if program == copilot {
		return n.o.Copilot, nil
	}
	for _, d := range n.search(image) {
		file := filepath.Join(d, filepath.Base(program))
		if st, err := os.Stat(file); err == nil && !st.IsDir() && st.Mode()&0o111 != 0 {
			return file, nil
		}
	}
	if found, err := exec.LookPath(program); err == nil {
		return found, nil
	}
	return "", fmt.Errorf("exec: %q: executable file not found in $PATH", program)
}

// environment returns the variables of a container: few of the host's, then --env, then the pod's own variables in order.
func (n *Node) environment(p *pod, c corev1.Container, here func(string) string) ([]string, map[string]string) {
	path := append(append([]string{}, n.search(c.Image)...), os.Getenv("PATH"))
	env := append([]string{"PATH=" + strings.Join(path, ":"), "HOME=" + p.folder, "HOSTNAME=" + p.spec.Name,
		statusEnv + "=" + filepath.Join(p.folder, "status.json")}, n.o.Env...)
	vars := map[string]string{}
	for _, e := range c.Env {
		value := expand(here(e.Value), vars)
		if from := e.ValueFrom; from != nil && from.FieldRef != nil {
			value = map[string]string{"metadata.name": p.spec.Name, "metadata.namespace": p.spec.Namespace}[from.FieldRef.FieldPath]
		}
		vars[e.Name] = value
		env = append(env, e.Name+"="+value)
	}
	return env, vars
}

var reference = regexp.MustCompile(`\$\$|\$\([^()]*\)`)

// expand replaces $(NAME) where NAME is set and turns $$ into $, as Kubernetes does.
func expand(s string, vars map[string]string) string {
	return reference.ReplaceAllStringFunc(s, func(m string) string {
		if m == "$$" {
			return "$"
		}
		if v, set := vars[m[2:len(m)-1]]; set {
			return v
		}
		return m
	})
}
