// What this app has to know of its provider: its own settings, and the provider's documents.

/** Something was not as it must be. `code` is for programs, the message for people. */
export class Refused extends Error {
  constructor(code, message) {
    super(message);
    this.name = "Refused";
    this.code = code;
  }
}

/** What `config.json` beside this file says. */
export async function settings() {
  const read = await json(new URL("config.json", import.meta.url));
  if (typeof read.issuer !== "string" || typeof read.client_id !== "string") {
    throw new Refused("settings", "config.json must name an issuer and a client_id.");
  }
  const scope = read.scope ?? "openid profile email offline_access";
  // What the provider uses for a client that registered nothing (OIDC Registration §2).
  const alg = read.id_token_signed_response_alg ?? "RS256";
  return { issuer: read.issuer, clientId: read.client_id, scope, alg, hint: read.hint ?? null };
}

/** The provider's metadata (OIDC Discovery §4). */
export async function discover(issuer) {
  const metadata = await json(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  // §4.3: a document that names somebody else was planted.
  if (metadata.issuer !== issuer) {
    throw new Refused("issuer", `The discovery document is of ${metadata.issuer}, not of ${issuer}.`);
  }
  for (const name of ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"]) {
    if (typeof metadata[name] !== "string") {
      throw new Refused("discovery", `The discovery document has no ${name}.`);
    }
  }
  if (!metadata.code_challenge_methods_supported?.includes("S256")) {
    throw new Refused("discovery", "The provider does not offer PKCE with S256.");
  }
  return metadata;
}

/** The provider's keys. A key that is not known is looked for once more: it may be new. */
export function published(uri) {
  let keys = null;
  return async (kid, fits) => {
    const find = () => (keys ?? []).filter((key) => key.kid === kid && fits(key));
    if (find().length === 0) {
      keys = (await json(uri)).keys;
    }
    const found = find();
    return found.length === 1 ? found[0] : null;
  };
}

async function json(url) {
  let answer;
  try {
    answer = await fetch(url, { cache: "no-cache", credentials: "omit", redirect: "error" });
  } catch {
    throw new Refused("unreachable", `${url} does not answer.`);
  }
  if (!answer.ok) {
    throw new Refused("unreachable", `${url} answers ${answer.status}.`);
  }
  return answer.json();
}
