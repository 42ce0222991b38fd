// Keeps tokens in a variable of a worker. No script of the page can look in here, and no message asks for a token that
// opens anything.

import { variable } from "./stores.js";
import { Tokens } from "./tokens.js";

const OFFERED = ["facts", "redeem", "refresh", "userinfo", "signOut", "accept"];
let tokens = null;

onmessage = async ({ data: { id, what, argument } }) => {
  try {
    postMessage({ id, value: await act(what, argument) });
  } catch (error) {
    postMessage({ id, error: { code: error.code ?? "error", message: error.message } });
  }
};

async function act(what, argument) {
  if (what === "open" && !tokens) {
    // Opened once, so that nobody points it at another provider later. Nobody else shares this memory or its lock.
    tokens = new Tokens({ ...argument, store: variable(), lock: `tide-table.${crypto.randomUUID()}` });
    return undefined;
  }
  if (!OFFERED.includes(what)) {
    throw new Error("not offered");
  }
  return tokens[what](argument);
}
