// Package run holds executions as flyteadmin does: it creates them from what is registered, hands them to propeller,
// and tells from propeller's events how they and their nodes and tasks fare. The rules and the words are those of
// flyteadmin v1.16.8 with its default configuration. Executions live in memory; inputs and outputs in the object store.
package run

import (
	"context"
	"strings"
	"sync"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/core"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/service"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	"aileron.test/judge/internal/kube"
	"aileron.test/judge/internal/objects"
	"aileron.test/judge/internal/propeller"
)

// Entities is what is registered. What it does not hold it refuses with the status that admin would answer. What it
// returns is not changed.
type Entities interface {
	Task(*core.Identifier) (*admin.Task, error)
	Workflow(*core.Identifier) (*admin.Workflow, error)
	LaunchPlan(*core.Identifier) (*admin.LaunchPlan, error)
	// CheckProject refuses a project or a domain that is unknown, and a project that is archived.
	CheckProject(project, domain string) error
	// Generated keeps what an execution of a single task made, so that it can be listed.
	Generated(*admin.Workflow, *admin.LaunchPlan)
}

// Options say what differs from a plain admin.
type Options struct {
	User    func(context.Context) string // who calls; nil: nobody has a name
	Observe func(proto.Message)          // is shown every event before it is judged; nil: nobody watches
	// Answer answers a gate that propeller comes to, or returns nil, and somebody answers it later; nil: somebody always does.
	Answer func(*core.SignalIdentifier, *core.LiteralType) (*core.Literal, error)
}

// Executions are all executions of a cluster. Its exported methods are those of flyteadmin's services.
type Executions struct {
	service.UnimplementedSignalServiceServer // only to be taken for one; all its calls are here

	api      *kube.Server
	objects  *objects.Store
	entities Entities
	o        Options

	mu         sync.Mutex
	executions map[string]*execution
	order      []*execution // as they were created
	signals    map[string]*admin.Signal
	asked      []*admin.Signal // all signals, as they were created
}

// New makes executions for what is registered.
func New(api *kube.Server, store *objects.Store, entities Entities, o Options) *Executions {
	return &Executions{api: api, objects: store, entities: entities, o: o, executions: map[string]*execution{}, signals: map[string]*admin.Signal{}}
}

// control is the control plane that propeller talks to: what it calls and nothing else.
type control struct {
	rest
	*Executions
}

// rest refuses all other calls. It is one level deeper than the executions, so that theirs win.
type rest struct {
	service.UnimplementedAdminServiceServer
	service.UnimplementedAuthMetadataServiceServer
}

// Serve offers propeller what it calls. Nobody has to sign in there.
func (x *Executions) Serve(s *grpc.Server) {
	c := &control{Executions: x}
	service.RegisterAdminServiceServer(s, c)
	service.RegisterSignalServiceServer(s, c)
	service.RegisterAuthMetadataServiceServer(s, c)
}

// GetLaunchPlan gives propeller the launch plan that a node launches.
func (c *control) GetLaunchPlan(_ context.Context, r *admin.ObjectGetRequest) (*admin.LaunchPlan, error) {
	return c.entities.LaunchPlan(r.GetId())
}

// user is the name of who calls.
func (x *Executions) user(ctx context.Context) string {
	if x.o.User == nil {
		return ""
	}
	return x.o.User(ctx)
}

func key(parts ...string) string { return strings.Join(parts, "/") }

func executionKey(id *core.WorkflowExecutionIdentifier) string {
	return key(id.GetProject(), id.GetDomain(), id.GetName())
}

// find finds an execution; the caller holds the lock.
func (x *Executions) find(id *core.WorkflowExecutionIdentifier) (*execution, error) {
	if e := x.executions[executionKey(id)]; e != nil {
		return e, nil
	}
	return nil, unknown("execution", &core.Identifier{Project: id.GetProject(), Domain: id.GetDomain(), Name: id.GetName()})
}

// offload writes a message below admin's prefix and returns its address.
func (x *Executions) offload(m proto.Message, keys ...string) (string, error) {
	raw, err := proto.Marshal(m)
	if err != nil {
		return "", err
	}
	uri := "s3://" + key(append([]string{propeller.Bucket, "metadata"}, keys...)...)
	return uri, x.objects.Write(uri, raw)
}

// load reads a map of literals. What can't be read is empty, as in admin.
func (x *Executions) load(uri string) *core.LiteralMap {
	m := &core.LiteralMap{}
	if raw, err := x.objects.Read(uri); err == nil {
		_ = proto.Unmarshal(raw, m)
	}
	return m
}

func clone[M proto.Message](m M) M { return proto.Clone(m).(M) }
