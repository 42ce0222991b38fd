package main

import "net/http"

// A page behind a proxy that signs people in: who the proxy says is asking.
func page(settings) error {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		say(w, map[string]any{
			"user":  r.Header.Get("X-Forwarded-User"),
			"email": r.Header.Get("X-Forwarded-Email"),
		})
	})
	return nil
}
