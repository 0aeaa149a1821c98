// @ts-check
// Knows which page of the events that pass the filters is listed: the server is asked, and only the last answer counts.

import { decode } from "./data.js";
import { latest, paced } from "./latest.js";
import { complain, settle } from "./notices.js";
import { FILTERS } from "./state.js";
import { t } from "./words.js";

/** @import { EventRecord, State, Store } from "./types" */
/** @import { Listed, ManyServer } from "./manyserver.js" */

const PAUSE_MS = 60; // a reader who still types or drags
export const A_PAGE = 50;

/** Whether other events are asked for. The server looks for words itself. @param {State} state @param {State} before */
export function asksAnew(state, before) {
  return state.q !== before.q || FILTERS.some((key) => key !== "found" && state[key] !== before[key]);
}

/** @param {Store} store @param {ManyServer} server @param {Listed} first what the page came with */
export function createQuestion(store, server, first) {
  let found = first;
  /** @type {Map<string, EventRecord>} */
  let known = new Map();
  /** @type {Promise<void> | null} */
  let learning = null;
  /** @type {number | null} the page that was turned to; null: the one with the selected event */
  let page = null;
  /** @type {((found: Listed) => void)[]} */
  const listeners = [];

  const ask = latest((/** @type {State} */ state, signal) => {
    const which = page === null ? { sel: state.sel ?? "" } : { page, sel: state.sel ?? "" };
    return server.listed(state, which, signal);
  });
  const name = latest((/** @type {readonly number[]} */ at, signal) => server.part(at, signal));

  const look = async () => {
    try {
      const answer = await ask(store.get());
      if (!answer) return;
      settle("data");
      found = answer;
      learning = null;
      for (const listener of listeners) listener(answer);
    } catch {
      complain("data", t("The list could not be loaded."), look);
    }
  };
  /** Ask where and what the listed events are. */
  const learn = async () => {
    const index = found.at.length > 0 ? await name(found.at).catch(() => null) : null;
    if (index) known = new Map(decode(index).events.map((event) => [event.id, event]));
  };
  const soon = paced(() => look(), PAUSE_MS);
  store.subscribe((state, before) => {
    const anew = asksAnew(state, before);
    const elsewhere = state.sel !== null && state.sel !== before.sel && !found.ids.includes(state.sel);
    if (anew || elsewhere) page = null;
    if (anew || elsewhere) soon();
  });

  return {
    /** The listed events become known, for the map: of most pages none is ever pointed at. */
    learn() {
      learning ??= learn();
      return learning;
    },
    found: () => found,
    /** A listed event; undefined until it is known. @param {string | null | undefined} id */
    event: (id) => known.get(id ?? ""),
    /** @param {(found: Listed) => void} listener called with what the page came with, and with each new answer */
    listen(listener) {
      listeners.push(listener);
      listener(found);
    },
    /** Turn to another page, from 1. @param {number} number */
    turn(number) {
      page = number;
      return look();
    },
  };
}

/** @typedef {ReturnType<typeof createQuestion>} Question */
