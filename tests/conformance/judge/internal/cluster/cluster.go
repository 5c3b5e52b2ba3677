// Package cluster is propeller with all that it talks to, on this machine alone: Kubernetes, a node, an object store and a
// data catalog. The control plane comes from whoever starts it.
package cluster

import (
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/datacatalog"
	"google.golang.org/grpc"

	"aileron.test/judge/internal/catalog"
	"aileron.test/judge/internal/kube"
	"aileron.test/judge/internal/node"
	"aileron.test/judge/internal/objects"
	"aileron.test/judge/internal/propeller"
)

// Options say where a cluster writes and how it behaves.
type Options struct {
	Work  string        // the folder for everything that it writes
	Cache string        // the folder of the data catalog
	Grace time.Duration // pods' termination grace period where they set none
	Logs  bool          // whether the links to logs lead to them

	Node      node.Options
	Propeller propeller.Options
}

// Cluster is one propeller. A process can have one, since propeller's metrics are the process's.
type Cluster struct {
	API     *kube.Server
	Objects *objects.Store
	At      propeller.Addresses // where it listens, once it is started
	Alive   context.Context     // ends, with the reason, if propeller stops

	o    Options
	undo []func()
}

// New makes a cluster that does not run yet, so that a control plane can be made for it.
func New(o Options) (*Cluster, error) {
	for _, d := range []string{o.Work, o.Cache, filepath.Join(o.Work, "pods"), filepath.Join(o.Work, "s3", propeller.Bucket)} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return nil, err
		}
	}
	quieten, err := logTo(filepath.Join(o.Work, "propeller.log"))
	if err != nil {
		return nil, err
	}
	debug.SetGCPercent(200)
	o.Node.Folder, o.Propeller.Folder = filepath.Join(o.Work, "pods"), o.Work
	return &Cluster{API: kube.New(o.Grace), Objects: objects.New(filepath.Join(o.Work, "s3")), o: o, undo: []func(){quieten}}, nil
}

// Start starts the cluster with a control plane, whose services `control` registers.
func (c *Cluster) Start(control func(*grpc.Server)) (err error) {
	services := grpc.NewServer(grpc.MaxRecvMsgSize(64 << 20))
	control(services)
	datacatalog.RegisterDataCatalogServer(services, catalog.New(c.o.Cache))
	if err = c.listen(services); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan struct{})
	go func() { node.New(c.API, c.o.Node).Run(ctx); close(stopped) }()
	c.undo = append(c.undo, func() { cancel(); <-stopped }) // no process outlives the run
	if c.o.Logs {
		if c.o.Propeller.Logs, err = listen(func(l net.Listener) error { return http.Serve(l, logs(c.o.Node.Folder)) }); err != nil {
			return err
		}
	}
	broken, err := propeller.Start(ctx, c.At, c.o.Propeller)
	if err != nil {
		return err
	}
	alive, fail := context.WithCancelCause(ctx)
	go func() { fail(<-broken) }()
	c.Alive = alive
	return nil
}

// listen offers the services that propeller and the pods talk to.
func (c *Cluster) listen(services *grpc.Server) (err error) {
	for address, serve := range map[*string]func(net.Listener) error{
		&c.At.Kubernetes: func(l net.Listener) error { return http.Serve(l, c.API) },
		&c.At.Objects:    func(l net.Listener) error { return http.Serve(l, c.Objects) },
		&c.At.Control:    services.Serve,
	} {
		if *address, err = listen(serve); err != nil {
			return err
		}
	}
	return nil
}

// listen serves at a free port of this machine.
func listen(serve func(net.Listener) error) (address string, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go func() { _ = serve(l) }()
	return l.Addr().String(), nil
}

// Stop stops the node with its processes, then what else the cluster began.
func (c *Cluster) Stop() {
	for i := range c.undo {
		c.undo[len(c.undo)-1-i]()
	}
}
