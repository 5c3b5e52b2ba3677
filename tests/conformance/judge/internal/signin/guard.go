package signin

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/service"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// open is the service that anybody may ask. Health is not among them.
const open = "/flyteidl.service.AuthMetadataService/"

// Guard refuses calls without a token, or with one that is not good.
func (s *Server) Guard() []grpc.ServerOption {
	return []grpc.ServerOption{
		grpc.UnaryInterceptor(func(ctx context.Context, request any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
			ctx, err := s.admit(ctx, info.FullMethod)
			if err != nil {
				return nil, err
			}
			return handle(ctx, request)
		}),
		grpc.StreamInterceptor(func(server any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handle grpc.StreamHandler) error {
			if _, err := s.admit(stream.Context(), info.FullMethod); err != nil {
				return err
			}
			return handle(server, stream)
		}),
	}
}

type callerKey struct{}

func (s *Server) admit(ctx context.Context, method string) (context.Context, error) {
	if strings.HasPrefix(method, open) {
		return ctx, nil
	}
	md, _ := metadata.FromIncomingContext(ctx)
	c, err := s.caller(append(md.Get("authorization"), md.Get(header)...))
	if err != nil {
		return ctx, status.Error(codes.Unauthenticated, refusal(err))
	}
	if !slices.Contains(c.Scopes, scopeAll) && !(c.Client == "" && len(c.Scopes) == 0) {
		return ctx, status.Error(codes.Unauthenticated, "authenticated user doesn't have required scope")
	}
	return context.WithValue(ctx, callerKey{}, c), nil
}

// refusal is flyteadmin's text, which has its two reasons the wrong way round.
func refusal(err error) string {
	const noID = "[JWT_VERIFICATION_FAILED] Could not retrieve id token from metadata, caused by: rpc error: code = Unauthenticated desc = Request unauthenticated with IDToken"
	return fmt.Sprintf("token parse error id token err: access token err: %v, access token err: %s", err, noID)
}

// caller reads the token of a call.
func (s *Server) caller(values []string) (claims, error) {
	unreadable := func(why string) error {
		return fmt.Errorf("[JWT_VERIFICATION_FAILED] Could not retrieve bearer token from metadata, caused by: rpc error: code = Unauthenticated desc = %s", why)
	}
	if len(values) == 0 {
		return claims{}, unreadable("Request unauthenticated with Bearer")
	}
	scheme, token, found := strings.Cut(values[0], " ")
	switch {
	case !found:
		return claims{}, unreadable("Bad authorization string")
	case !strings.EqualFold(scheme, "bearer"):
		return claims{}, unreadable("Request unauthenticated with Bearer")
	case token == "":
		return claims{}, errors.New("[JWT_VERIFICATION_FAILED] IDToken token is blank")
	}
	c, err := s.signer.read(token)
	if err == nil && c.Use != useAccess {
		err = fmt.Errorf("invalid audience [%v], wanted [map[%s:{}]]", c.Audience, s.url)
	}
	return c, err
}

// GuardHTTP does the same for HTTP.
func (s *Server) GuardHTTP(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			if _, err := s.caller(append(r.Header.Values("Authorization"), r.Header.Values(header)...)); err != nil {
				w.Header().Set("Www-Authenticate", refusal(err))
				answer(w, http.StatusUnauthorized, map[string]any{"code": codes.Unauthenticated, "message": refusal(err), "details": []any{}})
				return
			}
		}
		h.ServeHTTP(w, r)
	})
}

// Subject is who makes a call; a program that signed in with a secret has no name.
func Subject(ctx context.Context) string {
	c, _ := ctx.Value(callerKey{}).(claims)
	return c.Subject
}

// identity is the IdentityService.
type identity struct {
	service.UnimplementedIdentityServiceServer
}

// UserInfo says who the caller is.
func (identity) UserInfo(ctx context.Context, _ *service.UserInfoRequest) (*service.UserInfoResponse, error) {
	who := Subject(ctx)
	return &service.UserInfoResponse{Subject: who, PreferredUsername: who}, nil
}
