package admin

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
)

// Version is the release of Flyte whose answers these are.
const Version = "v1.16.8"

// GetVersion says which flyteadmin this is.
func (s *Registration) GetVersion(context.Context, *admin.GetVersionRequest) (*admin.GetVersionResponse, error) {
	return &admin.GetVersionResponse{ControlPlaneVersion: &admin.Version{Version: Version, Build: "51877f8", BuildTime: "2026-11-22"}}, nil
}

// Web serves the little of flyteadmin's HTTP that needs no gateway.
func Web() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("/healthcheck", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	mux.HandleFunc("GET /api/v1/version", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"control_plane_version": map[string]string{"Version": Version}})
	})
	return mux
}
