package locations

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The key with which addresses are signed, as S3 does (AWS Signature Version 4, in the query).
const (
	keyID     = "judge"
	secretKey = "judgejudge"
	region    = "us-east-1"
	algorithm = "AWS4-HMAC-SHA256"
	stamp     = "20060102T150405Z"
)

// sign makes an address that allows one request, with just these headers, for some time.
func sign(method string, address *url.URL, headers map[string]string, from time.Time, expires time.Duration) string {
	names := []string{"host"}
	for name := range headers {
		names = append(names, strings.ToLower(name))
	}
	slices.Sort(names)
	q := url.Values{
		"X-Amz-Algorithm":     {algorithm},
		"X-Amz-Credential":    {keyID + "/" + scope(from)},
		"X-Amz-Date":          {from.UTC().Format(stamp)},
		"X-Amz-Expires":       {strconv.Itoa(int(expires.Seconds()))},
		"X-Amz-SignedHeaders": {strings.Join(names, ";")},
	}
	signed := *address
	value := func(name string) string {
		if name == "host" {
			return address.Host
		}
		for given, v := range headers {
			if strings.EqualFold(given, name) {
				return v
			}
		}
		return ""
	}
	signature := signature(method, &signed, q, names, value, from)
	q.Set("X-Amz-Signature", signature)
	signed.RawQuery = encode(q)
	return signed.String()
}

func scope(at time.Time) string {
	return at.UTC().Format("20060102") + "/" + region + "/s3/aws4_request"
}

// encode writes a query as S3 wants it: sorted, and with %20 for a blank.
func encode(q url.Values) string { return strings.ReplaceAll(q.Encode(), "+", "%20") }

func signature(method string, address *url.URL, q url.Values, names []string, value func(string) string, at time.Time) string {
	var headers strings.Builder
	for _, name := range names {
		fmt.Fprintf(&headers, "%s:%s\n", name, strings.TrimSpace(value(name)))
	}
	request := strings.Join([]string{method, address.EscapedPath(), encode(q), headers.String(), strings.Join(names, ";"), "UNSIGNED-PAYLOAD"}, "\n")
	sum := sha256.Sum256([]byte(request))
	text := strings.Join([]string{algorithm, at.UTC().Format(stamp), scope(at), hex.EncodeToString(sum[:])}, "\n")
	key := []byte("AWS4" + secretKey)
	for _, part := range append(strings.Split(scope(at), "/"), text) {
		h := hmac.New(sha256.New, key)
		h.Write([]byte(part))
		key = h.Sum(nil)
	}
	return hex.EncodeToString(key)
}

// Checked refuses signed addresses that are too old, or that are used otherwise than signed. Requests without a signature
// in the address pass: pods make those.
func Checked(store http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if code, why := check(r); code != "" {
			w.Header().Set("Content-Type", "application/xml")
			w.WriteHeader(http.StatusForbidden)
			_ = xml.NewEncoder(w).Encode(struct {
				XMLName       xml.Name `xml:"Error"`
				Code, Message string
			}{Code: code, Message: why})
			return
		}
		store.ServeHTTP(w, r)
	})
}

func check(r *http.Request) (code, why string) {
	q := r.URL.Query()
	given := q.Get("X-Amz-Signature")
	if given == "" {
		return "", ""
	}
	at, err := time.Parse(stamp, q.Get("X-Amz-Date"))
	seconds, err2 := strconv.Atoi(q.Get("X-Amz-Expires"))
	if err != nil || err2 != nil {
		return "AuthorizationQueryParametersError", "the date or the expiry is no number"
	}
	if time.Now().After(at.Add(time.Duration(seconds) * time.Second)) {
		return "AccessDenied", "Request has expired"
	}
	q.Del("X-Amz-Signature")
	value := func(name string) string {
		if name == "host" {
			return r.Host
		}
		return r.Header.Get(name)
	}
	if signature(r.Method, r.URL, q, strings.Split(q.Get("X-Amz-SignedHeaders"), ";"), value, at) != given {
		return "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method."
	}
	return "", ""
}
