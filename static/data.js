// @ts-check
// Knows how index.json says what the events are, and makes plain objects of its columns.

import { spanOf } from "./dates.js";

/** @import { EventRecord, Index, Page } from "./types" */

/** @type {readonly never[]} */
const NONE = Object.freeze([]);

/** @template T @param {readonly T[]} values @param {readonly number[]} at @returns {readonly T[]} */
const pick = (values, at) => (at.length === 0 ? NONE : at.map((index) => values[index]));

/** The page that an index tells of; throws where the columns are not of one length.
 * @param {Index} index @returns {Page} */
export function decode(index) {
  const { edition, shapes, briefings, actors, claimants, events } = index;
  const count = events.id.length;
  for (const [name, column] of Object.entries(events)) {
    if (column !== null && column.length !== count) throw new RangeError(`${name}: ${column.length} of ${count}`);
  }
  return {
    edition,
    shapes,
    briefings,
    actors,
    claimants,
    events: Array.from({ length: count }, (_, at) => record(index, at)),
  };
}

/** @param {Index} index @param {number} at @returns {EventRecord} */
function record({ events, categories, modalities, precisions, briefings, actors, claimants, spots }, at) {
  const start = events.start[at];
  const end = events.end[at];
  const briefing = briefings[events.briefing[at]];
  const places = pick(spots, events.spots[at]);
  return {
    position: events.at ? events.at[at] : at,
    id: events.id[at],
    title: events.title[at],
    start,
    end,
    span: spanOf({ start, end }),
    time_precision: precisions[events.precision[at]] ?? null,
    category: categories[events.category[at]],
    modality: modalities[events.modality[at]],
    doc_id: briefing.id,
    published: briefing.published,
    actors: pick(actors, events.actors[at]),
    claimants: pick(claimants, events.claimants[at]),
    places,
    shapes: shapesOf(places),
  };
}

/** @param {EventRecord["places"]} places @returns {readonly string[]} */
function shapesOf(places) {
  const ids = places.flatMap(({ shape }) => (shape === null ? [] : [shape]));
  return ids.length > 1 ? [...new Set(ids)] : ids;
}
