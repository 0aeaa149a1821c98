// @ts-check
// Knows what the tiles' clusters and single events are drawn as: marks like those of a page that has every event.

import { CATEGORIES, FAMILIES, familyOf, statusOf } from "./families.js";

/** @import { EventRecord, Family, Form, Mark } from "./types" */
/** @import { Point } from "./mvt.js" */
/** @import { Spot } from "./scene.js" */

/** A mark of a tile. `amounts`: events of each family; `spots`: of how many places; `box`: its cell on the unit square.
 * @typedef {Mark & { amounts: ReadonlyMap<Family, number>, spots: number, cell: readonly [number, number, number, number] }} Heap */

/** The address of a tile. @typedef {{ z: number, x: number, y: number }} Tile */

const CELLS = 64; // along the side of a tile
const SPECK = 1e-9; // of the unit square: what one place takes

/** What is asked of the events of a heap without there being any: how many they are. @param {number} length @returns {EventRecord[]} */
const unnamed = (length) => /** @type {any} */ ({ length, includes: () => false, find: () => undefined });

/** The heaps of a tile. @param {ReadonlyMap<string, readonly Point[]>} layers @param {Tile} tile @returns {Heap[]} */
export function heapsOf(layers, tile) {
  return [
    ...(layers.get("clusters") ?? []).map((point) => clusterOf(point, tile)),
    ...(layers.get("events") ?? []).map((point) => singleOf(point, tile)),
  ];
}

/** @param {Point} point @param {Tile} tile @returns {Heap} */
function clusterOf(point, tile) {
  /** @type {Map<Family, number>} */
  const amounts = new Map();
  for (const category of CATEGORIES) {
    const family = familyOf(/** @type {EventRecord} */ ({ category }));
    const count = Number(point.tags[category] ?? 0);
    if (count > 0) amounts.set(family, (amounts.get(family) ?? 0) + count);
  }
  return {
    ...markOf(point, tile, "point", unnamed(Number(point.tags.count))),
    amounts,
    spots: Number(point.tags.spots),
  };
}

/** @param {Point} point @param {Tile} tile @returns {Heap} */
function singleOf(point, tile) {
  const { id, category, status, form, title } = point.tags;
  const told = { position: point.id, id, title: title ?? "", category, modality: status, places: [] };
  const event = /** @type {EventRecord} */ (/** @type {unknown} */ (told));
  const amounts = new Map([[familyOf(event), 1]]);
  return { ...markOf(point, tile, /** @type {Form} */ (form), [event]), amounts, spots: 1 };
}

/** @param {Point} point @param {Tile} tile @param {Form} form @param {EventRecord[]} events */
function markOf(point, tile, form, events) {
  const side = 2 ** -tile.z;
  const [x, y] = [(tile.x + point.x) * side, (tile.y + point.y) * side];
  const at = /** @type {const} */ ([x * 360 - 180, latitude(y)]);
  const box = /** @type {[number, number, number, number]} */ ([...at, ...at]);
  const part = { name: "", form, geometry: null, at, radiusKm: 0, box, before: false, x, y, rank: 0 };
  const [left, top] = [point.x, point.y].map((share) => Math.floor(share * CELLS) / CELLS);
  const cell = /** @type {const} */ ([
    (tile.x + left) * side,
    (tile.y + top) * side,
    (tile.x + left + 1 / CELLS) * side,
    (tile.y + top + 1 / CELLS) * side,
  ]);
  return { part, events, cell };
}

/** @param {number} y on the unit square */
function latitude(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** West, south, east, north of what marks of one spot stand for: of one place its point, else their cells.
 * @param {readonly Mark[]} marks @returns {[number, number, number, number]} */
export function aroundOf(marks) {
  const heaps = /** @type {readonly Heap[]} */ (marks).filter(({ cell }) => cell);
  const boxes = heaps.map(({ part: { x, y }, spots, cell }) => {
    return spots === 1 ? [x - 2 ** -22, y - 2 ** -22, x + 2 ** -22, y + 2 ** -22] : cell;
  });
  const [west, north, east, south] = [
    Math.min(...boxes.map(([left]) => left)),
    Math.min(...boxes.map(([, top]) => top)),
    Math.max(...boxes.map(([, , right]) => right)) - SPECK,
    Math.max(...boxes.map(([, , , bottom]) => bottom)) - SPECK,
  ];
  return [Math.max(west, 0) * 360 - 180, latitude(Math.min(south, 1)), Math.min(east, 1) * 360 - 180, latitude(north)];
}

/** A box as the server reads it, to a tenth of a metre. @param {readonly number[]} box */
export function boxInWords(box) {
  return box.map((degrees) => degrees.toFixed(6)).join(",");
}

/** What stands for marks that share a spot: heaps of tiles, and perhaps the selected event, which the heaps count too.
 * @param {readonly Mark[]} group @param {string | null} sel @returns {Spot} */
export function clumpOf(group, sel) {
  const heaps = /** @type {readonly Heap[]} */ (
    /** @type {readonly Mark[]} */ (group.filter((mark) => "amounts" in mark))
  );
  const own = group.find((mark) => !("amounts" in mark));
  const { x, y } = (own ?? group[0]).part;
  const count = heaps.reduce((sum, { events }) => sum + events.length, 0);
  const selected = sel !== null && group.some(({ events }) => events.find(({ id }) => id === sel));
  const alone = count < 2 ? (own ?? heaps[0]) : null;
  return {
    x,
    y,
    marks: alone ? [alone] : group,
    events: alone ? alone.events : unnamed(count),
    shares: alone ? [[familyOf(alone.events[0]), 1]] : sharesOf(heaps),
    status: alone ? statusOf(alone.events) : "asserted",
    selected,
    before: alone?.part.before ?? false,
  };
}

/** How many events each family has, in the families' order. @param {readonly Heap[]} heaps @returns {[Family, number][]} */
function sharesOf(heaps) {
  return FAMILIES.flatMap(([family]) => {
    const count = heaps.reduce((sum, { amounts }) => sum + (amounts.get(family) ?? 0), 0);
    return count > 0 ? [[family, count]] : [];
  });
}
