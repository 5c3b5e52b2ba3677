package objects

import (
	"encoding/xml"
	"net/http"
	"sort"
	"strconv"
)

// minPart is the smallest size of a part, except the last.
const minPart = 5 << 20

// multipart serves an upload in parts, from its beginning to its end.
func (s *Store) multipart(w http.ResponseWriter, r *http.Request, bucket, key string) (any, error) {
	q := r.URL.Query()
	upload := q.Get("uploadId")
	switch {
	case r.Method == http.MethodPost && q.Has("uploads"):
		s.uploads++
		upload = strconv.Itoa(s.uploads)
		s.parts[upload], s.headers["upload/"+upload] = map[int][]byte{}, kept(r.Header)
		return struct {
			XMLName               xml.Name `xml:"InitiateMultipartUploadResult"`
			Bucket, Key, UploadId string
		}{Bucket: bucket, Key: key, UploadId: upload}, nil
	case s.parts[upload] == nil:
		return nil, &failure{Code: "NoSuchUpload", Message: upload, status: 404}
	case r.Method == http.MethodPut:
		body, err := readBody(r)
		if err != nil {
			return nil, err
		}
		n, _ := strconv.Atoi(q.Get("partNumber"))
		s.parts[upload][n] = body
		w.Header().Set("ETag", etag(body))
		return nil, nil
	case r.Method == http.MethodPost:
		all, err := s.joined(upload)
		if err != nil {
			return nil, err
		}
		headers := s.headers["upload/"+upload]
		s.forget(upload)
		return struct {
			XMLName           xml.Name `xml:"CompleteMultipartUploadResult"`
			Bucket, Key, ETag string
		}{Bucket: bucket, Key: key, ETag: etag(all)}, s.put(bucket+"/"+key, all, headers)
	case r.Method == http.MethodDelete:
		s.forget(upload)
		w.WriteHeader(http.StatusNoContent)
		return nil, nil
	}
	return nil, &failure{Code: "NotImplemented", Message: r.Method, status: 501}
}

func (s *Store) joined(upload string) ([]byte, error) {
	var order []int
	for n := range s.parts[upload] {
		order = append(order, n)
	}
	sort.Ints(order)
	var all []byte
	for i, n := range order {
		part := s.parts[upload][n]
		if i < len(order)-1 && len(part) < minPart {
			return nil, &failure{Code: "EntityTooSmall", Message: "a part other than the last is smaller than 5 MiB", status: 400}
		}
		all = append(all, part...)
	}
	return all, nil
}

func (s *Store) forget(upload string) {
	delete(s.parts, upload)
	delete(s.headers, "upload/"+upload)
}
