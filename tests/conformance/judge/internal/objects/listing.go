package objects

import (
	"encoding/xml"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

func (s *Store) deleteMany(r *http.Request, bucket string) (any, error) {
	body, err := readBody(r)
	if err != nil {
		return nil, err
	}
	var in struct {
		Object []struct{ Key string }
	}
	if err := xml.Unmarshal(body, &in); err != nil {
		return nil, &failure{Code: "MalformedXML", Message: err.Error(), status: 400}
	}
	type deleted struct{ Key string }
	out := struct {
		XMLName xml.Name `xml:"DeleteResult"`
		Deleted []deleted
	}{}
	for _, o := range in.Object {
		s.remove(bucket, o.Key)
		out.Deleted = append(out.Deleted, deleted{o.Key})
	}
	return out, nil
}

func (s *Store) list(bucket string, q url.Values) (any, error) {
	type content struct {
		Key, LastModified, ETag string
		Size                    int64
		StorageClass            string
	}
	type prefix struct{ Prefix string }
	out := struct {
		XMLName                                  xml.Name `xml:"ListBucketResult"`
		Name, Prefix, Delimiter                  string
		KeyCount, MaxKeys                        int
		IsTruncated                              bool
		NextContinuationToken, NextMarker, Token string `xml:",omitempty"`
		Contents                                 []content
		CommonPrefixes                           []prefix
	}{Name: bucket, Prefix: q.Get("prefix"), Delimiter: q.Get("delimiter"), MaxKeys: 1000}
	if n, err := strconv.Atoi(q.Get("max-keys")); err == nil && n > 0 && n < 1000 {
		out.MaxKeys = n
	}
	after := max(q.Get("start-after"), q.Get("continuation-token"), q.Get("marker"))
	root := filepath.Join(s.dir, bucket)
	var keys []string
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(root, p)
			k := strings.TrimSuffix(filepath.ToSlash(rel), ".folder-marker")
			if strings.HasPrefix(k, out.Prefix) {
				keys = append(keys, k)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	sort.Strings(keys)
	last := ""
	for _, k := range keys {
		name := k
		if d := out.Delimiter; d != "" {
			if head, _, found := strings.Cut(k[len(out.Prefix):], d); found {
				name = out.Prefix + head + d
			}
		}
		if name <= after || name == last {
			continue
		}
		if out.KeyCount == out.MaxKeys {
			out.IsTruncated, out.NextContinuationToken, out.NextMarker = true, last, last
			break
		}
		last = name
		out.KeyCount++
		if name != k {
			out.CommonPrefixes = append(out.CommonPrefixes, prefix{name})
			continue
		}
		body, err := os.ReadFile(s.File(bucket, k))
		if err != nil {
			return nil, err
		}
		st, _ := os.Stat(s.File(bucket, k))
		out.Contents = append(out.Contents, content{k, st.ModTime().UTC().Format("2006-01-02T15:04:05.000Z"), etag(body), st.Size(), "STANDARD"})
	}
	return out, nil
}
