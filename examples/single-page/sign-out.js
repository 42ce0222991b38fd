// The way to the provider to sign out there as well, and back (OpenID Connect RP-Initiated Logout §2).
//
// A random `state` waits in this tab meanwhile: no link can make the page say that somebody signed out.

import { base64url } from "./id-token.js";
import { home } from "./sign-in.js";

const LEAVING = "tide-table.leaving";

/** The address to go to; `null`: the provider has none. With `idToken` it need not ask whether the person meant it. */
export function request({ settings, provider, idToken }) {
  if (!provider.end_session_endpoint) {
    return null;
  }
  const state = base64url(crypto.getRandomValues(new Uint8Array(16)));
  const url = new URL(provider.end_session_endpoint);
  const parameters = {
    ...(idToken ? { id_token_hint: idToken } : {}),
    client_id: settings.clientId,
    post_logout_redirect_uri: home(),
    state,
  };
  for (const [name, value] of Object.entries(parameters)) {
    url.searchParams.set(name, value);
  }
  sessionStorage.setItem(LEAVING, state);
  return url.href;
}

/** Whether the browser comes back from signing out there. It does so once. */
export function takeReturn() {
  const waiting = sessionStorage.getItem(LEAVING);
  const parameters = new URLSearchParams(location.search);
  if (waiting === null || parameters.get("state") !== waiting || parameters.size !== 1) {
    return false;
  }
  sessionStorage.removeItem(LEAVING);
  history.replaceState(null, "", home());
  return true;
}
