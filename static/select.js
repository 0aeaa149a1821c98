// @ts-check
// Knows which events a state shows, and how to say how many.

import { daysOf, isoOf } from "./dates.js";
import { FILTERS } from "./state.js";
import { marked, t, tn } from "./words.js";

/** @import { Box, EventRecord, Page, PlaceRecord, Selection, State } from "./types" */

/** Lower case without accents, so that "Klaipeda" finds "Klaipėda". @param {string} text */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether the window ends before it begins. @param {Pick<State, "from" | "to">} state */
export function isBackwards(state) {
  return state.from !== null && state.to !== null && state.from > state.to;
}

/** Whether there is no window. @param {Pick<State, "from" | "to">} state */
const isOpen = (state) => state.from === null && state.to === null;

/** Whether the event overlaps the window; one without a known time is in no window.
 * @param {Pick<EventRecord, "span">} event @param {Pick<State, "from" | "to">} state */
export function inWindow({ span }, state) {
  if (isOpen(state)) return true;
  if (!span || isBackwards(state)) return false;
  const from = state.from === null ? -Infinity : (daysOf(state.from)?.[0] ?? -Infinity);
  const until = state.to === null ? Infinity : (daysOf(state.to)?.[1] ?? Infinity);
  return span[0] < until && span[1] > from;
}

/** Whether a place's point lies in a box; one whose west lies east of its east crosses the antimeridian.
 * @param {Pick<PlaceRecord, "lat" | "lon">} place @param {Box} box */
export function inBox({ lat, lon }, [west, south, east, north]) {
  if (lat === null || lon === null || lat < south || lat > north) return false;
  return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
}

/** Whether the event had been told by the day that the page is as of. @param {Pick<EventRecord, "published">} event
 * @param {Pick<State, "asof">} state */
export function isKnown(event, state) {
  return state.asof === null || event.published <= state.asof;
}

/** A test whether one of several names is `wanted`, however it is written; asked of one name it answers from memory.
 * @param {string} wanted @returns {(names: readonly string[]) => boolean} */
function naming(wanted) {
  if (!wanted) return () => true;
  const folded = fold(wanted);
  /** @type {Map<string, boolean>} */
  const known = new Map();
  return (names) =>
    names.some((name) => {
      let same = known.get(name);
      if (same === undefined) {
        same = fold(name) === folded;
        known.set(name, same);
      }
      return same;
    });
}

/** The test of a state: whether an event passes every filter but the window.
 * @param {State} state @returns {(event: EventRecord) => boolean} */
function filterOf(state) {
  const { cat, status, briefing, bbox, found } = state;
  const byActor = naming(state.actor);
  const byClaimant = naming(state.claimant);
  return (event) =>
    isKnown(event, state) &&
    (cat.length === 0 || cat.includes(event.category)) &&
    (status.length === 0 || status.includes(event.modality)) &&
    (briefing.length === 0 || briefing.includes(event.doc_id)) &&
    (found === null || found.has(event.position)) &&
    byActor(event.actors) &&
    byClaimant(event.claimants) &&
    (bbox === null || event.places.some((place) => inBox(place, bbox)));
}

/** @type {WeakMap<object, { state: State, selection: Selection }>} */
const last = new WeakMap();

/** The events of a page that `state` shows, in its order. Asking again with the same filters costs nothing.
 * @param {Pick<Page, "events">} page @param {State} state @returns {Selection} */
export function sift(page, state) {
  const before = last.get(page);
  if (before && FILTERS.every((key) => before.state[key] === state[key])) return before.selection;
  const matching = page.events.filter(filterOf(state));
  const shown = isOpen(state) ? matching : matching.filter((event) => inWindow(event, state));
  /** @type {Set<string> | undefined} */
  let ids;
  const selection = {
    shown,
    get ids() {
      ids ??= new Set(shown.map((event) => event.id)); // of tens of thousands only where it is asked for
      return ids;
    },
    matching,
    total: page.events.length,
    outside: matching.length - shown.length,
    unplaced: shown.reduce((count, event) => count + (event.places.length === 0 ? 1 : 0), 0),
  };
  last.set(page, { state, selection });
  return selection;
}

/** "37 of 52 events; 12 outside the window, 3 without a place". @param {Pick<Selection, "shown" | "total" | "outside" | "unplaced">} selection */
export function countsInWords({ shown, total, outside, unplaced }) {
  const all = shown.length === total;
  const head = all
    ? tn("{n} event", "{n} events", total)
    : tn("{shown} of {n} event", "{shown} of {n} events", total, { shown: shown.length });
  const notes = [
    outside ? t("{n} outside the window", { n: outside }) : "",
    unplaced ? t("{n} without a place", { n: unplaced }) : "",
  ].filter(Boolean);
  return notes.length ? `${head}; ${notes.join(", ")}` : head;
}

/** The filters that are set, each with what takes it away and what is said of that, in the words of
 * `timeline/web/remedies.py`.
 * @param {State} state @returns {(readonly [chosen: boolean, words: string, patch: Partial<State>, name?: string])[]} */
function droppable({ from, to, cat, status, actor, claimant, q, found, bbox, briefing, asof }) {
  return [
    [found !== null, marked("Without the words “{name}” there would be {n}."), { q: "", found: null }, q],
    [actor !== "", marked("Without the actor “{name}” there would be {n}."), { actor: "" }, actor],
    [claimant !== "", marked("Without the claimant “{name}” there would be {n}."), { claimant: "" }, claimant],
    [from !== null || to !== null, marked("Without the time window there would be {n}."), { from: null, to: null }],
    [cat.length > 0, marked("Without the choice of what happened there would be {n}."), { cat: [] }],
    [status.length > 0, marked("Without the choice of how it is told there would be {n}."), { status: [] }],
    [bbox !== null, marked("Without the box on the map there would be {n}."), { bbox: null }],
    [briefing.length > 0, marked("Without the choice of briefings there would be {n}."), { briefing: [] }],
    [asof !== null, marked("Without the day of knowledge there would be {n}."), { asof: null }],
  ];
}

/** Where nothing is shown: how many filters are set, and which of them, taken away alone, would show something.
 * @param {Pick<Page, "events">} page @param {State} state
 * @returns {{ filters: number, ways: { words: string, patch: Partial<State> }[] }} */
export function remedies({ events }, state) {
  const chosen = droppable(state).filter(([isSet]) => isSet);
  const ways = chosen.flatMap(([, words, patch, name = ""]) => {
    const n = sift({ events }, { ...state, ...patch }).shown.length;
    return n === 0 ? [] : [{ words: t(words, { name, n }), patch }];
  });
  return { filters: chosen.length, ways };
}

/** The window of `state` widened so that `event` lies in it; a link to an event must show it.
 * @param {State} state @param {EventRecord} event @returns {Pick<State, "from" | "to">} */
export function widened(state, event) {
  const { span } = event;
  if (inWindow(event, state)) return { from: state.from, to: state.to };
  if (!span) return { from: null, to: null };
  const [start, until] = span;
  const from = state.from !== null && start < (daysOf(state.from)?.[0] ?? start) ? start : null;
  const to = state.to !== null && until > (daysOf(state.to)?.[1] ?? until) ? until - 1 : null;
  return {
    from: from === null ? state.from : Number.isFinite(from) ? isoOf(from) : null,
    to: to === null ? state.to : Number.isFinite(to) ? isoOf(to) : null,
  };
}

/** The event `step` places after (or before) `id` among those shown; the first or last where `id` is not among them.
 * @param {readonly EventRecord[]} shown @param {string | null} id @param {1 | -1} step @returns {string | null} */
export function neighbour(shown, id, step) {
  if (shown.length === 0) return null;
  const at = shown.findIndex((event) => event.id === id);
  if (at < 0) return shown[step > 0 ? 0 : shown.length - 1].id;
  return shown[Math.min(Math.max(at + step, 0), shown.length - 1)].id;
}
