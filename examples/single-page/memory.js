// The page's side of the worker that keeps tokens in memory: it passes on what the worker offers. No token comes back, but the ID
// token when the person signs out.

import { Refused } from "./provider.js";

const address = new URL("memory-worker.js", import.meta.url).href;
// With `require-trusted-types-for 'script'` no other code of this page can start a worker.
const policy = globalThis.trustedTypes?.createPolicy("tide-table", { createScriptURL: () => address });

/** Starts a worker with an empty memory. */
export function openMemory({ settings, provider }) {
  const worker = new Worker(policy ? policy.createScriptURL("") : address, { type: "module" });
  const waiting = new Map();
  let last = 0;
  worker.onmessage = ({ data: { id, value, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    error ? reject(new Refused(error.code, error.message)) : resolve(value);
  };
  const ask = (what, argument) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      worker.postMessage({ id: last, what, argument });
    });
  ask("open", { settings, provider });
  return {
    facts: () => ask("facts"),
    redeem: (answer) => ask("redeem", answer),
    refresh: (seen) => ask("refresh", seen),
    userinfo: () => ask("userinfo"),
    signOut: () => ask("signOut"),
    accept: (record) => ask("accept", record),
    close: () => worker.terminate(),
  };
}
