// Gets, uses, renews and gives back tokens. Nothing here returns a token, except `release`, for moving them, and `signOut`, an ID
// token whose sign-in is over: no API takes one, and the provider takes it for a sign-out only.
//
// The same class runs in the page, over a storage, and in the worker, over a variable.

import { verify } from "./id-token.js";
import { Refused, published } from "./provider.js";

export class Tokens {
  #settings;
  #provider;
  #store;
  #lock;
  #findKey;

  /** `lock`: the name shared by everything that shares the store. */
  constructor({ settings, provider, store, lock }) {
    this.#settings = settings;
    this.#provider = provider;
    this.#store = store;
    this.#lock = lock;
    this.#findKey = published(provider.jwks_uri);
  }

  /** Who is signed in and until when; `null`: nobody. */
  async facts() {
    return facts(await this.#store.read());
  }

  /** Trades a code for tokens (RFC 6749 §4.1.3). The tokens of a sign-in before are given back. */
  redeem({ code, verifier, nonce, redirectUri }) {
    return this.#alone(async () => {
      const before = await this.#store.read();
      const parameters = { grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier };
      const answer = await this.#ask(parameters);
      const record = recordOf(answer, null);
      try {
        record.claims = await this.#verified(answer, { nonce });
      } catch (error) {
        await this.#revoke(record);
        throw error;
      }
      await this.#store.write(record);
      await this.#revoke(before);
      return facts(record);
    });
  }

  /**
   * Trades the refresh token for new tokens (RFC 6749 §6); the new refresh token takes the place of the old one. One trade at a
   * time: whoever waited finds the tokens of the other one. `seen` is the stamp of the tokens that seemed too old.
   */
  refresh(seen) {
    return this.#alone(async () => {
      const record = await this.#present();
      return record.stamp === seen ? facts(await this.#renew(record)) : facts(record);
    });
  }

  /** Asks the userinfo endpoint (OIDC Core §5.3). */
  async userinfo() {
    let record = await this.#present();
    if (record.expiresAt <= Date.now()) {
      await this.refresh(record.stamp);
      record = await this.#present();
    }
    // A refusal of an unknown token may come without CORS headers, and then looks like no answer at all.
    let answer = await this.#call(record).catch(() => null);
    if (!answer || answer.status === 401) {
      // Ended at the provider, or its clock is ahead: the refresh token knows.
      await this.refresh(record.stamp);
      record = await this.#present();
      answer = await this.#call(record);
    }
    if (!answer.ok) {
      throw new Refused("userinfo", `The provider answers ${answer.status} to userinfo.`);
    }
    const claims = await answer.json();
    // §5.3.2: an answer about somebody else was swapped.
    if (claims.sub !== record.claims.sub) {
      throw new Refused("userinfo", "The userinfo answer is about somebody else.");
    }
    return claims;
  }

  /** Forgets the tokens and gives them back (RFC 7009). `told`: whether the provider heard of it; `idToken`: whose sign-in it was. */
  signOut() {
    return this.#alone(async () => {
      const record = await this.#store.read();
      await this.#store.clear();
      return { told: await this.#revoke(record), idToken: record?.idToken ?? null };
    });
  }

  /** Takes tokens over from another place. */
  accept(record) {
    return this.#alone(() => this.#store.write(record));
  }

  /** Hands the tokens out and forgets them. The worker does not offer this. */
  release() {
    return this.#alone(async () => {
      const record = await this.#store.read();
      await this.#store.clear();
      return record;
    });
  }

  /** One at a time, in all tabs that share the store. */
  #alone(work) {
    return navigator.locks.request(this.#lock, work);
  }

  async #present() {
    const record = await this.#store.read();
    if (!record) {
      throw new Refused("signed_out", "You are signed out.");
    }
    return record;
  }

  async #renew(record) {
    if (!record.refreshToken) {
      throw new Refused("no_refresh_token", "There is no refresh token: offline_access was not granted. Sign in again.");
    }
    let answer;
    try {
      answer = await this.#ask({ grant_type: "refresh_token", refresh_token: record.refreshToken });
    } catch (error) {
      if (error.code === "invalid_grant") {
        await this.#store.clear();
        throw new Refused("invalid_grant", "The provider has ended this sign-in. Sign in again.");
      }
      throw error;
    }
    const renewed = recordOf(answer, record);
    if (answer.id_token !== undefined) {
      renewed.claims = { ...(await this.#verified(answer, { before: record.claims })), nonce: record.claims.nonce };
    }
    await this.#store.write(renewed);
    return renewed;
  }

  #verified(answer, expected) {
    const { issuer, clientId, alg } = this.#settings;
    const now = Math.floor(Date.now() / 1000);
    const accessToken = answer.access_token;
    return verify(answer.id_token, { issuer, clientId, alg, findKey: this.#findKey, accessToken, now, ...expected });
  }

  /** Asks the token endpoint, as a public client (RFC 6749 §3.2.1). */
  async #ask(parameters) {
    const answer = await this.#post(this.#provider.token_endpoint, parameters);
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      throw new Refused(body.error ?? "token", body.error_description ?? `The provider answers ${answer.status}.`);
    }
    if (typeof body.access_token !== "string" || body.token_type?.toLowerCase() !== "bearer") {
      throw new Refused("token", "The provider's answer has no bearer token.");
    }
    return body;
  }

  /** Whether the provider was told. A refresh token takes everything along that came with it (RFC 7009 §2.1). */
  async #revoke(record) {
    const endpoint = this.#provider.revocation_endpoint;
    if (!record || !endpoint) {
      return record === null;
    }
    const answer = await this.#post(endpoint, { token: record.refreshToken ?? record.accessToken }).catch(() => null);
    return answer?.ok ?? false;
  }

  async #post(url, parameters) {
    const body = new URLSearchParams({ ...parameters, client_id: this.#settings.clientId });
    try {
      // No cookie goes along: the provider's session has no say here.
      return await fetch(url, { method: "POST", body, credentials: "omit", redirect: "error", cache: "no-store" });
    } catch {
      throw new Refused("unreachable", "The provider does not answer. Try again in a moment.");
    }
  }

  async #call({ accessToken }) {
    const headers = { authorization: `Bearer ${accessToken}` };
    try {
      return await fetch(this.#provider.userinfo_endpoint, { headers, credentials: "omit", redirect: "error", cache: "no-store" });
    } catch {
      throw new Refused("unreachable", "The provider does not answer. Try again in a moment.");
    }
  }
}

/** What is kept of an answer of the token endpoint. The ID token says at sign-out which sign-in is meant. */
function recordOf(answer, before) {
  const lifetime = Number(answer.expires_in) || 60;
  return {
    accessToken: answer.access_token,
    // A provider that does not rotate sends none, and the old one stays good (RFC 6749 §6).
    refreshToken: answer.refresh_token ?? before?.refreshToken ?? null,
    scope: answer.scope ?? before?.scope ?? null,
    idToken: answer.id_token ?? before?.idToken ?? null,
    claims: before?.claims ?? null,
    lifetime: lifetime * 1000,
    expiresAt: Date.now() + lifetime * 1000,
    refreshes: before ? before.refreshes + 1 : 0,
    stamp: crypto.randomUUID(),
  };
}

function facts(record) {
  if (!record) {
    return null;
  }
  const { accessToken, refreshToken, idToken, ...rest } = record;
  return { ...rest, canRefresh: refreshToken !== null };
}
