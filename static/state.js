// @ts-check
// Knows what the reader has chosen, keeps it in the URL, and tells whoever subscribed.

import { daysOf, isoOf } from "./dates.js";
import { CATEGORIES, STATUSES } from "./families.js";

/** @import { State, Store } from "./types" */

/** @type {State} */
export const NOTHING = Object.freeze({
  from: null,
  to: null,
  cat: [],
  status: [],
  actor: "",
  q: "",
  sel: null,
  z: null,
  c: null,
  hover: null,
});

const KEYS = ["from", "to", "cat", "actor", "status", "q", "sel", "z", "c"];

/** Whether the reader chose other events: anything but the map's view and what is under the pointer.
 * @param {State} state @param {State} before */
export function choseAnew(state, before) {
  const keys = /** @type {(keyof State)[]} */ (["from", "to", "cat", "actor", "status", "q", "sel"]);
  return keys.some((key) => state[key] !== before[key]);
}

/** A list given as `cat=a,b`, as `cat=a&cat=b` (what a form sends), or both.
 * @param {URLSearchParams} params @param {string} key @param {readonly string[]} known */
function choices(params, key, known) {
  const given = params.getAll(key).flatMap((value) => value.split(","));
  return known.filter((value) => given.includes(value));
}

/** The first (0) or the last (1) day of a day, month or year. @param {URLSearchParams} params @param {string} key @param {0 | 1} end */
function day(params, key, end) {
  const days = daysOf((params.get(key) ?? "").trim());
  return days && isoOf(end ? days[1] - 1 : days[0]);
}

/** @param {string | null} text @returns {readonly [number, number] | null} */
function centre(text) {
  const parts = (text ?? "").split(",");
  const [lat, lon] = parts.map(Number);
  const sound = parts.length === 2 && Math.abs(lat) <= 90 && Math.abs(lon) <= 360;
  return sound && text ? [lat, lon] : null;
}

/** The state that a query string tells; what it does not understand it leaves out. @param {string} search @returns {State} */
export function readState(search) {
  const params = new URLSearchParams(search);
  const z = Number.parseFloat(params.get("z") ?? "");
  return {
    ...NOTHING,
    from: day(params, "from", 0),
    to: day(params, "to", 1),
    cat: choices(params, "cat", CATEGORIES),
    status: choices(params, "status", STATUSES),
    actor: (params.get("actor") ?? "").slice(0, 200),
    q: (params.get("q") ?? "").slice(0, 200),
    sel: params.get("sel")?.slice(0, 200) || null,
    z: z >= 0 && z <= 20 ? z : null,
    c: centre(params.get("c")),
  };
}

/** The query string of a state, `?` included where there is one; keys of others in `search` stay.
 * @param {State} state @param {string} search */
export function writeState(state, search = "") {
  const params = new URLSearchParams(search);
  for (const key of KEYS) params.delete(key);
  for (const key of KEYS) {
    const value = state[/** @type {keyof State} */ (key)];
    const text = key === "c" && state.c ? state.c.map((degrees) => degrees.toFixed(3)).join(",") : String(value ?? "");
    if (text) params.set(key, text);
  }
  const query = params.toString().replaceAll("%2C", ",");
  return query ? `?${query}` : "";
}

/** The one store of a page; the URL follows it, and the Back button leads it.
 * @param {Window} view @returns {Store} */
export function createStore(view) {
  let state = readState(view.location.search);
  /** @type {Set<(state: State, before: State) => void>} */
  const listeners = new Set();

  /** @param {State} next */
  const become = (next) => {
    const before = state;
    state = Object.freeze(next);
    for (const listener of listeners) listener(state, before);
  };

  view.addEventListener("popstate", () => become({ ...readState(view.location.search), hover: null }));

  return {
    get: () => state,
    set(patch, { push = false } = {}) {
      const next = { ...state, ...patch };
      follow(view, writeState(next, view.location.search), push); // first, so that subscribers read the new URL
      become(next);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Let the URL say `query`. @param {Window} view @param {string} query @param {boolean} push */
function follow(view, query, push) {
  const { pathname, search, hash } = view.location;
  if (query === search) return;
  try {
    view.history[push ? "pushState" : "replaceState"](null, "", `${pathname}${query}${hash}`);
  } catch {
    // A sandboxed frame, or a browser's limit on changes a second: the page works on, its URL lags behind.
  }
}
