package breaker

import (
	"context"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/service"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"aileron.test/judge/internal/faults"
)

// server counts calls. The text of a refusal is as long as the name that is asked for.
type server struct {
	service.UnimplementedAdminServiceServer
	calls atomic.Int32
}

func (s *server) GetVersion(context.Context, *admin.GetVersionRequest) (*admin.GetVersionResponse, error) {
	s.calls.Add(1)
	return &admin.GetVersionResponse{ControlPlaneVersion: &admin.Version{Version: "v"}}, nil
}

func (s *server) GetDomains(context.Context, *admin.GetDomainRequest) (*admin.GetDomainsResponse, error) {
	return nil, status.Error(codes.InvalidArgument, strings.Repeat("é", 30000))
}

// through connects to a server through a proxy.
func through(t *testing.T, script string) (*server, service.AdminServiceClient) {
	s := &server{}
	backend := grpc.NewServer()
	service.RegisterAdminServiceServer(backend, s)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = backend.Serve(l) }()
	rules, err := faults.Parse(script, Kinds, 1)
	if err != nil {
		t.Fatal(err)
	}
	front, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = New(l.Addr().String(), rules, io.Discard).Serve(front) }()
	c, err := grpc.NewClient(front.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithDisableRetry(),
		grpc.WithMaxHeaderListSize(longestHeaders))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(); front.Close(); backend.Stop() })
	return s, service.NewAdminServiceClient(c)
}

func TestEachFault(t *testing.T) {
	for kind, want := range map[string]struct {
		code  codes.Code
		calls int32
	}{
		unavailable: {codes.Unavailable, 0},
		exhausted:   {codes.ResourceExhausted, 0},
		drop:        {codes.Unavailable, 0},
		lost:        {codes.Unavailable, 1},
		reset:       {codes.Internal, 1},
		vanish:      {codes.Internal, 1},
		cut:         {codes.Unavailable, 1},
	} {
		s, c := through(t, kind+":Get*:1")
		if _, err := c.GetVersion(context.Background(), &admin.GetVersionRequest{}); status.Code(err) != want.code {
			t.Errorf("%s: %v", kind, err)
		}
		if n := s.calls.Load(); n != want.calls {
			t.Errorf("%s: the server saw %d calls", kind, n)
		}
		if _, err := c.GetVersion(context.Background(), &admin.GetVersionRequest{}, grpc.WaitForReady(true)); err != nil {
			t.Errorf("after %s: %v", kind, err)
		}
	}
}

func TestADelay(t *testing.T) {
	_, c := through(t, "delay:*:1:300ms")
	began := time.Now()
	if _, err := c.GetVersion(context.Background(), &admin.GetVersionRequest{}); err != nil || time.Since(began) < 300*time.Millisecond {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}

func TestALongTrailerPasses(t *testing.T) {
	_, c := through(t, "")
	_, err := c.GetDomains(context.Background(), &admin.GetDomainRequest{})
	if status.Code(err) != codes.InvalidArgument || len(status.Convert(err).Message()) != 60000 {
		t.Errorf("%.200v", err)
	}
}
