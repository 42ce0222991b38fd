"""An app on Authlib: discovery, code with PKCE, ID token, userinfo, refresh, introspection, revocation.

    authlib_rp.py ISSUER CLIENT_ID CLIENT_SECRET REDIRECT_URI

Prints the URL to open, reads the URL the browser was sent back to, and prints one JSON object per line.
"""

import json
import sys
from urllib.parse import parse_qs, urlsplit

from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet


def say(**facts):
    print(json.dumps(facts), flush=True)


def main(issuer, client_id, client_secret, redirect_uri):
    session = OAuth2Session(
        client_id,
        client_secret,
        scope="openid profile email offline_access",
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
    )
    provider = session.get(f"{issuer}/.well-known/openid-configuration", withhold_token=True).json()
    assert provider["issuer"] == issuer, provider
    verifier, nonce = generate_token(48), generate_token(20)
    url, state = session.create_authorization_url(
        provider["authorization_endpoint"], code_verifier=verifier, nonce=nonce
    )
    say(open=url)

    answer = sys.stdin.readline().strip()
    # RFC 9207; the library leaves it to its user.
    assert parse_qs(urlsplit(answer).query)["iss"] == [issuer], answer
    # Checks the state.
    token = session.fetch_token(
        provider["token_endpoint"], authorization_response=answer, state=state, code_verifier=verifier
    )
    keys = KeySet.import_key_set(session.get(provider["jwks_uri"], withhold_token=True).json())
    id_token = jwt.decode(token["id_token"], keys, algorithms=["RS256"])
    claims = CodeIDToken(
        id_token.claims,
        id_token.header,
        {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client_id}},
        {"nonce": nonce, "client_id": client_id, "access_token": token["access_token"]},
    )
    claims.validate()
    say(id_token=claims)

    userinfo = session.get(provider["userinfo_endpoint"])
    userinfo.raise_for_status()
    say(userinfo=userinfo.json())

    first = dict(token)
    token = session.refresh_token(provider["token_endpoint"], refresh_token=first["refresh_token"])
    say(
        refreshed=token["access_token"] != first["access_token"],
        rotated=token["refresh_token"] != first["refresh_token"],
    )

    def introspect(value, hint):
        answer = session.introspect_token(provider["introspection_endpoint"], token=value, token_type_hint=hint)
        answer.raise_for_status()
        return answer.json()

    say(introspected=introspect(token["access_token"], "access_token"))
    revoked = session.revoke_token(
        provider["revocation_endpoint"], token=token["refresh_token"], token_type_hint="refresh_token"
    )
    revoked.raise_for_status()
    say(
        access_after=introspect(token["access_token"], "access_token"),
        refresh_after=introspect(token["refresh_token"], "refresh_token"),
        userinfo_after=session.get(provider["userinfo_endpoint"]).status_code,
    )


main(*sys.argv[1:])
