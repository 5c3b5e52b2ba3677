package control

import (
	"encoding/json"
	"sort"
	"strings"

	"google.golang.org/protobuf/encoding/protojson"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/event"
)

type failure struct {
	Code    string `json:"code"`
	Kind    string `json:"kind"`
	Message string `json:"message"`
}

type attemptReport struct {
	Attempt uint32   `json:"attempt"`
	Phase   string   `json:"phase"`
	Phases  []string `json:"phases"`
	Error   *failure `json:"error,omitempty"`
	Entries []entry  `json:"entries,omitempty"` // of an array node
	OutURI  string   `json:"output_uri,omitempty"`
	Reasons []string `json:"reasons,omitempty"`
	seen    map[string]bool
}

type entry struct {
	Index   uint32 `json:"index"`
	Attempt uint32 `json:"attempt"`
	Phase   string `json:"phase"`
	Cache   string `json:"cache,omitempty"`
}

type nodeReport struct {
	ID       string           `json:"id"`
	Name     string           `json:"name,omitempty"`
	Parent   string           `json:"parent,omitempty"`
	Phase    string           `json:"phase"`
	Cache    string           `json:"cache,omitempty"`
	Attempts int              `json:"attempts"`
	Retries  retries          `json:"retries"`
	Error    *failure         `json:"error,omitempty"`
	Deck     string           `json:"deck_uri,omitempty"`
	Runs     []*attemptReport `json:"runs,omitempty"`
}

type retries struct {
	User   int `json:"user"`
	System int `json:"system"`
}

// Report is made from a run's events, which are all that a console or a client ever sees of it.
type Report struct {
	Execution string          `json:"execution,omitempty"`
	Parent    string          `json:"parent,omitempty"`
	Phase     string          `json:"phase"`
	Outputs   json.RawMessage `json:"outputs,omitempty"`
	Error     *failure        `json:"error,omitempty"`
	Nodes     []*nodeReport   `json:"nodes"`
	Events    int             `json:"events"`
	Seconds   float64         `json:"seconds"`
	Children  []*Report       `json:"children,omitempty"`
}

func toFailure(e *core.ExecutionError) *failure {
	if e == nil {
		return nil
	}
	return &failure{e.GetCode(), e.GetKind().String(), e.GetMessage()}
}

// Report describes an execution and those that its launch plan nodes started.
func (b *Backend) Report(e *Execution) *Report {
	all := b.All()
	b.mu.Lock()
	defer b.mu.Unlock()
	parents := map[string]*core.NodeExecutionIdentifier{}
	for _, one := range all {
		parents[one.GetId().GetName()] = one.GetSpec().GetMetadata().GetParentNodeExecution()
	}
	r := b.report(e, nil)
	for _, one := range all {
		name := one.GetId().GetName()
		if name != e.id.GetName() && root(name, parents) == e.id.GetName() {
			r.Children = append(r.Children, b.report(b.of(one.GetId()), parents[name]))
		}
	}
	return r
}

// root is the execution that a person launched, from which one comes.
func root(name string, parents map[string]*core.NodeExecutionIdentifier) string {
	for parents[name] != nil {
		name = parents[name].GetExecutionId().GetName()
	}
	return name
}

// Refused is the report of an execution that can't be launched.
func Refused(name string, why error) *Report {
	return &Report{Execution: name, Phase: "REFUSED", Error: &failure{Message: why.Error()}, Nodes: []*nodeReport{}}
}

// Outcome is how an execution ended, and with which outputs.
func (b *Backend) Outcome(e *Execution) (core.WorkflowExecution_Phase, *core.LiteralMap) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return e.phase, b.result(e)
}

func (b *Backend) report(e *Execution, parent *core.NodeExecutionIdentifier) *Report {
	r := &Report{Execution: e.id.GetName(), Phase: e.phase.String(), Error: toFailure(e.err), Events: e.count, Nodes: []*nodeReport{}}
	if parent != nil {
		r.Parent = parent.GetExecutionId().GetName() + "/" + parent.GetNodeId()
	}
	if outputs := b.result(e); outputs != nil {
		if raw, err := protojson.Marshal(outputs); err == nil {
			r.Outputs = raw
		}
	}
	nodes := map[string]*nodeReport{}
	node := func(id string) *nodeReport {
		if nodes[id] == nil {
			nodes[id] = &nodeReport{ID: id}
			r.Nodes = append(r.Nodes, nodes[id])
		}
		return nodes[id]
	}
	for _, ev := range e.nodes {
		n := node(ev.GetId().GetNodeId())
		n.Name, n.Phase, n.Parent = ev.GetNodeName(), ev.GetPhase().String(), ev.GetParentNodeMetadata().GetNodeId()
		if ev.GetError() != nil {
			n.Error = toFailure(ev.GetError())
		}
		if ev.GetDeckUri() != "" {
			n.Deck = ev.GetDeckUri()
		}
		if c := ev.GetTaskNodeMetadata().GetCacheStatus(); c != core.CatalogCacheStatus_CACHE_DISABLED {
			n.Cache = c.String()
		}
	}
	for _, ev := range e.tasks {
		node(ev.GetParentNodeExecutionId().GetNodeId()).add(ev)
	}
	for _, n := range r.Nodes {
		sort.Slice(n.Runs, func(i, j int) bool { return n.Runs[i].Attempt < n.Runs[j].Attempt })
		n.Attempts = len(n.Runs)
		for i, a := range n.Runs {
			if i+1 < len(n.Runs) && a.Error != nil {
				if a.Error.Kind == core.ExecutionError_SYSTEM.String() {
					n.Retries.System++
				} else {
					n.Retries.User++
				}
			}
		}
	}
	return r
}

func (n *nodeReport) add(ev *event.TaskExecutionEvent) {
	var a *attemptReport
	for _, old := range n.Runs {
		if old.Attempt == ev.GetRetryAttempt() {
			a = old
		}
	}
	if a == nil {
		a = &attemptReport{Attempt: ev.GetRetryAttempt(), seen: map[string]bool{}}
		n.Runs = append(n.Runs, a)
	}
	a.Phase = ev.GetPhase().String()
	if len(a.Phases) == 0 || a.Phases[len(a.Phases)-1] != a.Phase {
		a.Phases = append(a.Phases, a.Phase)
	}
	if ev.GetError() != nil {
		a.Error = toFailure(ev.GetError())
	}
	if ev.GetOutputUri() != "" {
		a.OutURI = ev.GetOutputUri()
	}
	for _, reason := range ev.GetReasons() {
		if s := strings.TrimSpace(reason.GetReason()); s != "" && !a.seen[s] {
			a.seen[s] = true
			a.Reasons = append(a.Reasons, s)
		}
	}
	if list := ev.GetMetadata().GetExternalResources(); len(list) > 0 {
		entries := map[uint32]entry{}
		for _, old := range a.Entries {
			entries[old.Index] = old
		}
		for _, x := range list {
			one := entry{Index: x.GetIndex(), Attempt: x.GetRetryAttempt(), Phase: x.GetPhase().String()}
			if c := x.GetCacheStatus(); c != core.CatalogCacheStatus_CACHE_DISABLED {
				one.Cache = c.String()
			}
			entries[x.GetIndex()] = one
		}
		a.Entries = a.Entries[:0]
		for _, x := range entries {
			a.Entries = append(a.Entries, x)
		}
		sort.Slice(a.Entries, func(i, j int) bool { return a.Entries[i].Index < a.Entries[j].Index })
	}
}
