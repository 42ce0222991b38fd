// Whom the API server of Kubernetes takes somebody for, by its own code, without a cluster.
//
//	kubernetes CONFIGURATION KEY_SET TOKEN
//
// CONFIGURATION is a file of AuthenticationConfiguration, KEY_SET the JWKS document of its issuer. Prints one JSON object.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"

	"github.com/coreos/go-oidc"
	"github.com/go-jose/go-jose/v4"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apiserver/pkg/apis/apiserver"
	"k8s.io/apiserver/pkg/apis/apiserver/install"
	"k8s.io/apiserver/pkg/apis/apiserver/validation"
	authenticationcel "k8s.io/apiserver/pkg/authentication/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	authenticator "k8s.io/apiserver/plugin/pkg/authenticator/token/oidc"
)

// The published keys. The authenticator would fetch them from the issuer.
type keys jose.JSONWebKeySet

func (all keys) VerifySignature(_ context.Context, text string) ([]byte, error) {
	signed, err := jose.ParseSigned(text, []jose.SignatureAlgorithm{jose.RS256, jose.ES256, jose.PS256, jose.EdDSA})
	if err != nil {
		return nil, err
	}
	set := jose.JSONWebKeySet(all)
	for _, key := range set.Key(signed.Signatures[0].Header.KeyID) {
		if claims, err := signed.Verify(key); err == nil {
			return claims, nil
		}
	}
	return nil, fmt.Errorf("no published key signed it")
}

func read(file string) []byte {
	text, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	return text
}

func main() {
	scheme := runtime.NewScheme()
	install.Install(scheme)
	// As strictly as the API server reads its file: an unknown member is an error.
	decoder := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDecoder()
	found, err := runtime.Decode(decoder, read(os.Args[1]))
	if err != nil {
		log.Fatal(err)
	}
	configuration := found.(*apiserver.AuthenticationConfiguration)
	compiler := authenticationcel.NewCompiler(environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion()))
	if wrong := validation.ValidateAuthenticationConfiguration(compiler, configuration, nil); len(wrong) > 0 {
		log.Fatal(wrong.ToAggregate())
	}
	var published jose.JSONWebKeySet
	if err := json.Unmarshal(read(os.Args[2]), &published); err != nil {
		log.Fatal(err)
	}
	var set oidc.KeySet = keys(published)
	checks, err := authenticator.New(context.Background(), authenticator.Options{
		JWTAuthenticator: configuration.JWT[0],
		KeySet:           set,
	})
	if err != nil {
		log.Fatal(err)
	}
	answer, known, err := checks.AuthenticateToken(context.Background(), os.Args[3])
	told := map[string]any{"known": known}
	if err != nil {
		told["error"] = err.Error()
	}
	if known {
		told["name"] = answer.User.GetName()
		told["groups"] = answer.User.GetGroups()
		told["uid"] = answer.User.GetUID()
	}
	if err := json.NewEncoder(os.Stdout).Encode(told); err != nil {
		log.Fatal(err)
	}
}
