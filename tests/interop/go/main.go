// Apps on libraries for Go, each as its README shows it.
//
//	relying-parties go-oidc|zitadel|page ISSUER CLIENT_ID CLIENT_SECRET PORT
//
// `/login` signs in, and where the browser comes back to prints one JSON object.
package main

import (
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"

	"golang.org/x/oauth2"
)

// How an app asks for people. The values are the arguments.
type settings struct {
	issuer, clientID, clientSecret, home string
}

func main() {
	apps := map[string]func(settings) error{"go-oidc": goOIDC, "zitadel": zitadel, "page": page}
	port := os.Args[5]
	if err := apps[os.Args[1]](settings{os.Args[2], os.Args[3], os.Args[4], "http://127.0.0.1:" + port}); err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}

func say(w http.ResponseWriter, facts any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(facts); err != nil {
		log.Print(err)
	}
}

// What the library told of a failure.
func fail(w http.ResponseWriter, err error) {
	log.Print(err)
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) {
		say(w, map[string]any{"error": refused.ErrorCode, "message": err.Error()})
		return
	}
	say(w, map[string]any{"message": err.Error()})
}
