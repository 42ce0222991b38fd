// The way to the provider and back: code with PKCE (RFC 6749 §4.1, RFC 7636), `state`, `nonce`, `iss` (RFC 9207).
//
// What was asked has to outlive the redirect, so it waits in sessionStorage, which belongs to this tab. One entry per `state`:
// two sign-ins never mix. It goes when the answer comes.

import { base64url } from "./id-token.js";
import { Refused } from "./provider.js";

const ASKED = "tide-table.asked.";
/** An answer that takes longer is not waited for, in milliseconds. */
const PATIENCE = 24 * 60 * 60 * 1000;

/** Where the provider sends the browser back to, as it is registered. */
export function home() {
  return new URL("./", location.href).href;
}

/** Keeps what is asked, and gives the address to go to. `prompt` may be `none` (OIDC Core §3.1.2.1). */
export async function request({ settings, provider, place, prompt }) {
  const [state, nonce, verifier] = [random(), random(), random()];
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const url = new URL(provider.authorization_endpoint);
  const parameters = {
    response_type: "code",
    client_id: settings.clientId,
    redirect_uri: home(),
    scope: settings.scope,
    state,
    nonce,
    code_challenge: base64url(new Uint8Array(hash)),
    code_challenge_method: "S256",
    ...(prompt ? { prompt } : {}),
  };
  for (const [name, value] of Object.entries(parameters)) {
    url.searchParams.set(name, value);
  }
  sessionStorage.setItem(ASKED + state, JSON.stringify({ nonce, verifier, place, at: Date.now() }));
  return url.href;
}

/** Takes the answer out of the address, and what was asked out of its place. `null`: there is no answer. */
export function takeAnswer() {
  forgetOld();
  const parameters = new URLSearchParams(location.search);
  if (!["code", "error", "state"].some((name) => parameters.has(name))) {
    return null;
  }
  // First of all: nobody copies, bookmarks or reloads a code.
  history.replaceState(null, "", home());
  const key = ASKED + parameters.get("state");
  const asked = read(key);
  sessionStorage.removeItem(key);
  return { parameters, asked };
}

/** What to redeem; throws when the answer is not for this tab, or is a refusal. */
export function check({ parameters, asked }, settings, provider) {
  const names = [...parameters.keys()];
  if (!asked || new Set(names).size !== names.length) {
    throw new Refused("state", "That answer is not for this tab: it was not asked for, or was used before.");
  }
  const from = parameters.get("iss");
  const named = provider.authorization_response_iss_parameter_supported || from !== null;
  if (named && from !== settings.issuer) {
    throw new Refused("iss", `That answer is from ${from ?? "nobody"}, not from ${settings.issuer}.`);
  }
  const error = parameters.get("error");
  if (error) {
    throw new Refused(error, MEANING[error] ?? `The provider refused: ${parameters.get("error_description") ?? error}`);
  }
  const code = parameters.get("code");
  if (!code) {
    throw new Refused("code", "That answer has no code.");
  }
  return { code, verifier: asked.verifier, nonce: asked.nonce, redirectUri: home() };
}

/** Forgets everything that was asked from this tab. */
export function forget() {
  entries().forEach((key) => sessionStorage.removeItem(key));
}

function forgetOld() {
  const old = (key) => !(Date.now() - read(key)?.at < PATIENCE);
  entries().filter(old).forEach((key) => sessionStorage.removeItem(key));
}

function entries() {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(ASKED));
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

/** 256 random bits: 43 characters, as PKCE wants them at least (RFC 7636 §4.1). */
function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

const MEANING = {
  access_denied: "You did not agree, so nothing was shared.",
  login_required: "Nobody is signed in at the provider any more. Use “Sign in”.",
  consent_required:
    "The provider knows you, and wants to ask before it lets this app in again: an app at a plain http address cannot prove which app it is. Use “Sign in”; there is nothing to type.",
  interaction_required: "The provider wants to ask you something first. Use “Sign in”.",
  account_selection_required: "The provider wants to know which account. Use “Sign in”.",
  temporarily_unavailable: "The provider is not able to answer now. Try again in a moment.",
};
