// @ts-check
// Knows which tiles the map needs, asks for those that it has not, and remembers those it had.

import { heapsOf } from "./clumps.js";

/** @import { Heap, Tile } from "./clumps.js" */
/** @import { Point } from "./mvt.js" */

const KEPT = 300; // tiles
const MOST_ZOOM = 20;

/** The tiles that cover a part of the unit square at a zoom.
 * @param {number} z @param {readonly [number, number, number, number]} box left, top, right, bottom @returns {Tile[]} */
export function covering(z, [left, top, right, bottom]) {
  const side = 2 ** z;
  const within = (/** @type {number} */ at) => Math.min(Math.max(Math.floor(at * side), 0), side - 1);
  const tiles = [];
  if (right < 0 || left >= 1 || bottom < 0 || top >= 1) return [];
  for (let y = within(top); y <= within(bottom); y += 1) {
    for (let x = within(left); x <= within(right); x += 1) tiles.push({ z, x, y });
  }
  return tiles;
}

/** @param {(query: string, tile: string, signal: AbortSignal) => Promise<ReadonlyMap<string, readonly Point[]>>} fetchTile
 * @returns {(view: { query: string, zoom: number, box: readonly [number, number, number, number] }) => Promise<Heap[]>} the
 * heaps of a view; what was asked for other filters is given up */
export function createTiling(fetchTile) {
  /** @type {Map<string, Promise<Heap[]>>} */
  const kept = new Map();
  let now = { query: "", asking: new AbortController() };

  /** @param {Tile} tile */
  const load = async (tile) => {
    return heapsOf(await fetchTile(now.query, `${tile.z}/${tile.x}/${tile.y}`, now.asking.signal), tile);
  };
  /** @param {Tile} tile */
  const one = (tile) => {
    const key = `${tile.z}/${tile.x}/${tile.y}?${now.query}`;
    const asked = kept.get(key) ?? load(tile);
    kept.delete(key);
    kept.set(key, asked); // the newest stands last
    asked.catch(() => kept.get(key) === asked && kept.delete(key)); // given up or failed: asked for again
    for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old);
    return asked;
  };

  return async ({ query, zoom, box }) => {
    if (query !== now.query) {
      now.asking.abort();
      now = { query, asking: new AbortController() };
    }
    // Drawn four times as large: a cell is 16 px, less than a badge takes, and one or a few tiles are the whole view.
    const z = Math.min(Math.max(Math.round(zoom) - 2, 0), MOST_ZOOM);
    return (await Promise.all(covering(z, box).map(one))).flat();
  };
}
