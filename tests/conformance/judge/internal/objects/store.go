// Package objects is an object store with as much of the S3 protocol as Flyte's and common SDKs' clients use: one folder
// for each bucket, no authentication, path-style addresses. Objects are plain files, so that they can be read after a run;
// their headers are kept only in memory.
package objects

import (
	"crypto/md5"
	"encoding/hex"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Store holds the objects.
type Store struct {
	dir string

	mu      sync.Mutex
	headers map[string]http.Header // of bucket/key, and of uploads in progress
	parts   map[string]map[int][]byte
	uploads int
}

// New makes a store whose buckets are the folders of this one.
func New(dir string) *Store {
	return &Store{dir: dir, headers: map[string]http.Header{}, parts: map[string]map[int][]byte{}}
}

// File returns the file of an object. A key that ends in a slash, which some clients write as a marker of a folder, is a file in it.
func (s *Store) File(bucket, key string) string {
	if strings.HasSuffix(key, "/") {
		key += ".folder-marker"
	}
	return filepath.Join(s.dir, bucket, filepath.FromSlash(filepath.Clean("/"+key)))
}

// split takes an address such as s3://bucket/a/key apart.
func split(uri string) (bucket, key string, err error) {
	u, err := url.Parse(uri)
	if err != nil {
		return "", "", err
	}
	return u.Host, strings.TrimPrefix(u.Path, "/"), nil
}

// Read returns the object at an address.
func (s *Store) Read(uri string) ([]byte, error) {
	bucket, key, err := split(uri)
	if err != nil {
		return nil, err
	}
	return os.ReadFile(s.File(bucket, key))
}

// Write stores an object at an address.
func (s *Store) Write(uri string, body []byte) error {
	bucket, key, err := split(uri)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.put(bucket+"/"+key, body, http.Header{})
}

func etag(b []byte) string {
	sum := md5.Sum(b)
	return `"` + hex.EncodeToString(sum[:]) + `"`
}

// kept are the headers that an object returns: user metadata and those that describe the content.
func kept(h http.Header) http.Header {
	out := http.Header{}
	for k, v := range h {
		if strings.HasPrefix(k, "X-Amz-Meta-") || k == "Content-Type" || k == "Content-Disposition" || k == "Cache-Control" {
			out[k] = v
		}
		if k == "Content-Encoding" {
			if e := strings.Trim(strings.ReplaceAll(v[0], "aws-chunked", ""), ", "); e != "" {
				out.Set(k, e)
			}
		}
	}
	return out
}

func (s *Store) put(id string, body []byte, h http.Header) error {
	bucket, key, _ := strings.Cut(id, "/")
	file := s.File(bucket, key)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	s.headers[id] = h
	return os.WriteFile(file, body, 0o644)
}

// remove deletes the file and the folders that become empty, because S3 has no folders.
func (s *Store) remove(bucket, key string) {
	file, root := s.File(bucket, key), filepath.Join(s.dir, bucket)
	delete(s.headers, bucket+"/"+key)
	if st, err := os.Stat(file); err != nil || st.IsDir() {
		return
	}
	_ = os.Remove(file)
	for d := filepath.Dir(file); d != root && os.Remove(d) == nil; d = filepath.Dir(d) {
	}
}
