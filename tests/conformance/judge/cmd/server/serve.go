package main

import (
	"context"
	"fmt"
	"net"
	"net/http"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/service"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection"

	"aileron.test/judge/internal/admin"
	"aileron.test/judge/internal/faults"
	"aileron.test/judge/internal/locations"
	"aileron.test/judge/internal/propeller"
)

// addresses are what the line on standard output says.
type addresses struct {
	GRPC string `json:"grpc"`
	HTTP string `json:"http"`
	S3   string `json:"s3"`
	Work string `json:"work"`
}

// serve runs the server until the context ends.
func serve(ctx context.Context, args []string) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	if o.untilStdinCloses {
		ctx = untilStdinCloses(ctx)
	}
	failed := make(chan error, 3)
	at := addresses{Work: o.cluster.Work}
	store := admin.NewStore(o.projects...)
	back, err := startBack(o, store, failed)
	if err != nil {
		return err
	}
	defer back.stop()
	s3, err := listen("127.0.0.1:0", failed, serveHTTP(locations.Checked(back.files)))
	if err != nil {
		return err
	}
	at.S3 = "http://" + s3
	web, err := open(o.listenHTTP)
	if err != nil {
		return err
	}
	at.HTTP = "http://" + web.Addr().String()
	site := admin.Web()
	door, err := openDoor(o, at.HTTP, site)
	if err != nil {
		return err
	}
	services := grpc.NewServer(append(door.guard, grpc.ChainUnaryInterceptor(faults.Database(o.faults)))...)
	door.serve(services)
	admin.New(store, back.executions, o.admin).Serve(services)
	service.RegisterDataProxyServiceServer(services, &locations.Proxy{Store: back.files, S3: at.S3, Bucket: propeller.Bucket, Nodes: back.executions})
	offerHealth(services)
	reflection.Register(services)
	if at.GRPC, err = listen(o.listen, failed, services.Serve); err != nil {
		return err
	}
	start(web, failed, serveHTTP(door.guardHTTP(site)))
	if err := announce(at); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		services.Stop()
		return nil
	case err := <-failed:
		return err
	}
}

// listen serves on an address and returns the one that it got.
func listen(address string, failed chan<- error, serve func(net.Listener) error) (string, error) {
	l, err := open(address)
	if err != nil {
		return "", err
	}
	start(l, failed, serve)
	return l.Addr().String(), nil
}

func open(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", address, err)
	}
	return l, nil
}

func start(l net.Listener, failed chan<- error, serve func(net.Listener) error) {
	go func() {
		if err := serve(l); err != nil {
			failed <- err
		}
	}()
}

func serveHTTP(h http.Handler) func(net.Listener) error {
	return func(l net.Listener) error { return http.Serve(l, h) }
}

// offerHealth says that the server is well, under the two names that flyteadmin has for itself.
func offerHealth(services *grpc.Server) {
	h := health.NewServer()
	h.SetServingStatus("flyteadmin", healthpb.HealthCheckResponse_SERVING)
	healthpb.RegisterHealthServer(services, h)
}
