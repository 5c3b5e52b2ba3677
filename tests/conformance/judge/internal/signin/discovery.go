package signin

import (
	"context"
	"net/http"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/service"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

// discovery is the AuthMetadataService, which needs no token.
type discovery struct {
	service.UnimplementedAuthMetadataServiceServer
	*Server
}

// Serve offers discovery and what is known of the caller.
func (s *Server) Serve(to grpc.ServiceRegistrar) {
	service.RegisterAuthMetadataServiceServer(to, discovery{Server: s})
	service.RegisterIdentityServiceServer(to, identity{})
}

// GetOAuth2Metadata says where the endpoints are.
func (d discovery) GetOAuth2Metadata(context.Context, *service.OAuth2MetadataRequest) (*service.OAuth2MetadataResponse, error) {
	return d.metadata(), nil
}

// GetPublicClientConfig says how a program without a secret signs people in.
func (d discovery) GetPublicClientConfig(context.Context, *service.PublicClientAuthConfigRequest) (*service.PublicClientAuthConfigResponse, error) {
	return d.client(), nil
}

func (s *Server) metadata() *service.OAuth2MetadataResponse {
	m := &service.OAuth2MetadataResponse{
		Issuer:                            s.url,
		AuthorizationEndpoint:             s.url + "/oauth2/authorize",
		TokenEndpoint:                     s.url + "/oauth2/token",
		JwksUri:                           s.url + "/oauth2/jwks",
		CodeChallengeMethodsSupported:     []string{"S256"},
		ResponseTypesSupported:            []string{"code", "token", "code token"},
		GrantTypesSupported:               []string{grantCredentials, grantRefresh, grantCode},
		ScopesSupported:                   []string{scopeAll},
		TokenEndpointAuthMethodsSupported: []string{"client_secret_basic"},
	}
	if s.o.Device {
		m.DeviceAuthorizationEndpoint = s.url + "/oauth2/device_authorization"
		m.GrantTypesSupported = append(m.GrantTypesSupported, grantDevice)
	}
	return m
}

func (s *Server) client() *service.PublicClientAuthConfigResponse {
	return &service.PublicClientAuthConfigResponse{ClientId: publicClient, RedirectUri: s.o.Redirect, Scopes: []string{scopeAll, scopeOffline}, AuthorizationMetadataKey: header}
}

func (s *Server) showMetadata(w http.ResponseWriter, _ *http.Request) { showMessage(w, s.metadata()) }

func (s *Server) showClient(w http.ResponseWriter, _ *http.Request) { showMessage(w, s.client()) }

// showMessage writes protobuf's JSON: its names are not those of RFC 8414.
func showMessage(w http.ResponseWriter, m proto.Message) {
	body, err := protojson.Marshal(m)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(body)
}
