// @ts-check
// Knows what is drawn at a zoom: which marks stand as a glyph of a fixed size, and which of those share a badge.

import { cluster } from "./cluster.js";
import { FAMILIES, familyOf, statusOf } from "./families.js";
import { pixels } from "./geometry.js";

/** @import { EventRecord, Family, Mark, Part, Status } from "./types" */

/** A glyph: that of its one event, or a badge. `x`, `y` on the map's unit square; `shares`: events of each family.
 * @typedef {{
 *   x: number, y: number, marks: readonly Mark[], events: readonly EventRecord[], shares: readonly (readonly [Family, number])[],
 *   status: Status, selected: boolean, before: boolean,
 * }} Spot */

const ROOM = 12; // pixels from the middle of a glyph to where the next may begin
const SPECK = 6; // pixels: ground of a smaller radius is drawn as a glyph, or it could not be seen

/** Whether a part is drawn as a glyph where the world is `size` pixels wide. @param {Part} part @param {number} size */
export function isSpot(part, size) {
  if (part.form === "point" || part.form === "facility") return true;
  if (part.form === "near" && !part.geometry) return pixels(part.radiusKm, part.at[1], size) < ROOM;
  if (part.form !== "near" && part.form !== "area" && part.form !== "country") return false;
  return ((part.box[2] - part.box[0]) / 360) * size < 2 * SPECK;
}

/** Groups of the marks that need a glyph: points, and shapes that several events share, for their number has to stand
 * somewhere. The members of a group would overlap; the one with most events comes first and gives it its place.
 * @param {readonly Mark[]} marks @param {number} size @returns {Mark[][]} the largest group first */
export function groupsOf(marks, size) {
  const nodes = marks
    .filter(({ part, events }) => (events.length > 1 && part.form !== "arrow") || isSpot(part, size))
    .map((mark) => ({
      x: mark.part.x * size,
      y: mark.part.y * size,
      radius: ROOM,
      weight: mark.events.length,
      item: mark,
    }));
  // Twice, for the badge of many events is wider than what went into it.
  const wide = cluster(nodes).map((group) => {
    const weight = group.reduce((sum, node) => sum + node.weight, 0);
    return { ...group[0], weight, radius: weight > 1 ? badgeRadius(weight) + 1 : ROOM, item: group };
  });
  return cluster(wide).map((group) => group.flatMap(({ item }) => item.map((node) => node.item)));
}

/** Pixels from the middle of the badge of so many events to its rim. @param {number} count */
export function badgeRadius(count) {
  return [12, 14, 17, 20, 22][Math.min(4, String(count).length - 1)];
}

/** What stands for a group. @param {readonly Mark[]} group @param {string | null} sel the selected event @returns {Spot} */
export function spotOf(group, sel) {
  const { x, y } = group[0].part;
  const events = group.length === 1 ? group[0].events : [...new Set(group.flatMap((mark) => mark.events))];
  const chosen = sel === null ? undefined : events.find((event) => event.id === sel);
  /** @type {Map<Family, number>} */
  const counts = new Map();
  for (const event of events) counts.set(familyOf(event), (counts.get(familyOf(event)) ?? 0) + 1);
  return {
    x,
    y,
    marks: group,
    events,
    shares: FAMILIES.flatMap(([family]) => (counts.has(family) ? [[family, counts.get(family) ?? 0]] : [])),
    status: statusOf(chosen ? [chosen] : events),
    selected: chosen !== undefined,
    before: group.every((mark) => mark.part.before),
  };
}

/** The least zoom above `zoom`, up to `most`, at which the marks no longer all share one badge; null if there is none.
 * @param {readonly Mark[]} marks @param {number} zoom @param {number} most */
export function separatedAt(marks, zoom, most) {
  for (let closer = zoom + 1; closer <= most; closer += 1) {
    if (groupsOf(marks, worldSize(closer)).length > 1) return closer;
  }
  return null;
}

/** Pixels from the west to the east of the world. @param {number} zoom */
export function worldSize(zoom) {
  return 256 * 2 ** zoom;
}
