// Places for tokens. Each has `read` (`null`: nothing), `write` and `clear`.

const KEY = "tide-table.tokens";

/** A variable: as long as the script that made it runs. */
export function variable() {
  let record = null;
  return {
    read: async () => record,
    write: async (value) => void (record = value),
    clear: async () => void (record = null),
  };
}

/** `sessionStorage` or `localStorage`. */
export function webStorage(storage) {
  return {
    async read() {
      try {
        return JSON.parse(storage.getItem(KEY));
      } catch {
        return null;
      }
    },
    write: async (value) => storage.setItem(KEY, JSON.stringify(value)),
    clear: async () => storage.removeItem(KEY),
  };
}

/** Whether an event of `localStorage` is about tokens. */
export function isAboutTokens(event) {
  return event.storageArea === localStorage && (event.key === KEY || event.key === null);
}

/** IndexedDB. */
export function indexed() {
  return {
    read: async () => (await within("readonly", (store) => store.get(KEY))) ?? null,
    write: (value) => within("readwrite", (store) => store.put(value, KEY)),
    clear: () => within("readwrite", (store) => store.delete(KEY)),
  };
}

async function within(mode, act) {
  const opening = indexedDB.open("tide-table", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("tokens");
  const database = await result(opening);
  try {
    return await result(act(database.transaction("tokens", mode).objectStore("tokens")));
  } finally {
    database.close();
  }
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
