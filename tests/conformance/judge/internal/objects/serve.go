package objects

import (
	"bytes"
	"crypto/md5"
	"encoding/base64"
	"encoding/xml"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

type failure struct {
	XMLName xml.Name `xml:"Error"`
	Code    string
	Message string
	status  int
}

func (e *failure) Error() string { return e.Code }

func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	s.mu.Lock()
	defer s.mu.Unlock()
	out, err := s.serve(w, r, bucket, key)
	if err != nil {
		e, known := err.(*failure)
		switch {
		case known:
		case os.IsNotExist(err):
			e = &failure{Code: "NoSuchKey", Message: "The specified key does not exist.", status: 404}
		default:
			e = &failure{Code: "InternalError", Message: err.Error(), status: 500}
		}
		out = e
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(e.status)
		if r.Method == http.MethodHead {
			return
		}
	}
	if out != nil {
		w.Header().Set("Content-Type", "application/xml")
		_, _ = io.WriteString(w, xml.Header)
		_ = xml.NewEncoder(w).Encode(out)
	}
}

func (s *Store) serve(w http.ResponseWriter, r *http.Request, bucket, key string) (any, error) {
	if bucket == "" {
		return s.buckets()
	}
	if st, err := os.Stat(filepath.Join(s.dir, bucket)); (err != nil || !st.IsDir()) && !(key == "" && r.Method == http.MethodPut) {
		return nil, &failure{Code: "NoSuchBucket", Message: bucket, status: 404}
	}
	switch q := r.URL.Query(); {
	case key == "":
		return s.bucket(w, r, bucket)
	case q.Has("uploads") || q.Has("uploadId"):
		return s.multipart(w, r, bucket, key)
	case r.Method == http.MethodPut && r.Header.Get("X-Amz-Copy-Source") != "":
		return s.copy(bucket+"/"+key, r.Header.Get("X-Amz-Copy-Source"))
	case r.Method == http.MethodPut:
		return nil, s.upload(w, r, bucket+"/"+key)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		return nil, s.download(w, r, bucket, key)
	case r.Method == http.MethodDelete:
		s.remove(bucket, key)
		w.WriteHeader(http.StatusNoContent)
		return nil, nil
	}
	return nil, &failure{Code: "NotImplemented", Message: r.Method, status: 501}
}

func (s *Store) buckets() (any, error) {
	type bucket struct{ Name, CreationDate string }
	out := struct {
		XMLName xml.Name `xml:"ListAllMyBucketsResult"`
		Buckets []bucket `xml:"Buckets>Bucket"`
	}{}
	dirs, _ := os.ReadDir(s.dir)
	for _, d := range dirs {
		out.Buckets = append(out.Buckets, bucket{d.Name(), "2026-01-01T00:00:00Z"})
	}
	return out, nil
}

// bucket serves the requests that name no object.
func (s *Store) bucket(w http.ResponseWriter, r *http.Request, bucket string) (any, error) {
	switch q := r.URL.Query(); {
	case r.Method == http.MethodPut:
		return nil, os.MkdirAll(filepath.Join(s.dir, bucket), 0o755)
	case r.Method == http.MethodHead:
		w.Header().Set("X-Amz-Bucket-Region", "us-east-1")
		return nil, nil
	case r.Method == http.MethodPost && q.Has("delete"):
		return s.deleteMany(r, bucket)
	case q.Has("location"):
		return struct {
			XMLName xml.Name `xml:"LocationConstraint"`
		}{}, nil
	case r.Method == http.MethodGet:
		return s.list(bucket, q)
	}
	return nil, &failure{Code: "NotImplemented", Message: r.Method, status: 501}
}

func (s *Store) copy(id, source string) (any, error) {
	from, err := url.PathUnescape(strings.TrimPrefix(source, "/"))
	if err != nil {
		return nil, err
	}
	bucket, key, _ := strings.Cut(from, "/")
	body, err := os.ReadFile(s.File(bucket, key))
	if err != nil {
		return nil, err
	}
	return struct {
		XMLName            xml.Name `xml:"CopyObjectResult"`
		ETag, LastModified string
	}{ETag: etag(body), LastModified: time.Now().UTC().Format(time.RFC3339)}, s.put(id, body, s.headers[from])
}

func (s *Store) upload(w http.ResponseWriter, r *http.Request, id string) error {
	body, err := readBody(r)
	if err != nil {
		return err
	}
	if sum := r.Header.Get("Content-Md5"); sum != "" {
		if have := md5.Sum(body); base64.StdEncoding.EncodeToString(have[:]) != sum {
			return &failure{Code: "BadDigest", Message: "Content-MD5", status: 400}
		}
	}
	w.Header().Set("ETag", etag(body))
	return s.put(id, body, kept(r.Header))
}

func (s *Store) download(w http.ResponseWriter, r *http.Request, bucket, key string) error {
	file := s.File(bucket, key)
	st, err := os.Stat(file)
	if err != nil {
		return err
	}
	if st.IsDir() {
		return fs.ErrNotExist
	}
	body, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for k, v := range s.headers[bucket+"/"+key] {
		w.Header()[k] = v
	}
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "binary/octet-stream")
	}
	w.Header().Set("ETag", etag(body))
	http.ServeContent(w, r, "", st.ModTime(), bytes.NewReader(body))
	return nil
}
