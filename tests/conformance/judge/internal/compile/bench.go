package compile

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	cerrors "github.com/flyteorg/flyte/flytepropeller/pkg/compiler/errors"
	"github.com/flyteorg/flyte/flytestdlib/pbhash"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/protoadapt"

	"aileron.test/judge/internal/archive"
)

// Bench is a loaded package together with everything that its workflows may
// refer to: its own entities and those of the packages given by --with.
type Bench struct {
	pkg    *archive.Package
	fill   archive.Filler
	digest bool

	tasks      map[string]*core.CompiledTask
	interfaces map[string]*core.TypedInterface // of workflows
	plans      map[string]plan
	position   map[string]int // index in the package; absent for --with
}

// key names an entity the way flyteadmin looks it up: without resource type.
func key(id *core.Identifier) string {
	return strings.Join([]string{id.GetProject(), id.GetDomain(), id.GetName(), id.GetVersion()}, "\x00")
}

// Options say how a package is to be judged.
type Options struct {
	With   []string // packages taken as registered before
	Fill   archive.Filler
	Source bool // name the line of Flyte's code behind each finding
	Digest bool // add the hash by which flyteadmin recognises identical entities
}

// New loads a package and those that it may refer to.
func New(file string, o Options) (*Bench, error) {
	cerrors.SetConfig(cerrors.Config{IncludeSource: o.Source})
	b := &Bench{
		fill:       o.Fill,
		digest:     o.Digest,
		tasks:      map[string]*core.CompiledTask{},
		interfaces: map[string]*core.TypedInterface{},
		plans:      map[string]plan{},
		position:   map[string]int{},
	}
	var loaded []*archive.Package
	for _, name := range append(o.With, file) {
		pkg, err := archive.Read(name)
		if err != nil {
			return nil, err
		}
		for _, e := range pkg.Entities {
			for _, problem := range b.fill.Entity(e) {
				pkg.Refuse("CannotFill", e.File, problem)
			}
			b.remember(e)
		}
		loaded = append(loaded, pkg)
		b.pkg = pkg
	}
	for _, pkg := range loaded {
		for _, e := range pkg.Entities {
			if e.Plan != nil {
				b.addPlan(e.Plan)
			}
		}
	}
	b.order()
	return b, nil
}

func (b *Bench) remember(e archive.Entity) {
	switch {
	case e.Task != nil:
		t := proto.Clone(e.Task.GetTemplate()).(*core.TaskTemplate)
		b.tasks[key(t.GetId())] = &core.CompiledTask{Template: t}
	case e.Workflow != nil:
		t := e.Workflow.GetTemplate()
		iface, _ := proto.Clone(t.GetInterface()).(*core.TypedInterface)
		b.interfaces[key(t.GetId())] = iface
	}
}

// order refuses an entity whose dependency is registered only after it.
func (b *Bench) order() {
	kind := func(prefix byte, id *core.Identifier) string { return string(prefix) + key(id) }
	for i, e := range b.pkg.Entities {
		var k string
		switch {
		case e.Task != nil:
			k = kind('t', e.Task.GetTemplate().GetId())
		case e.Workflow != nil:
			k = kind('w', e.Workflow.GetTemplate().GetId())
		case e.Plan != nil:
			k = kind('l', e.Plan.GetId())
		}
		if _, twice := b.position[k]; twice {
			b.pkg.Refuse("DuplicateEntity", e.File, "the same identifier as an earlier file")
			continue
		}
		b.position[k] = i
	}
	for i, e := range b.pkg.Entities {
		need := func(k string, id *core.Identifier) {
			if at, ok := b.position[k]; ok && at > i {
				b.pkg.Refuse("RegisteredLater", e.File, fmt.Sprintf("needs %s, which is %s", id.GetName(), b.pkg.Entities[at].File))
			}
		}
		if e.Plan != nil {
			need(kind('w', e.Plan.GetSpec().GetWorkflowId()), e.Plan.GetSpec().GetWorkflowId())
		}
		if e.Workflow != nil {
			tasks, plans, _ := requirements(e.Workflow)
			for _, id := range tasks {
				need(kind('t', id), id)
			}
			for _, id := range plans {
				need(kind('l', id), id)
			}
		}
	}
}

func (b *Bench) hash(m proto.Message) string {
	if !b.digest {
		return ""
	}
	sum, err := pbhash.ComputeHash(context.Background(), protoadapt.MessageV1Of(m))
	if err != nil {
		return "error: " + err.Error()
	}
	return base64.StdEncoding.EncodeToString(sum)
}
