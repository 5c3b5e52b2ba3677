// Package archive reads packages of other SDKs, the way flytectl does.
package archive

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path"
	"regexp"
	"sort"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"google.golang.org/protobuf/proto"

	"aileron.test/judge/internal/finding"
)

// Entity is one registrable thing of a package with its place in the order.
type Entity struct {
	File     string
	Task     *admin.TaskSpec
	Workflow *admin.WorkflowSpec
	Plan     *admin.LaunchPlan
}

// Package is what a package holds, in registration order.
type Package struct {
	Entities []Entity
	Skipped  []string // source archives of a fast registration
	Findings []finding.Finding
}

var kindSuffix = regexp.MustCompile(`_([123])\.pb$`)

func isSourceArchive(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, "fast") && strings.HasSuffix(base, ".tar.gz")
}

// Read reads an archive as the flytectl command line does. Only a file
// that cannot be opened is an error of the caller; a broken one is a finding.
func Read(file string) (*Package, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	pkg := &Package{}
	members, err := unpack(f)
	if err != nil {
		pkg.Refuse("BadArchive", "", err.Error())
	}
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		switch {
		case isSourceArchive(name):
			pkg.Skipped = append(pkg.Skipped, name)
		case !strings.HasSuffix(name, ".pb"):
			pkg.Refuse("UnexpectedFile", name, "neither *.pb nor fast*.tar.gz")
		default:
			e, err := decode(name, members[name])
			if err != nil {
				pkg.Refuse("Unparsable", name, err.Error())
				continue
			}
			pkg.Entities = append(pkg.Entities, e)
		}
	}
	return pkg, nil
}

// Refuse adds a finding about the package itself.
func (p *Package) Refuse(code, name, why string) {
	p.Findings = append(p.Findings, finding.Finding{Stage: finding.Package, Code: code, Node: name, Description: why})
}

func unpack(r io.Reader) (map[string][]byte, error) {
	members := map[string][]byte{}
	buffered := bufio.NewReader(r)
	var stream io.Reader = buffered
	if magic, _ := buffered.Peek(2); len(magic) == 2 && magic[0] == 0x1f && magic[1] == 0x8b {
		gz, err := gzip.NewReader(buffered)
		if err != nil {
			return members, err
		}
		stream = gz
	}
	archive := tar.NewReader(stream)
	for {
		header, err := archive.Next()
		if err == io.EOF {
			return members, nil
		}
		if err != nil {
			return members, err
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		data, err := io.ReadAll(archive)
		if err != nil {
			return members, err
		}
		if _, twice := members[header.Name]; twice {
			return members, fmt.Errorf("two members are named %q", header.Name)
		}
		members[header.Name] = data
	}
}

// decode tries the message that the file name promises first, then the others:
// many byte strings parse as more than one of the three.
func decode(name string, data []byte) (Entity, error) {
	kinds := []byte{'1', '2', '3'}
	if m := kindSuffix.FindStringSubmatch(name); m != nil {
		first := m[1][0]
		sort.SliceStable(kinds, func(i, j int) bool { return kinds[i] == first && kinds[j] != first })
	}
	var firstErr error
	for _, kind := range kinds {
		e := Entity{File: name}
		var m proto.Message
		switch kind {
		case '1':
			e.Task = &admin.TaskSpec{}
			m = e.Task
		case '2':
			e.Workflow = &admin.WorkflowSpec{}
			m = e.Workflow
		case '3':
			e.Plan = &admin.LaunchPlan{}
			m = e.Plan
		}
		err := proto.Unmarshal(data, m)
		if err == nil {
			return e, nil
		}
		if firstErr == nil {
			firstErr = err
		}
	}
	return Entity{}, firstErr
}
