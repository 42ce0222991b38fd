package main

import (
	"context"
	"net/http"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// go-oidc with golang.org/x/oauth2: discovery, code with PKCE, ID token, userinfo, refresh.
func goOIDC(s settings) error {
	ctx := context.Background()
	provider, err := oidc.NewProvider(ctx, s.issuer)
	if err != nil {
		return err
	}
	config := oauth2.Config{
		ClientID:     s.clientID,
		ClientSecret: s.clientSecret,
		RedirectURL:  s.home + "/callback",
		Endpoint:     provider.Endpoint(),
		Scopes:       []string{oidc.ScopeOpenID, "profile", "email", oidc.ScopeOfflineAccess},
	}
	wrong := config
	wrong.ClientSecret = "not the secret"
	verifier := provider.Verifier(&oidc.Config{ClientID: s.clientID})
	var state, nonce, pkce string
	var token *oauth2.Token

	http.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		state, nonce, pkce = oauth2.GenerateVerifier(), oauth2.GenerateVerifier(), oauth2.GenerateVerifier()
		http.Redirect(w, r, config.AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(pkce)), http.StatusFound)
	})
	http.HandleFunc("/callback", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("state") != state {
			http.Error(w, "another state", http.StatusBadRequest)
			return
		}
		token, err = config.Exchange(ctx, r.URL.Query().Get("code"), oauth2.VerifierOption(pkce))
		if err != nil {
			fail(w, err)
			return
		}
		raw, _ := token.Extra("id_token").(string)
		idToken, err := verifier.Verify(ctx, raw)
		if err == nil {
			err = idToken.VerifyAccessToken(token.AccessToken)
		}
		if err != nil {
			fail(w, err)
			return
		}
		info, err := provider.UserInfo(ctx, config.TokenSource(ctx, token))
		if err != nil {
			fail(w, err)
			return
		}
		var claims map[string]any
		if err := info.Claims(&claims); err != nil {
			fail(w, err)
			return
		}
		say(w, map[string]any{"issuer": idToken.Issuer, "sub": idToken.Subject, "nonce": idToken.Nonce == nonce, "userinfo": claims})
	})
	refresh := func(config *oauth2.Config) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			old := *token
			old.Expiry = time.Now().Add(-time.Minute)
			renewed, err := config.TokenSource(ctx, &old).Token()
			if err != nil {
				fail(w, err)
				return
			}
			say(w, map[string]any{
				"renewed": renewed.AccessToken != token.AccessToken,
				"rotated": renewed.RefreshToken != token.RefreshToken,
			})
			token = renewed
		}
	}
	http.HandleFunc("/refresh", refresh(&config))
	http.HandleFunc("/refused", refresh(&wrong))
	return nil
}
