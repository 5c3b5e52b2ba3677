package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/distribution/distribution/v3/configuration"
	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// identity is the token that `docker login` may leave, in place of a password.
const identity = "an-identity-token"

// issuer gives out tokens, as Docker's specification says.
type issuer struct {
	realm  string
	bundle string
	signer jose.Signer
	life   time.Duration
	given  atomic.Int64
}

func newIssuer(address, work string, life int) (*issuer, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "tokens"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	bundle := filepath.Join(work, "tokens.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := os.WriteFile(bundle, text, 0o600); err != nil {
		return nil, err
	}
	options := (&jose.SignerOptions{}).WithHeader("x5c", []string{base64.StdEncoding.EncodeToString(der)}).WithType("JWT")
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: key}, options)
	if err != nil {
		return nil, err
	}
	return &issuer{realm: address + "/token", bundle: bundle, signer: signer, life: time.Duration(life) * time.Second}, nil
}

// parameters are what the registry has to know.
func (i *issuer) parameters() configuration.Parameters {
	return configuration.Parameters{
		"realm": i.realm, "service": "the registry", "issuer": "tokens", "rootcertbundle": i.bundle,
	}
}

// access is a right to a repository.
type access struct {
	Type    string   `json:"type"`
	Name    string   `json:"name"`
	Actions []string `json:"actions"`
}

func (i *issuer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	name, word, ok := r.BasicAuth()
	known := ok && name == user && word == password
	if r.Method == http.MethodPost {
		known = r.PostForm.Get("grant_type") == "refresh_token" && r.PostForm.Get("refresh_token") == identity
	}
	if (ok || r.Method == http.MethodPost) && !known {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"errors":[{"code":"UNAUTHORIZED","message":"incorrect username or password"}]}`)
		return
	}
	rights := []access{}
	for _, scopes := range r.Form["scope"] {
		for _, scope := range strings.Fields(scopes) {
			parts := strings.Split(scope, ":")
			if len(parts) != 3 {
				continue
			}
			actions := strings.Split(parts[2], ",")
			// Anybody reads what is below `public/`; `private/` is for nobody.
			if !known && !strings.HasPrefix(parts[1], "public/") || strings.HasPrefix(parts[1], "private/") {
				continue
			}
			if !known {
				actions = []string{"pull"}
			}
			rights = append(rights, access{Type: parts[0], Name: parts[1], Actions: actions})
		}
	}
	now := time.Now()
	claims := map[string]any{
		"iss": "tokens", "sub": name, "aud": []string{"the registry"}, "jti": fmt.Sprint(i.given.Add(1)),
		"exp": now.Add(i.life).Unix(), "nbf": now.Add(-time.Minute).Unix(), "iat": now.Unix(), "access": rights,
	}
	token, err := jwt.Signed(i.signer).Claims(claims).Serialize()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"token": token, "access_token": token, "expires_in": int(i.life.Seconds())})
}
