// @ts-check
// Knows which events a state shows, and how to say how many.

import { daysOf, isoOf, spanOf } from "./dates.js";

/** @import { EventRecord, Selection, State } from "./types" */

/** @type {WeakMap<EventRecord, string>} */
const haystacks = new WeakMap();

/** Lower case without accents, so that "Klaipeda" finds "Klaipėda". @param {string} text */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** All words of an event that a search looks at. @param {EventRecord} event */
function haystack(event) {
  let text = haystacks.get(event);
  if (text === undefined) {
    const places = event.places.flatMap((place) => [place.name, place.phrase ?? ""]);
    const sources = event.claims.map((claim) => claim.source);
    const words = [event.title, event.quote, ...event.actors, ...places, ...sources];
    text = fold(words.join("\n"));
    haystacks.set(event, text);
  }
  return text;
}

/** Whether every word of `q` stands somewhere in the event. @param {EventRecord} event @param {string} q */
export function matchesText(event, q) {
  const words = fold(q).split(/\s+/).filter(Boolean);
  return words.length === 0 || words.every((word) => haystack(event).includes(word));
}

/** Whether the window ends before it begins. @param {Pick<State, "from" | "to">} state */
export function isBackwards(state) {
  return state.from !== null && state.to !== null && state.from > state.to;
}

/** Whether the event overlaps the window; one without a known time is in no window.
 * @param {EventRecord} event @param {Pick<State, "from" | "to">} state */
export function inWindow(event, state) {
  if (state.from === null && state.to === null) return true;
  const span = spanOf(event);
  if (!span || isBackwards(state)) return false;
  const from = state.from === null ? -Infinity : (daysOf(state.from)?.[0] ?? -Infinity);
  const until = state.to === null ? Infinity : (daysOf(state.to)?.[1] ?? Infinity);
  return span[0] < until && span[1] > from;
}

/** Whether the event passes every filter but the window. @param {EventRecord} event @param {State} state */
export function passes(event, state) {
  return (
    (state.cat.length === 0 || state.cat.includes(event.category)) &&
    (state.status.length === 0 || state.status.includes(event.modality)) &&
    (!state.actor || event.actors.some((actor) => fold(actor) === fold(state.actor))) &&
    matchesText(event, state.q)
  );
}

/** The events that `state` shows, in the order given. @param {readonly EventRecord[]} events @param {State} state @returns {Selection} */
export function sift(events, state) {
  const matching = events.filter((event) => passes(event, state));
  const shown = matching.filter((event) => inWindow(event, state));
  return {
    shown,
    ids: new Set(shown.map((event) => event.id)),
    total: events.length,
    outside: matching.length - shown.length,
    unplaced: shown.filter((event) => event.shapes.length === 0).length,
  };
}

/** "37 of 52 events; 12 outside the window, 3 without a place". @param {Selection} selection */
export function countsInWords({ shown, total, outside, unplaced }) {
  const noun = total === 1 ? "event" : "events";
  const head = shown.length === total ? `${total} ${noun}` : `${shown.length} of ${total} ${noun}`;
  const notes = [outside && `${outside} outside the window`, unplaced && `${unplaced} without a place`].filter(Boolean);
  return notes.length ? `${head}; ${notes.join(", ")}` : head;
}

/** The window of `state` widened so that `event` lies in it; a link to an event must show it.
 * @param {State} state @param {EventRecord} event @returns {Pick<State, "from" | "to">} */
export function widened(state, event) {
  const span = spanOf(event);
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
