// Package catalog is Flyte's data catalog, cut down to the calls that propeller makes. Entries live in a folder, so that
// a second run finds them; reservations live in memory.
package catalog

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/datacatalog"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// Catalog keeps the outputs of tasks, by the keys that propeller computes.
type Catalog struct {
	datacatalog.UnimplementedDataCatalogServer

	folder string

	mu   sync.Mutex
	held map[string]*datacatalog.Reservation
}

// New makes a catalog of the entries in a folder.
func New(folder string) *Catalog {
	return &Catalog{folder: folder, held: map[string]*datacatalog.Reservation{}}
}

func (c *Catalog) file(kind string, parts ...proto.Message) string {
	h := sha256.New()
	for _, p := range parts {
		raw, _ := proto.MarshalOptions{Deterministic: true}.Marshal(p)
		fmt.Fprintf(h, "%d:%s", len(raw), raw)
	}
	return filepath.Join(c.folder, kind+"-"+hex.EncodeToString(h.Sum(nil))[:24]+".pb")
}

func store(file string, m proto.Message) error {
	raw, err := proto.Marshal(m)
	if err == nil {
		err = os.WriteFile(file, raw, 0o644)
	}
	return err
}

func fetch(file string, m proto.Message) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return status.Error(codes.NotFound, "not in the catalog")
	}
	return proto.Unmarshal(raw, m)
}

func (c *Catalog) CreateDataset(_ context.Context, r *datacatalog.CreateDatasetRequest) (*datacatalog.CreateDatasetResponse, error) {
	path := c.file("dataset", r.GetDataset().GetId())
	if _, err := os.Stat(path); err == nil {
		return nil, status.Error(codes.AlreadyExists, "dataset exists")
	}
	return &datacatalog.CreateDatasetResponse{}, store(path, r.GetDataset())
}

func (c *Catalog) GetDataset(_ context.Context, r *datacatalog.GetDatasetRequest) (*datacatalog.GetDatasetResponse, error) {
	d := &datacatalog.Dataset{}
	return &datacatalog.GetDatasetResponse{Dataset: d}, fetch(c.file("dataset", r.GetDataset()), d)
}

func (c *Catalog) artifact(d *datacatalog.DatasetID, id string) string {
	return c.file("artifact", d, &datacatalog.Tag{ArtifactId: id})
}

func (c *Catalog) tag(d *datacatalog.DatasetID, name string) string {
	return c.file("tag", d, &datacatalog.Tag{Name: name})
}

func (c *Catalog) CreateArtifact(_ context.Context, r *datacatalog.CreateArtifactRequest) (*datacatalog.CreateArtifactResponse, error) {
	a := r.GetArtifact()
	a.CreatedAt = timestamppb.Now()
	return &datacatalog.CreateArtifactResponse{}, store(c.artifact(a.GetDataset(), a.GetId()), a)
}

func (c *Catalog) GetArtifact(_ context.Context, r *datacatalog.GetArtifactRequest) (*datacatalog.GetArtifactResponse, error) {
	id := r.GetArtifactId()
	var tags []*datacatalog.Tag
	if id == "" {
		t := &datacatalog.Tag{}
		if err := fetch(c.tag(r.GetDataset(), r.GetTagName()), t); err != nil {
			return nil, err
		}
		id, tags = t.GetArtifactId(), []*datacatalog.Tag{t}
	}
	a := &datacatalog.Artifact{}
	err := fetch(c.artifact(r.GetDataset(), id), a)
	a.Tags = tags
	return &datacatalog.GetArtifactResponse{Artifact: a}, err
}

func (c *Catalog) AddTag(_ context.Context, r *datacatalog.AddTagRequest) (*datacatalog.AddTagResponse, error) {
	path := c.tag(r.GetTag().GetDataset(), r.GetTag().GetName())
	if _, err := os.Stat(path); err == nil {
		return nil, status.Error(codes.AlreadyExists, "tag exists")
	}
	return &datacatalog.AddTagResponse{}, store(path, r.GetTag())
}

func (c *Catalog) UpdateArtifact(ctx context.Context, r *datacatalog.UpdateArtifactRequest) (*datacatalog.UpdateArtifactResponse, error) {
	got, err := c.GetArtifact(ctx, &datacatalog.GetArtifactRequest{Dataset: r.GetDataset(),
		QueryHandle: &datacatalog.GetArtifactRequest_TagName{TagName: r.GetTagName()}})
	if err != nil {
		return nil, err
	}
	a := got.GetArtifact()
	a.Data, a.Metadata, a.Tags = r.GetData(), r.GetMetadata(), nil
	return &datacatalog.UpdateArtifactResponse{ArtifactId: a.GetId()}, store(c.artifact(r.GetDataset(), a.GetId()), a)
}

func (c *Catalog) GetOrExtendReservation(_ context.Context, r *datacatalog.GetOrExtendReservationRequest) (*datacatalog.GetOrExtendReservationResponse, error) {
	k := c.file("reservation", r.GetReservationId())
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.held[k]
	if h == nil || h.GetOwnerId() == r.GetOwnerId() || h.GetExpiresAt().AsTime().Before(time.Now()) {
		h = &datacatalog.Reservation{ReservationId: r.GetReservationId(), OwnerId: r.GetOwnerId(), HeartbeatInterval: r.GetHeartbeatInterval(),
			ExpiresAt: timestamppb.New(time.Now().Add(3 * r.GetHeartbeatInterval().AsDuration()))}
		c.held[k] = h
	}
	return &datacatalog.GetOrExtendReservationResponse{Reservation: h}, nil
}

func (c *Catalog) ReleaseReservation(_ context.Context, r *datacatalog.ReleaseReservationRequest) (*datacatalog.ReleaseReservationResponse, error) {
	k := c.file("reservation", r.GetReservationId())
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held[k].GetOwnerId() == r.GetOwnerId() {
		delete(c.held, k)
	}
	return &datacatalog.ReleaseReservationResponse{}, nil
}
