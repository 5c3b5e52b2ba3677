// Package locations gives signed addresses for uploads and downloads, as flyteadmin's data proxy does on S3.
package locations

import (
	"context"
	"crypto/md5"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/admin"
	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/service"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	"aileron.test/judge/internal/objects"
)

// longest is how long an address is good for at most, and by default.
const longest = time.Hour

// Nodes tells of the executions of nodes, whose decks can be downloaded.
type Nodes interface {
	GetNodeExecution(context.Context, *admin.NodeExecutionGetRequest) (*admin.NodeExecution, error)
}

// Proxy is the DataProxyService.
type Proxy struct {
	service.UnimplementedDataProxyServiceServer

	Store  *objects.Store
	S3     string // the address of the store: http://HOST:PORT
	Bucket string
	Nodes  Nodes
}

// CreateUploadLocation gives an address to which a file can be written.
func (p *Proxy) CreateUploadLocation(_ context.Context, r *service.CreateUploadLocationRequest) (*service.CreateUploadLocationResponse, error) {
	switch {
	case r.GetProject() == "" || r.GetDomain() == "":
		return nil, status.Error(codes.InvalidArgument, "project and domain are required parameters")
	case r.GetFilenameRoot() == "" && len(r.GetContentMd5()) == 0:
		return nil, status.Error(codes.InvalidArgument, "content_md5 or filename_root is a required parameter")
	}
	root := r.GetFilenameRoot()
	if root == "" {
		root = base32.StdEncoding.EncodeToString(r.GetContentMd5())
	}
	key := path.Join(r.GetOrg(), r.GetProject(), r.GetDomain(), root, r.GetFilename())
	if r.GetFilename() != "" && r.GetFilenameRoot() != "" {
		if err := p.unlessOther(key, r.GetContentMd5()); err != nil {
			return nil, err
		}
	}
	expires := longest
	if given := r.GetExpiresIn(); given != nil {
		switch expires = given.AsDuration(); {
		case !given.IsValid():
			return nil, status.Errorf(codes.InvalidArgument, "expiresIn [%v] is invalid", given)
		case expires > longest:
			return nil, status.Errorf(codes.InvalidArgument, "expiresIn [%v] cannot exceed max allowed expiration [%v]", expires, longest)
		}
	}
	if r.GetFilename() == "" {
		key = path.Join(key, randomName())
	}
	sum := base64.StdEncoding.EncodeToString(r.GetContentMd5())
	signed := map[string]string{}
	if sum != "" {
		signed["Content-MD5"] = sum
	}
	// Seen: the length is that of the text of the sum, not of the file.
	headers := map[string]string{"Content-MD5": sum, "Content-Length": strconv.Itoa(len(sum))}
	if r.GetAddContentMd5Metadata() {
		const name = "x-amz-meta-flyteContentMD5"
		signed[name], headers[name] = sum, sum
	}
	return &service.CreateUploadLocationResponse{
		SignedUrl: p.signed(http.MethodPut, p.Bucket, key, signed, expires),
		NativeUrl: "s3://" + p.Bucket + "/" + key,
		ExpiresAt: timestamppb.New(time.Now().Add(expires)),
		Headers:   headers,
	}, nil
}

// unlessOther refuses a location at which there is another file.
func (p *Proxy) unlessOther(key string, sum []byte) error {
	body, err := os.ReadFile(p.Store.File(p.Bucket, key))
	if err != nil {
		return nil // there is none
	}
	if have := md5.Sum(body); string(have[:]) != string(sum) {
		return status.Errorf(codes.AlreadyExists, "file already exists at location [s3://%s/%s], specify a matching hash if you wish to rewrite", p.Bucket, key)
	}
	return nil
}

func randomName() string {
	const letters, length = "bcdfghjklmnpqrstvwxz2456789", 20
	name := make([]byte, length)
	for i := range name {
		name[i] = letters[rand.IntN(len(letters))]
	}
	return string(name)
}

func (p *Proxy) signed(method, bucket, key string, headers map[string]string, expires time.Duration) string {
	address, err := url.Parse(p.S3)
	if err != nil {
		panic(err) // it is this program's own
	}
	address.Path = "/" + bucket + "/" + key
	// S3 wants all but letters, digits and a few signs encoded, the padding of base32 too.
	parts := strings.Split(address.Path, "/")
	for i, part := range parts {
		parts[i] = strings.ReplaceAll(url.QueryEscape(part), "+", "%20")
	}
	address.RawPath = strings.Join(parts, "/")
	return sign(method, address, headers, time.Now(), expires)
}

// CreateDownloadLocation gives an address from which an object can be read.
func (p *Proxy) CreateDownloadLocation(_ context.Context, r *service.CreateDownloadLocationRequest) (*service.CreateDownloadLocationResponse, error) {
	expires, err := duration(r.GetExpiresIn())
	if err != nil {
		return nil, status.Errorf(codes.InvalidArgument, "error while validating request: %v", err)
	}
	bucket, key, err := split(r.GetNativeUrl())
	if err != nil {
		return nil, err
	}
	return &service.CreateDownloadLocationResponse{
		SignedUrl: p.signed(http.MethodGet, bucket, key, nil, expires),
		ExpiresAt: timestamppb.New(time.Now().Add(expires)),
	}, nil
}

func duration(given *durationpb.Duration) (time.Duration, error) {
	d := given.AsDuration()
	switch {
	case given == nil:
		return longest, nil
	case !given.IsValid():
		return 0, fmt.Errorf("expiresIn is invalid. Error: input duration [%v] is invalid", given)
	case d < 0:
		return 0, fmt.Errorf("expiresIn is invalid. Error: input duration [%v] should not less than 0", d)
	case d > longest:
		return 0, fmt.Errorf("expiresIn is invalid. Error: input duration [%v] cannot exceed max allowed expiration [%v]", d, longest)
	}
	return d, nil
}

func split(native string) (bucket, key string, err error) {
	u, err := url.Parse(native)
	if err != nil {
		return "", "", status.Errorf(codes.InvalidArgument, "error while validating request: failed to parse native_url [%v]", native)
	}
	return u.Host, strings.TrimPrefix(u.Path, "/"), nil
}

// CreateDownloadLink gives an address from which the deck of a node can be read.
func (p *Proxy) CreateDownloadLink(ctx context.Context, r *service.CreateDownloadLinkRequest) (*service.CreateDownloadLinkResponse, error) {
	expires, err := duration(r.GetExpiresIn())
	switch {
	case err != nil:
	case r.GetArtifactType() == service.ArtifactType_ARTIFACT_TYPE_UNDEFINED:
		err = fmt.Errorf("invalid artifact type [%v]", r.GetArtifactType())
	case r.GetSource() == nil:
		err = fmt.Errorf("source is required. Provided nil")
	}
	if err != nil {
		return nil, status.Errorf(codes.InvalidArgument, "error while validating request. Error: %v", err)
	}
	n, err := p.Nodes.GetNodeExecution(ctx, &admin.NodeExecutionGetRequest{Id: r.GetNodeExecutionId()})
	if err != nil {
		return nil, status.Errorf(codes.InvalidArgument, "failed to find node execution [%v]. Error: %v", r.GetNodeExecutionId(), status.Convert(err).Message())
	}
	if n.GetClosure().GetDeckUri() == "" {
		return nil, status.Errorf(codes.NotFound, "no deckUrl found for request [%+v]", r)
	}
	bucket, key, err := split(n.GetClosure().GetDeckUri())
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(p.Store.File(bucket, key)); err != nil {
		return nil, status.Error(codes.NotFound, "object not found")
	}
	links := []string{p.signed(http.MethodGet, bucket, key, nil, expires)}
	until := timestamppb.New(time.Now().Add(expires))
	return &service.CreateDownloadLinkResponse{SignedUrl: links, ExpiresAt: until,
		PreSignedUrls: &service.PreSignedURLs{SignedUrl: links, ExpiresAt: until}}, nil
}
