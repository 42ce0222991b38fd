// The page: shows what the session says, and hands clicks on. Texts only ever become text.

import { changes, keepIn, refresh, signIn, signOut, start, userinfo, view } from "./session.js";

const at = (id) => document.getElementById(id);
const PLACES = { memory: "the memory of a worker", session: "sessionStorage", local: "localStorage", indexed: "IndexedDB" };

/** What userinfo said: names are there, not in the ID token, so that they are as new as the answer (OIDC Core §5.4). */
let person = null;

changes.addEventListener("change", ({ detail }) => {
  greet();
  if (detail) {
    say(detail);
  }
});

on("sign-in", () => signIn());
on("sign-in-again", () => signIn("none"));
on("sign-out", async () => {
  await signOut();
  // The button that had the focus is gone.
  at("sign-in").focus();
});
on("refresh", async () => {
  const before = view().facts.refreshes;
  await refresh();
  say(view().facts.refreshes > before ? "There is a new access token and a new refresh token. The old refresh token is spent." : "Another tab was refreshing; its tokens are used.");
});
on("ask-userinfo", async () => {
  person = await userinfo();
  say("The provider answered who you are.");
});
on("attack", attack);
at("places").addEventListener("change", ({ target }) => attempt(() => keepIn(target.value)));

attempt(async () => {
  if (await start()) {
    // Where somebody else, or the same person again, goes on.
    at("sign-in").focus();
  }
});

/** Shows the session, and asks once who the person is. */
async function greet() {
  show();
  const { facts } = view();
  if (facts && person?.sub !== facts.claims.sub) {
    person = { sub: facts.claims.sub };
    person = await userinfo().catch(() => person);
    show();
  }
}

function show() {
  const { ready, place, facts, issuer, hint } = view();
  at("sign-in").textContent = ready ? "Sign in" : "Try again";
  at("sign-in-again").hidden = at("about-again").hidden = !ready;
  at("places").disabled = at("attack").disabled = !ready;
  at("issuer").textContent = issuer ? new URL(issuer).host : "its provider";
  at("signed-out").hidden = Boolean(facts);
  at("signed-in").hidden = !facts;
  document.querySelector(`[name=place][value=${place}]`).checked = true;
  document.documentElement.dataset.place = place;
  at("hint").hidden = !hint;
  at("hint-login").textContent = hint?.login ?? "";
  at("hint-password").textContent = hint?.password ?? "";
  if (!facts) {
    person = null;
  }
  fill(at("claims"), facts?.claims ?? {});
  fill(at("userinfo-claims"), person ?? {});
  if (!facts) {
    return;
  }
  at("hello").textContent = person?.name ? `Hello, ${person.name}` : "Hello";
  at("where").textContent = PLACES[place];
  at("until").textContent = new Date(facts.expiresAt).toLocaleTimeString();
  at("refreshes").textContent = facts.refreshes === 1 ? "once" : `${facts.refreshes} times`;
  at("refresh").disabled = !facts.canRefresh;
}

async function attack() {
  const hostile = await import("./hostile.js");
  const finds = await hostile.steal();
  const rows = finds.map(({ place, access, refresh, identity, code }) => {
    const took = [...access.map(named("access token")), ...refresh.map(named("refresh token")), ...identity.map(named("ID token")), ...code.map(named("code, spent already"))];
    return row(place, took.join("\n") || "nothing");
  });
  const stolen = finds.flatMap(({ access }) => access)[0];
  if (stolen) {
    const person = await hostile.use(stolen, { view });
    rows.push(row("Used the access token as a stranger", person ? `the provider answered: ${person.name ?? person.sub}` : "refused"));
  }
  const acted = await hostile.actAsThePerson().catch((error) => error.message);
  rows.push(row("Had the app ask userinfo", acted.sub ? `the provider answered: ${acted.name ?? acted.sub}` : acted));
  at("loot").tBodies[0].replaceChildren(...rows);
  at("loot").hidden = false;
  at("verdict").hidden = false;
  at("verdict").textContent = verdict(finds, acted);
}

function verdict(finds, acted) {
  const tokens = finds.flatMap(({ access, refresh }) => [...access, ...refresh]).length;
  if (tokens > 0) {
    return "It took your tokens, and could use them from anywhere, after you closed this tab.";
  }
  return acted.sub ? "It took no token. It still acted as you, and can as long as this tab is open." : "Nobody is signed in, so there was nothing to take.";
}

function named(what) {
  return (secret) => `${what} ${secret.slice(0, 10)}… (${secret.length} characters)`;
}

function fill(body, claims) {
  body.replaceChildren(...Object.entries(claims).map(([name, value]) => row(name, typeof value === "string" ? value : JSON.stringify(value))));
}

function row(name, value) {
  const [tr, th, td] = ["tr", "th", "td"].map((tag) => document.createElement(tag));
  th.scope = "row";
  th.textContent = name;
  td.textContent = value;
  tr.append(th, td);
  return tr;
}

function on(id, act) {
  at(id).addEventListener("click", () => attempt(act));
}

/** Does something, and says what went wrong. */
async function attempt(act) {
  at("problem").hidden = true;
  say("");
  document.documentElement.dataset.busy = "yes";
  try {
    await act();
  } catch (error) {
    at("problem").textContent = error.message;
    at("problem").hidden = false;
  } finally {
    show();
    delete document.documentElement.dataset.busy;
  }
}

function say(sentence) {
  at("status").textContent = sentence;
}
