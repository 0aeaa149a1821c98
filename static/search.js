// @ts-check
// Knows in which events the words that a reader types are found: the server is asked, and only the last question counts.

import { complain, settle } from "./notices.js";
import { t } from "./words.js";

/** @import { Store } from "./types" */
/** @import { Server } from "./server.js" */

const PAUSE_MS = 150; // a reader is done typing, for now

/** Keeps `found` of the state in step with its `q`. @param {Store} store @param {Server} server */
export function createSearch(store, server) {
  let latest = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  const look = async () => {
    const { q } = store.get();
    const { signal } = latest;
    settle("search");
    try {
      const found = q ? await server.search(q, signal) : null;
      if (!signal.aborted && found !== store.get().found) store.set({ found }); // else a link would be written anew
    } catch {
      if (signal.aborted) return;
      store.set({ found: null });
      complain("search", t("The words could not be looked for: all events are listed."), ask);
    }
  };
  const ask = () => {
    latest.abort();
    latest = new AbortController();
    return look();
  };
  store.subscribe((state, before) => {
    if (state.q === before.q) return;
    clearTimeout(pause);
    pause = setTimeout(ask, state.q ? PAUSE_MS : 0);
  });
  return { ask };
}
