// @ts-check
// Knows what is drawn at a zoom: which marks stand as a glyph of a fixed size, and which of those share a badge.

import { cluster } from "./cluster.js";
import { FAMILIES, familyOf, statusOf } from "./families.js";
import { onSquare, pixels } from "./geometry.js";

/** @import { Groups, Nodes } from "./cluster.js" */
/** @import { EventRecord, Family, Mark, Part, Status } from "./types" */

/** A glyph: that of its one event, or a badge. `x`, `y` on the map's unit square; `shares`: events of each family.
 * @typedef {{
 *   x: number, y: number, marks: readonly Mark[], events: readonly EventRecord[], shares: readonly (readonly [Family, number])[],
 *   status: Status, selected: boolean, before: boolean,
 * }} Spot */

const ROOM = 12; // pixels from the middle of a glyph to where the next may begin
const SHORT = 40; // pixels: the glyphs at both ends of a shorter way would hide it
const SPECK = 6; // pixels: ground of a smaller radius is drawn as a glyph, or it could not be seen

/** Whether a part is drawn as a glyph where the world is `size` pixels wide. @param {Part} part @param {number} size */
export function isSpot(part, size) {
  if (part.form === "point" || part.form === "facility") return true;
  if (part.form === "near" && !part.geometry) return pixels(part.radiusKm, part.at[1], size) < ROOM;
  if (part.form !== "near" && part.form !== "area" && part.form !== "country") return false;
  return ((part.box[2] - part.box[0]) / 360) * size < 2 * SPECK;
}

/** Whether a part is a way that has no room to be drawn where the world is `size` pixels wide. @param {Part} part @param {number} size */
export function isShort({ from, x, y }, size) {
  if (!from) return false;
  const [left, top] = onSquare(from);
  return Math.hypot(x - left, y - top) * size < SHORT;
}

/** Groups of the marks that need a glyph: points, and shapes that several events share, for their number has to stand
 * somewhere. The members of a group would overlap; the one with most events comes first and gives it its place.
 * @param {readonly Mark[]} marks @param {number} size */
export function groupsOf(marks, size) {
  const glyphs = marks.filter(({ part, events }) => (events.length > 1 && part.form !== "arrow") || isSpot(part, size));
  const count = glyphs.length;
  const nodes = columns(count);
  for (let at = 0; at < count; at += 1) {
    nodes.x[at] = glyphs[at].part.x * size;
    nodes.y[at] = glyphs[at].part.y * size;
    nodes.weight[at] = glyphs[at].events.length;
  }
  nodes.radius.fill(ROOM);
  // Twice, for the badge of many events is wider than what went into it.
  const close = cluster(nodes);
  const wide = badges(nodes, close);
  const { heads, of } = cluster(wide);
  const members = lists(count, heads.length, (at) => of[close.of[at]]);
  return {
    count: heads.length,
    /** The groups whose place on the unit square passes a test, the largest first. @param {(x: number, y: number) => boolean} test */
    where(test) {
      const found = [];
      for (const [group, head] of heads.entries()) {
        const first = close.heads[head];
        const { x, y } = glyphs[first].part;
        if (!test(x, y)) continue;
        const others = members(group).filter((at) => at !== first);
        found.push([first, ...others].map((at) => glyphs[at]));
      }
      return found;
    },
  };
}

/** @param {number} count @returns {Nodes} */
function columns(count) {
  const [x, y, radius] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  return { x, y, radius, weight: new Int32Array(count) };
}

/** Each group as one node, with the weight and the width of its badge. @param {Nodes} nodes @param {Groups} groups @returns {Nodes} */
function badges(nodes, { heads, of }) {
  const wide = columns(heads.length);
  for (const [at, group] of of.entries()) wide.weight[group] += nodes.weight[at];
  for (const [group, head] of heads.entries()) {
    wide.x[group] = nodes.x[head];
    wide.y[group] = nodes.y[head];
    wide.radius[group] = wide.weight[group] > 1 ? badgeRadius(wide.weight[group]) + 1 : ROOM;
  }
  return wide;
}

/** The places of `count` things in so many groups, as a function of the group. @param {number} count @param {number} groups
 * @param {(at: number) => number} groupOf @returns {(group: number) => number[]} */
function lists(count, groups, groupOf) {
  const last = new Int32Array(groups).fill(-1);
  const before = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    before[at] = last[groupOf(at)];
    last[groupOf(at)] = at;
  }
  return (group) => {
    const found = [];
    for (let at = last[group]; at >= 0; at = before[at]) found.push(at);
    return found.reverse();
  };
}

/** Pixels from the middle of the badge of so many events to its rim. @param {number} count */
export function badgeRadius(count) {
  return [12, 14, 17, 20, 22][Math.min(4, String(count).length - 1)];
}

/** What stands for a group. @param {readonly Mark[]} group @param {string | null} sel the selected event @returns {Spot} */
export function spotOf(group, sel) {
  const { x, y } = group[0].part;
  const events = eventsOf(group);
  const chosen = sel === null ? undefined : events.find((event) => event.id === sel);
  return {
    x,
    y,
    marks: group,
    events,
    shares: sharesOf(events),
    status: statusOf(chosen ? [chosen] : events),
    selected: chosen !== undefined,
    before: group.every((mark) => mark.part.before),
  };
}

/** The events of marks, each once. @param {readonly Mark[]} marks @returns {readonly EventRecord[]} */
function eventsOf(marks) {
  if (marks.length === 1) return marks[0].events;
  const elsewhere = new Set(); // only an event with several places can come twice
  const found = [];
  for (const { events } of marks) {
    for (const event of events) {
      if (event.places.length > 1) elsewhere.add(event);
      else found.push(event);
    }
  }
  return [...found, ...elsewhere];
}

/** How many events each family has, in the families' order. @param {readonly EventRecord[]} events @returns {[Family, number][]} */
function sharesOf(events) {
  /** @type {Map<string, EventRecord[]>} */
  const byCategory = new Map();
  for (const event of events) {
    const there = byCategory.get(event.category);
    if (there) there.push(event);
    else byCategory.set(event.category, [event]);
  }
  /** @type {Map<Family, number>} */
  const counts = new Map();
  for (const same of byCategory.values()) {
    const family = familyOf(same[0]);
    counts.set(family, (counts.get(family) ?? 0) + same.length);
  }
  return FAMILIES.flatMap(([family]) => (counts.has(family) ? [[family, counts.get(family) ?? 0]] : []));
}

/** The least zoom above `zoom`, up to `most`, at which the marks no longer all share one badge; null if there is none.
 * @param {readonly Mark[]} marks @param {number} zoom @param {number} most */
export function separatedAt(marks, zoom, most) {
  for (let closer = zoom + 1; closer <= most; closer += 1) {
    if (groupsOf(marks, worldSize(closer)).count > 1) return closer;
  }
  return null;
}

/** Pixels from the west to the east of the world. @param {number} zoom */
export function worldSize(zoom) {
  return 256 * 2 ** zoom;
}
