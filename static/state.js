// @ts-check
// Knows what the reader has chosen, keeps it in the URL, and tells whoever subscribed.

import { daysOf, isoOf } from "./dates.js";
import { CATEGORIES, STATUSES } from "./families.js";

/** @import { Box, Lane, State, Store } from "./types" */

/** @type {State} */
export const NOTHING = Object.freeze({
  from: null,
  to: null,
  cat: [],
  status: [],
  actor: "",
  claimant: "",
  q: "",
  asof: null,
  bbox: null,
  briefing: [],
  sel: null,
  z: null,
  c: null,
  lane: "cat",
  found: null,
  hover: null,
});

/** In the order in which the URL has them. @type {readonly (keyof State)[]} */
const KEYS = /** @type {any} */ ("from to cat actor claimant status q asof bbox briefing sel z c lane".split(" "));

/** Those that decide which events are shown; `found` stands for `q`, which is only what was typed.
 * @type {readonly (keyof State)[]} */
export const FILTERS = /** @type {any} */ ("from to cat actor claimant status found asof bbox briefing".split(" "));

/** How many filters narrow the page; both ends of the window are one. @param {State} state */
export function activeIn({ from, to, cat, status, actor, claimant, bbox, briefing, q, asof }) {
  const lists = [cat, status, briefing].filter(({ length }) => length > 0);
  return lists.length + [from ?? to, actor, claimant, bbox, q, asof].filter(Boolean).length;
}

const LONGEST = 200; // characters of a name or of words that are read

/** @type {readonly Lane[]} */
const LANES = ["cat", "claimant", "place"];

/** Whether the reader chose other events: a filter or the selection, not the map's view or what is under the pointer.
 * @param {State} state @param {State} before */
export function choseAnew(state, before) {
  return state.sel !== before.sel || FILTERS.some((key) => state[key] !== before[key]);
}

/** A list given as `cat=a,b`, as `cat=a&cat=b` (what a form sends), or both. @param {URLSearchParams} params @param {string} key */
function list(params, key) {
  return params.getAll(key).flatMap((value) => value.split(","));
}

/** Those of a list that are known, in the order of `known`.
 * @param {URLSearchParams} params @param {string} key @param {readonly string[]} known */
function choices(params, key, known) {
  const given = list(params, key);
  return known.filter((value) => given.includes(value));
}

/** Typed words, or a name. @param {URLSearchParams} params @param {string} key */
function words(params, key) {
  return (params.get(key) ?? "").slice(0, LONGEST).trim();
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

/** West, south, east, north in degrees. @param {string | null} text @returns {Box | null} */
function box(text) {
  const parts = text ? text.split(",") : [];
  const [west, south, east, north] = parts.map((part) => (part.trim() ? Number(part) : Number.NaN));
  const sound = Math.abs(west) <= 180 && Math.abs(east) <= 180 && -90 <= south && south <= north && north <= 90;
  return parts.length === 4 && sound ? [west, south, east, north] : null;
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
    actor: words(params, "actor"),
    claimant: words(params, "claimant"),
    q: words(params, "q"),
    asof: day(params, "asof", 1),
    bbox: box(params.get("bbox")),
    briefing: [...new Set(list(params, "briefing").filter(Boolean))],
    sel: words(params, "sel") || null,
    z: z >= 0 && z <= 20 ? z : null,
    c: centre(params.get("c")),
    lane: LANES.find((lane) => lane === params.get("lane")) ?? "cat",
  };
}

/** What the URL says of a key; nothing where that is what it would mean anyway. @param {State} state @param {keyof State} key */
function inUrl(state, key) {
  if (key === "lane" && state.lane === NOTHING.lane) return "";
  const degrees = key === "c" || key === "bbox" ? state[key] : null;
  return degrees ? degrees.map((each) => each.toFixed(3)).join(",") : String(state[key] ?? "");
}

/** The query string of a state, `?` included where there is one; keys of others in `search` stay.
 * @param {State} state @param {string} search */
export function writeState(state, search = "") {
  const params = new URLSearchParams(search);
  for (const key of [...KEYS, "page"]) params.delete(key); // the page of a list that is turned without scripts
  for (const key of KEYS) {
    const text = inUrl(state, key);
    if (text) params.set(key, text);
  }
  const query = params.toString().replaceAll("%2C", ",");
  return query ? `?${query}` : "";
}

/** The next state with those lists of the last one that say the same: subscribers compare identities, and a form tells of
 * one tick twice, as "input" and as "change". @param {State} last @param {State} next @returns {State} */
function keeping(last, next) {
  const same = (/** @type {keyof State} */ key) => Array.isArray(next[key]) && String(next[key]) === String(last[key]);
  const kept = /** @type {(keyof State)[]} */ (Object.keys(next)).filter(same);
  return { ...next, ...Object.fromEntries(kept.map((key) => [key, last[key]])) };
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
    state = Object.freeze(keeping(before, next));
    for (const listener of listeners) listener(state, before);
  };

  view.addEventListener("popstate", () => become({ ...readState(view.location.search), found: state.found }));

  return {
    get: () => state,
    set(patch, { push = false } = {}) {
      const next = { ...state, ...patch };
      // First, so that subscribers read the new URL; and only for what is in it: a link stays as it was written.
      if (writeState(next) !== writeState(state)) follow(view, writeState(next, view.location.search), push);
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
