// Package finding holds the reasons why something was refused.
package finding

import (
	"fmt"
	"regexp"
	"strings"

	cerrors "github.com/flyteorg/flyte/flytepropeller/pkg/compiler/errors"
)

// Stages, in the order a real registration and run would meet them. "package"
// and "admin" are this program's restatement of flytectl's and flyteadmin's
// checks (their modules cannot be imported); "compile" and "crd" run Flyte's
// own code and carry Flyte's own codes.
const (
	Package = "package"
	Admin   = "admin"
	Compile = "compile"
	CRD     = "crd"
)

// Finding is one reason why something was refused.
type Finding struct {
	Stage       string `json:"stage"`
	Code        string `json:"code"`
	Node        string `json:"node"`
	Description string `json:"description"`
	Source      string `json:"source,omitempty"`
}

// printedName finds the name in a whole identifier, which some errors print
// instead of a node and whose spacing varies from build to build.
var printedName = regexp.MustCompile(`^resource_type:.* name:"([^"]*)"`)

// FromCompiler spreads a compiler error over its parts. The node and the text
// are private there, so they are read back from the printed form.
func FromCompiler(stage string, err error) []Finding {
	if err == nil {
		return nil
	}
	set, ok := err.(cerrors.CompileErrors)
	if !ok {
		return []Finding{{Stage: stage, Code: "Error", Description: err.Error()}}
	}
	var out []Finding
	for _, e := range set.Errors().List() {
		f := Finding{Stage: stage, Code: string(e.Code())}
		text := e.Error()
		if strings.HasPrefix(text, "[") {
			if source, rest, found := strings.Cut(text[1:], "] "); found {
				f.Source, text = source, rest
			}
		}
		text = strings.TrimPrefix(text, fmt.Sprintf("Code: %s, Node Id: ", e.Code()))
		f.Node, f.Description, _ = strings.Cut(text, ", Description: ")
		if printed := printedName.FindStringSubmatch(f.Node); printed != nil {
			f.Node = printed[1]
		}
		out = append(out, f)
	}
	if len(out) == 0 {
		// Some refusals return an empty list, e.g. a sub-workflow without id.
		out = append(out, Finding{Stage: stage, Code: "Unspecified", Description: err.Error()})
	}
	return out
}

// Guard turns a panic of Flyte's code into a finding: it would have crashed
// the service's request as well.
func Guard(stage string, into *[]Finding, f func()) {
	defer func() {
		if r := recover(); r != nil {
			*into = append(*into, Finding{Stage: stage, Code: "Panic", Description: fmt.Sprint(r)})
		}
	}()
	f()
}
