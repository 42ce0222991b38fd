// Who is signed in, in this tab and in the others. Everything the page does goes through here.

import { openMemory } from "./memory.js";
import { discover, settings as readSettings } from "./provider.js";
import * as signing from "./sign-in.js";
import * as leaving from "./sign-out.js";
import { indexed, isAboutTokens, webStorage } from "./stores.js";
import { listen, tell, thisTab } from "./tabs.js";
import { Tokens } from "./tokens.js";

/** The choice is no secret, and stays when the tokens go. */
const CHOICE = "tide-table.place";
const STORES = {
  session: () => webStorage(sessionStorage),
  local: () => webStorage(localStorage),
  indexed,
};
/** Tabs share these two. */
const SHARED = ["local", "indexed"];

/** `change` when anything below changed; its `detail` is a sentence for the person, or empty. */
export const changes = new EventTarget();

let settings;
let provider;
let tab;
let place = "memory";
let tokens;
let facts = null;
let timer;

/** What a page may show. No token is in it. */
export function view() {
  return { ready: Boolean(tokens), place, facts, issuer: settings?.issuer, hint: settings?.hint };
}

/**
 * Finds the provider, takes the answer it sent, or what is kept from before. Throws when the answer is no good. `true`: the person
 * comes back from signing out.
 */
export async function start() {
  // Before anything else is loaded or waited for.
  const cameBack = leaving.takeReturn();
  const answer = signing.takeAnswer();
  settings = await readSettings();
  provider = await discover(settings.issuer);
  tab = await thisTab();
  if (tab.isCopy) {
    await STORES.session().clear();
  }
  use(known(answer?.asked?.place ?? localStorage.getItem(CHOICE)));
  followOtherTabs();
  try {
    if (answer) {
      await tokens.redeem(signing.check(answer, settings, provider));
      localStorage.setItem(CHOICE, place);
      tellSharers();
    }
  } finally {
    await reread(cameBack ? "You are signed out: here, in every tab, and at the provider." : copied());
  }
  return cameBack;
}

/** Goes to the provider. `prompt`: `none` asks for an answer without any page. */
export async function signIn(prompt) {
  if (!tokens) {
    // The provider was not there when this page began.
    return location.reload();
  }
  if (place === "memory" && facts) {
    // Leaving the page empties the memory; what was in it must not stay good.
    await tokens.signOut();
  }
  location.assign(await signing.request({ settings, provider, place, prompt }));
}

/** New tokens for old ones. */
export async function refresh() {
  await watched(() => tokens.refresh(facts?.stamp));
  tellSharers();
}

/** What the provider says of the person. */
export async function userinfo() {
  return watched(() => tokens.userinfo());
}

/** Ends the sign-in here and in every tab, and goes to the provider to end it there. */
export async function signOut() {
  const { told, idToken } = await signOutHere();
  tell({ event: "signed-out" });
  const there = told ? leaving.request({ settings, provider, idToken }) : null;
  if (!told) {
    await reread("You are signed out here. The provider could not be told: it does not answer.");
  } else if (!there) {
    await reread("You are signed out, in every tab. The provider may still know you: it has no address to sign out at.");
  } else {
    await reread("You are signed out, in every tab. The provider is next …");
    location.assign(there);
  }
}

/** Keeps tokens somewhere else from now on, and moves those there are. Nothing comes out of memory. */
export async function keepIn(chosen) {
  if (chosen === place) {
    return;
  }
  let sentence = "";
  if (facts && place === "memory") {
    await tokens.signOut();
    sentence = "The memory hands no token out, so they were revoked instead of moved. Sign in again to keep new ones here.";
  }
  const record = place === "memory" ? null : await tokens.release();
  tellSharers();
  use(chosen);
  localStorage.setItem(CHOICE, place);
  if (record) {
    await tokens.accept(record);
    tellSharers();
    sentence = "The tokens were moved, and the former place is empty.";
  }
  await reread(sentence);
}

function use(chosen) {
  tokens?.close?.();
  place = chosen;
  if (place === "memory") {
    tokens = openMemory({ settings, provider });
  } else {
    const lock = place === "session" ? `tide-table.session.${tab.name}` : `tide-table.${place}`;
    tokens = new Tokens({ settings, provider, store: STORES[place](), lock });
  }
}

function copied() {
  return tab.isCopy && place === "session" ? "This tab is a copy of another one. It does not share that one's tokens." : "";
}

function known(name) {
  return Object.hasOwn(STORES, name ?? "") ? name : "memory";
}

/** Revokes what this tab uses, and empties every place. */
async function signOutHere() {
  const ended = await tokens.signOut();
  await Promise.all(Object.values(STORES).map((open) => open().clear()));
  signing.forget();
  return ended;
}

/** Does something with the tokens, and looks afterwards what became of them. */
async function watched(act) {
  try {
    return await act();
  } catch (error) {
    if (error.code === "invalid_grant") {
      tellSharers();
    }
    throw error;
  } finally {
    await reread();
  }
}

async function reread(sentence) {
  facts = await tokens.facts();
  clearTimeout(timer);
  if (facts?.canRefresh) {
    // Shortly before the end: 30 seconds, or a quarter of a short life. All tabs that share the tokens wake up, one trades.
    const margin = Math.min(30_000, facts.lifetime / 4);
    const wait = Math.max(0, facts.expiresAt - margin - Date.now());
    timer = setTimeout(renewQuietly, Math.min(wait, 2 ** 31 - 1));
  }
  changes.dispatchEvent(new CustomEvent("change", { detail: sentence }));
}

async function renewQuietly() {
  const { stamp } = facts;
  try {
    await refresh();
  } catch (error) {
    changes.dispatchEvent(new CustomEvent("change", { detail: error.message }));
    if (facts?.stamp === stamp) {
      // The provider was not there. The tokens are kept.
      clearTimeout(timer);
      timer = setTimeout(renewQuietly, 10_000);
    }
  }
}

function tellSharers() {
  if (SHARED.includes(place)) {
    tell({ event: "changed", place });
  }
}

function followOtherTabs() {
  const lookAgain = async () => {
    const before = facts;
    await reread();
    if (before && !facts) {
      changes.dispatchEvent(new CustomEvent("change", { detail: "Another tab signed out, or moved the tokens." }));
    }
  };
  listen(async ({ event, place: where }) => {
    if (event === "signed-out") {
      const was = facts;
      await signOutHere();
      await reread(was ? "You signed out in another tab." : "");
    } else if (event === "changed" && where === place) {
      await lookAgain();
    }
  });
  // The browser's own news, also when the tokens went without this app: site data cleared, or an older version of it.
  addEventListener("storage", (event) => {
    if (place === "local" && isAboutTokens(event)) {
      lookAgain();
    }
  });
  // A page that the browser kept aside and shows again may be about somebody who signed out meanwhile.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
