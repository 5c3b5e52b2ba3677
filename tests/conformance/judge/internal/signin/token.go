package signin

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"time"
)

// claims are what a token says. Codes and refresh tokens are tokens too, as in flyteadmin: it stores none.
type claims struct {
	Audience []string `json:"aud,omitempty"`
	Client   string   `json:"client_id"`
	Expires  int64    `json:"exp"`
	Issued   int64    `json:"iat"`
	Issuer   string   `json:"iss,omitempty"`
	Scopes   []string `json:"scp"`
	Subject  string   `json:"sub,omitempty"`

	Use       string `json:"use"` // access, code or refresh
	Redirect  string `json:"redirect_uri,omitempty"`
	Challenge string `json:"code_challenge,omitempty"`
	Number    int    `json:"jti"`
}

const (
	useAccess  = "access"
	useCode    = "code"
	useRefresh = "refresh"
)

// signer signs tokens and checks them.
type signer struct {
	mu     sync.Mutex
	key    *rsa.PrivateKey
	issued int
}

func newSigner() (*signer, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	return &signer{key: key}, err
}

// rotate makes a new key, so that every token of before is refused.
func (s *signer) rotate() error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil {
		s.key = key
	}
	return err
}

var base64url = base64.RawURLEncoding

func (s *signer) sign(c claims, lifetime time.Duration) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.issued++
	now := time.Now()
	c.Issued, c.Expires, c.Number = now.Unix(), now.Add(lifetime).Unix(), s.issued
	body, err := json.Marshal(c)
	if err != nil {
		panic(err) // these types always can be written
	}
	text := base64url.EncodeToString([]byte(`{"alg":"RS256","typ":"JWT"}`)) + "." + base64url.EncodeToString(body)
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, s.key, crypto.SHA256, sum[:])
	if err != nil {
		panic(err) // the key is long enough
	}
	return text + "." + base64url.EncodeToString(signature)
}

// read checks a token. The texts are those of the library that flyteadmin has.
func (s *signer) read(token string) (claims, error) {
	var c claims
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return c, errors.New("token contains an invalid number of segments")
	}
	body, err := base64url.DecodeString(parts[1])
	if err == nil {
		err = json.Unmarshal(body, &c)
	}
	if err != nil {
		return c, err
	}
	signature, err := base64url.DecodeString(parts[2])
	if err != nil {
		return c, err
	}
	s.mu.Lock()
	key := s.key.PublicKey
	s.mu.Unlock()
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if err := rsa.VerifyPKCS1v15(&key, crypto.SHA256, sum[:], signature); err != nil {
		return c, err
	}
	if time.Now().Unix() >= c.Expires {
		return c, errors.New("Token is expired")
	}
	return c, nil
}
