// @ts-check
// Knows how index.json says what the events are, and makes plain objects of its columns.

import { spanOf } from "./dates.js";

/** @import { EventRecord, Index, Page } from "./types" */

/** @type {readonly never[]} */
const NONE = Object.freeze([]);

/** Picks the values that a list of numbers names. Most lists have one number, and share their answer: of tens of
 * thousands of events each array counts. @template T @param {readonly T[]} values @returns {(at: readonly number[]) => readonly T[]} */
function picker(values) {
  const alone = values.map((value) => Object.freeze([value]));
  return (at) => (at.length === 0 ? NONE : at.length === 1 ? alone[at[0]] : at.map((index) => values[index]));
}

/** The page that an index tells of; throws where the columns are not of one length.
 * @param {Index} index @returns {Page} */
export function decode(index) {
  const { edition, shapes, briefings, actors, claimants, events } = index;
  const count = events.id.length;
  for (const [name, column] of Object.entries(events)) {
    if (column !== null && column.length !== count) throw new RangeError(`${name}: ${column.length} of ${count}`);
  }
  return { edition, shapes, briefings, actors, claimants, events: records(index) };
}

/** @param {Index} index @returns {EventRecord[]} */
function records({ events, categories, modalities, precisions, briefings, actors, claimants, spots }) {
  const [actorsAt, claimantsAt, spotsAt] = [picker(actors), picker(claimants), picker(spots)];
  const shapeAt = picker(spots.map(({ shape }) => shape));
  return events.id.map((id, at) => {
    const start = events.start[at];
    const end = events.end[at];
    const { id: doc_id, published } = briefings[events.briefing[at]];
    return {
      position: events.at ? events.at[at] : at,
      id,
      title: events.title[at],
      start,
      end,
      span: spanOf({ start, end }),
      time_precision: precisions[events.precision[at]] ?? null,
      category: categories[events.category[at]],
      modality: modalities[events.modality[at]],
      doc_id,
      published,
      actors: actorsAt(events.actors[at]),
      claimants: claimantsAt(events.claimants[at]),
      places: spotsAt(events.spots[at]),
      shapes: drawn(shapeAt(events.spots[at])),
    };
  });
}

/** The shapes among those of some places, each once. @param {readonly (string | null)[]} shapes @returns {readonly string[]} */
function drawn(shapes) {
  if (shapes.every((shape) => shape === null)) return NONE;
  if (shapes.length === 1) return /** @type {readonly string[]} */ (shapes);
  return [...new Set(shapes.filter((shape) => shape !== null))];
}
