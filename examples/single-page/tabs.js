// What the tabs of this app tell each other.

const channel = new BroadcastChannel("tide-table");

/** Tells the other tabs: `signed-out`, or `changed` for a place they may share. */
export function tell(event) {
  channel.postMessage(event);
}

/** Hears what other tabs tell. */
export function listen(hear) {
  channel.onmessage = ({ data }) => hear(data);
}

/**
 * The name of this tab, and whether it is a copy. A duplicated tab starts with a copy of sessionStorage, so both would hold
 * the same refresh token, and the second use of it looks like theft. The original holds a lock under its name.
 */
export async function thisTab() {
  const known = sessionStorage.getItem(NAME);
  if (known && (await hold(known))) {
    return { name: known, isCopy: false };
  }
  const name = crypto.randomUUID();
  sessionStorage.setItem(NAME, name);
  await hold(name);
  return { name, isCopy: known !== null };
}

const NAME = "tide-table.tab";

/** Holds the lock of a name until this page goes. `false`: somebody has it; a page that is just going may take a moment. */
function hold(name) {
  return new Promise((resolve) => {
    const forever = () => (resolve(true), new Promise(() => {}));
    const signal = AbortSignal.timeout(1000);
    navigator.locks.request(`tide-table.tab.${name}`, { signal }, forever).catch(() => resolve(false));
  });
}
