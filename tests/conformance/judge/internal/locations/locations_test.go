package locations

import (
	"context"
	"crypto/md5"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/flyteorg/flyte/flyteidl/gen/pb-go/flyteidl/service"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"

	"aileron.test/judge/internal/objects"
)

func proxy(t *testing.T) *Proxy {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "flyte"), 0o755); err != nil {
		t.Fatal(err)
	}
	store := objects.New(dir)
	server := httptest.NewServer(Checked(store))
	t.Cleanup(server.Close)
	return &Proxy{Store: store, S3: server.URL, Bucket: "flyte"}
}

func send(t *testing.T, method, address, body string, headers map[string]string) (int, string) {
	r, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

func TestAFileGoesUpAndDown(t *testing.T) {
	p := proxy(t)
	const content = "a b"
	sum := md5.Sum([]byte(content))
	for _, root := range []string{"", "x y=é"} {
		up, err := p.CreateUploadLocation(context.Background(), &service.CreateUploadLocationRequest{
			Project: "p", Domain: "d", Filename: "n.txt", FilenameRoot: root, ContentMd5: sum[:], AddContentMd5Metadata: true})
		if err != nil {
			t.Fatal(err)
		}
		if up.GetHeaders()["Content-Length"] != "24" {
			t.Errorf("%v", up.GetHeaders())
		}
		headers := map[string]string{}
		for name, value := range up.GetHeaders() {
			if name != "Content-Length" {
				headers[name] = value
			}
		}
		if code, text := send(t, http.MethodPut, up.GetSignedUrl(), content, headers); code != 200 {
			t.Fatalf("%d %s", code, text)
		}
		delete(headers, "x-amz-meta-flyteContentMD5")
		if code, text := send(t, http.MethodPut, up.GetSignedUrl(), content, headers); code != 403 || !strings.Contains(text, "SignatureDoesNotMatch") {
			t.Errorf("without a header: %d %s", code, text)
		}
		down, err := p.CreateDownloadLocation(context.Background(), &service.CreateDownloadLocationRequest{NativeUrl: up.GetNativeUrl()})
		if err != nil {
			t.Fatal(err)
		}
		if code, text := send(t, http.MethodGet, down.GetSignedUrl(), "", nil); code != 200 || text != content {
			t.Errorf("%d %s", code, text)
		}
	}
}

func TestOtherContentIsNotWritten(t *testing.T) {
	p := proxy(t)
	sum := md5.Sum([]byte("one"))
	r := &service.CreateUploadLocationRequest{Project: "p", Domain: "d", Filename: "n", FilenameRoot: "r", ContentMd5: sum[:]}
	up, err := p.CreateUploadLocation(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	headers := map[string]string{"Content-MD5": base64.StdEncoding.EncodeToString(sum[:])}
	if code, text := send(t, http.MethodPut, up.GetSignedUrl(), "two", headers); code != 400 || !strings.Contains(text, "BadDigest") {
		t.Errorf("%d %s", code, text)
	}
	if code, text := send(t, http.MethodPut, up.GetSignedUrl(), "one", headers); code != 200 {
		t.Errorf("%d %s", code, text)
	}
	if _, err := p.CreateUploadLocation(context.Background(), r); err != nil {
		t.Errorf("the same file: %v", err)
	}
	other := md5.Sum([]byte("two"))
	r.ContentMd5 = other[:]
	_, err = p.CreateUploadLocation(context.Background(), r)
	if want := "file already exists at location [s3://flyte/p/d/r/n], specify a matching hash if you wish to rewrite"; status.Code(err) != codes.AlreadyExists || status.Convert(err).Message() != want {
		t.Error(err)
	}
}

func TestRefusals(t *testing.T) {
	p := proxy(t)
	for want, r := range map[string]*service.CreateUploadLocationRequest{
		"project and domain are required parameters":                       {Project: "p", FilenameRoot: "r"},
		"content_md5 or filename_root is a required parameter":             {Project: "p", Domain: "d"},
		"expiresIn [2h0m0s] cannot exceed max allowed expiration [1h0m0s]": {Project: "p", Domain: "d", FilenameRoot: "r", ExpiresIn: durationpb.New(2 * time.Hour)},
	} {
		_, err := p.CreateUploadLocation(context.Background(), r)
		if status.Code(err) != codes.InvalidArgument || status.Convert(err).Message() != want {
			t.Error(err)
		}
	}
}

func TestAnAddressExpires(t *testing.T) {
	p := proxy(t)
	if err := os.WriteFile(p.Store.File("flyte", "k"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	address := p.signed(http.MethodGet, "flyte", "k", nil, 0)
	time.Sleep(1100 * time.Millisecond)
	if code, text := send(t, http.MethodGet, address, "", nil); code != 403 || !strings.Contains(text, "Request has expired") {
		t.Errorf("%d %s", code, text)
	}
}
