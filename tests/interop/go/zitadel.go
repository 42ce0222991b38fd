package main

import (
	"context"
	"net/http"

	"github.com/zitadel/oidc/v3/pkg/client/rp"
	"github.com/zitadel/oidc/v3/pkg/client/rs"
	httphelper "github.com/zitadel/oidc/v3/pkg/http"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"golang.org/x/oauth2"
)

// zitadel/oidc: its handlers for the sign-in, userinfo, refresh, and its resource server, which introspects.
func zitadel(s settings) error {
	ctx := context.Background()
	key := []byte("only-for-this-test-32-bytes-long")
	cookies := httphelper.NewCookieHandler(key, key, httphelper.WithUnsecure())
	scopes := []string{oidc.ScopeOpenID, oidc.ScopeProfile, oidc.ScopeEmail, oidc.ScopeOfflineAccess}
	provider, err := rp.NewRelyingPartyOIDC(ctx, s.issuer, s.clientID, s.clientSecret, s.home+"/callback", scopes,
		rp.WithCookieHandler(cookies), rp.WithPKCE(cookies))
	if err != nil {
		return err
	}
	resources, err := rs.NewResourceServerClientCredentials(ctx, s.issuer, s.clientID, s.clientSecret)
	if err != nil {
		return err
	}
	var kept *oidc.Tokens[*oidc.IDTokenClaims]

	http.HandleFunc("/login", rp.AuthURLHandler(oauth2.GenerateVerifier, provider))
	signedIn := func(w http.ResponseWriter, r *http.Request, tokens *oidc.Tokens[*oidc.IDTokenClaims], state string, provider rp.RelyingParty, info *oidc.UserInfo) {
		kept = tokens
		say(w, map[string]any{"issuer": tokens.IDTokenClaims.Issuer, "sub": tokens.IDTokenClaims.Subject, "userinfo": info})
	}
	http.HandleFunc("/callback", rp.CodeExchangeHandler(rp.UserinfoCallback(signedIn), provider))
	http.HandleFunc("/refresh", func(w http.ResponseWriter, r *http.Request) {
		renewed, err := rp.RefreshTokens[*oidc.IDTokenClaims](ctx, provider, kept.RefreshToken, "", "")
		if err != nil {
			fail(w, err)
			return
		}
		introspection, err := rs.Introspect[*oidc.IntrospectionResponse](ctx, resources, renewed.AccessToken)
		if err != nil {
			fail(w, err)
			return
		}
		say(w, map[string]any{
			"renewed":       renewed.AccessToken != kept.AccessToken,
			"rotated":       renewed.RefreshToken != kept.RefreshToken,
			"introspection": introspection,
		})
		kept = renewed
	})
	http.HandleFunc("/revoke", func(w http.ResponseWriter, r *http.Request) {
		if err := rp.RevokeToken(ctx, provider, kept.RefreshToken, "refresh_token"); err != nil {
			fail(w, err)
			return
		}
		introspection, err := rs.Introspect[*oidc.IntrospectionResponse](ctx, resources, kept.AccessToken)
		if err != nil {
			fail(w, err)
			return
		}
		say(w, introspection)
	})
	return nil
}
