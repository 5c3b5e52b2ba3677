package node

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

var path = regexp.MustCompile(`[\pL\pN_./-]+`)

// volumes makes the folders of a container's empty volumes. Nothing is mounted: in everything that the container is given,
// the folder's path replaces the mount point.
func (p *pod) volumes(c corev1.Container) (here func(string) string, err error) {
	folders := map[string]string{}
	for _, m := range c.VolumeMounts {
		for _, v := range p.spec.Spec.Volumes {
			if v.Name == m.Name && v.EmptyDir != nil {
				folder := filepath.Join(p.folder, "volumes", v.Name, m.SubPath)
				folders[strings.TrimSuffix(m.MountPath, "/")] = folder
				if err := os.MkdirAll(folder, 0o777); err != nil {
					return nil, err
				}
			}
		}
	}
	moved := func(word string) string {
		for at := word; at != ""; at = at[:max(strings.LastIndexByte(at, '/'), 0)] {
			if folder, mounted := folders[at]; mounted {
				return folder + word[len(at):]
			}
		}
		return word
	}
	return func(text string) string { return path.ReplaceAllStringFunc(text, moved) }, nil
}
