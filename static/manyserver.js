// @ts-check
// Knows what a page of very many events asks the server, for it never has all of them.

import { pointsIn, pointsOf } from "./mvt.js";
import { ask, rowsOf, serverOf } from "./server.js";
import { writeState } from "./state.js";

/** @import { Box, Index, State } from "./types" */
/** @import { Point } from "./mvt.js" */

/** A page of the events that pass the filters. `counts` and `place`: how many there are and which these are, in words. `at`: their positions; `selected`: that of the selected event, -1 if there is
 * no such one; `begin`: how many come before.
 * @typedef {{
 *   counts: string, place: string, taken: number, placed: number, begin: number, at: number[], ids: string[], selected: number, briefings: string[],
 *   filters: number, remedies: { words: string, address: string }[],
 * }} Found */

/** The same with the rows of those events. @typedef {Found & { rows: ReadonlyMap<string, HTMLElement> }} Listed */

/** Days of all events, of most, of publication; the families that occur; boxes of all places, and of most events.
 * @typedef {{ families: string[], days: [number, number] | null, dense: [number, number] | null, published: number[], box: Box | null, core: Box | null }} Whole */

/** How many events there are in bins of days: in each lane, in each way of telling, in each bin.
 * @typedef {{
 *   first: number, size: number, count: number, heap: number[], hull: [number, number] | null,
 *   lanes: { family?: string, name?: string | null, amounts: number[][] }[],
 *   before: Beyond, after: Beyond,
 * }} Amounts */

/** How many lie beyond the days asked for, and the nearest. @typedef {{ count: number, day: number | null }} Beyond */

const FOREIGN = ["sel", "z", "c", "lane", "page", "lang"]; // what an address says beside the filters

/** The filters of a state as a query, always the same for the same ones. @param {State} state */
export function filtersOf(state) {
  const query = new URLSearchParams(writeState(state));
  for (const key of FOREIGN) query.delete(key);
  return query;
}

/** Answers that need not be asked for, by what stands after the edition in their addresses: JSON as it comes, of tiles their points.
 * @typedef {Readonly<Record<string, any>>} Answers */

/** @param {string} index the address of the edition's index.json, which is not asked for @param {Answers} answers */
export function manyServerOf(index, answers) {
  const edition = new URL(".", new URL(index, document.baseURI)).href;
  const { lang } = document.documentElement;
  /** @param {string} path @param {URLSearchParams} query @param {AbortSignal} [signal] */
  const told = async (path, query, signal) => {
    const asked = `${path}?${query}`.replaceAll("%2C", ",");
    return answers[asked] ?? (await ask(`${edition}${asked}`, "application/json", signal)).json();
  };
  /** @param {URLSearchParams} query @param {Record<string, string | number>} more */
  const and = (query, more) => {
    for (const [key, value] of Object.entries(more)) query.set(key, String(value));
    return query;
  };
  return {
    ...serverOf(index),

    /** What is to be listed. @param {State} state @param {{ sel: string, page?: number }} which @param {AbortSignal} [signal]
     * @returns {Promise<Listed>} */
    async listed(state, which, signal) {
      const answer = await told("listed", and(filtersOf(state), { ...which, lang }), signal);
      return { ...answer, rows: rowsOf(answer.rows) };
    },

    /** @param {State} state @param {{ sel?: string, within?: string }} which @param {AbortSignal} [signal]
     * @returns {Promise<Found>} */
    found: (state, which, signal) => told("found", and(filtersOf(state), { ...which, lang }), signal),

    /** The index of up to 100 events. @param {readonly number[]} positions @param {AbortSignal} [signal] @returns {Promise<Index>} */
    part: (positions, signal) => told("part.json", new URLSearchParams({ at: positions.join(","), lang }), signal),

    /** @param {State} state @param {{ first: number, size: number, count: number, lane: string, most?: number }} bins
     * @param {AbortSignal} [signal] @returns {Promise<Amounts>} */
    days: (state, bins, signal) => told("days", and(filtersOf(state), { ...bins, lang }), signal),

    /** The event after (or before) the selected one, or the next day on which one begins; null where there is none.
     * @param {State} state @param {{ step: number, by: "event" | "day", sel?: string, now?: number, least?: number }} from
     * @returns {Promise<{ id: string | null, day: number | null }>} */
    next: (state, from) => told("next", and(filtersOf(state), from)),

    /** The points of a tile's layers, by the layer's name. @param {string} query the filters @param {string} tile "z/x/y"
     * @param {AbortSignal} [signal] @returns {Promise<ReadonlyMap<string, readonly Point[]>>} */
    async tile(query, tile, signal) {
      const asked = `tiles/${tile}.mvt?${query}`;
      if (asked in answers) return pointsIn(answers[asked]);
      const answer = await fetch(`${edition}${asked}`, { signal, redirect: "error" });
      if (!answer.ok) throw new Error(`${answer.status} ${tile}`);
      return pointsOf(await answer.arrayBuffer()); // 204 is a tile without layers
    },
  };
}

/** @typedef {ReturnType<typeof manyServerOf>} ManyServer */
