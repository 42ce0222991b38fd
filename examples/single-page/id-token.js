// Verifies an ID token (OIDC Core §3.1.3.7) with nothing but WebCrypto.

import { Refused } from "./provider.js";

/** The clocks of this device and of the provider may differ by so much, in seconds. */
const LEEWAY = 60;
/** A fresh ID token was made this long ago at most, in seconds. */
const OLDEST = 600;

const ALGORITHMS = {
  RS256: { kty: "RSA", key: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, verify: "RSASSA-PKCS1-v1_5" },
  ES256: { kty: "EC", crv: "P-256", key: { name: "ECDSA", namedCurve: "P-256" }, verify: { name: "ECDSA", hash: "SHA-256" } },
};

/**
 * The claims, when everything holds; throws `Refused` otherwise.
 *
 * `expected`: `issuer`, `clientId`, `alg`, `findKey`, `accessToken`, `now` in seconds, and either `nonce` or, after a refresh,
 * `before`: the claims of the first ID token (OIDC Core §12.2).
 */
export async function verify(idToken, expected) {
  const parts = String(idToken).split(".");
  if (parts.length !== 3) {
    throw refused("It has not three parts.");
  }
  const [header, claims] = [parsed(parts[0]), parsed(parts[1])];
  const algorithm = Object.hasOwn(ALGORITHMS, expected.alg) ? ALGORITHMS[expected.alg] : null;
  // The app decides, never the token: that is how `none` and mixed-up keys are kept out (RFC 8725 §3.1).
  if (!algorithm || header.alg !== expected.alg || header.crit !== undefined) {
    throw refused(`It is signed with ${header.alg}, not with ${expected.alg}.`);
  }
  const fits = (key) =>
    key.kty === algorithm.kty && key.crv === algorithm.crv && (key.use ?? "sig") === "sig" && (key.alg ?? header.alg) === header.alg;
  const jwk = typeof header.kid === "string" ? await expected.findKey(header.kid, fits) : null;
  if (!jwk) {
    throw refused(`The provider publishes no key ${header.kid} for it.`);
  }
  const { kty, crv, n, e, x, y } = jwk;
  const key = await crypto.subtle.importKey("jwk", { kty, crv, n, e, x, y }, algorithm.key, false, ["verify"]);
  const signed = new TextEncoder().encode(`${parts[0]}.${parts[1]}`);
  if (!(await crypto.subtle.verify(algorithm.verify, key, bytes(parts[2]), signed))) {
    throw refused("Its signature is wrong.");
  }
  checkClaims(claims, expected);
  if (claims.at_hash !== undefined && claims.at_hash !== (await leftHalf(expected.accessToken))) {
    throw refused("The access token beside it was swapped (at_hash).");
  }
  return claims;
}

function checkClaims(claims, { issuer, clientId, nonce, before, now }) {
  const audience = [claims.aud].flat();
  if (claims.iss !== issuer) {
    throw refused(`It is from ${claims.iss} (iss).`);
  }
  if (!audience.includes(clientId)) {
    throw refused(`It is for ${audience.join(", ")} (aud).`);
  }
  // With several audiences azp must say that this app asked.
  if ((audience.length > 1 || claims.azp !== undefined) && claims.azp !== clientId) {
    throw refused(`It was issued to ${claims.azp} (azp).`);
  }
  if (!(Number.isFinite(claims.exp) && now < claims.exp + LEEWAY)) {
    throw refused("It has expired (exp).");
  }
  if (!(Number.isFinite(claims.iat) && claims.iat <= now + LEEWAY && claims.iat > now - OLDEST)) {
    throw refused("It was not made just now (iat). Is the clock of this device right?");
  }
  if (typeof claims.sub !== "string" || claims.sub === "") {
    throw refused("It names nobody (sub).");
  }
  if (before ? (claims.nonce ?? before.nonce) !== before.nonce : claims.nonce !== nonce) {
    throw refused("It answers another request (nonce).");
  }
  if (before && (claims.sub !== before.sub || claims.auth_time !== before.auth_time)) {
    throw refused("It is about another sign-in than before (sub, auth_time).");
  }
}

/** `at_hash` (OIDC Core §3.1.3.6): RS256 and ES256 both hash with SHA-256. */
async function leftHalf(accessToken) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(accessToken));
  return base64url(new Uint8Array(hash, 0, 16));
}

/** Bytes as base64url without padding. */
export function base64url(array) {
  return btoa(String.fromCharCode(...array)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytes(text) {
  if (!/^[\w-]+$/.test(text)) {
    throw refused("A part of it is not base64url.");
  }
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
}

function parsed(part) {
  let value;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes(part)));
  } catch {
    value = null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw refused("A part of it is not JSON.");
  }
  return value;
}

function refused(reason) {
  return new Refused("id_token", `The ID token is not good. ${reason}`);
}
