// @ts-check
// Knows what is painted along a line and on a ground: strokes across it, arrow heads, hatching.

import { stroke } from "./glyphs.js";

/** @import { Look } from "./styles.js" */

/** Short strokes across a line: the sign of a border that is closed. @param {CanvasRenderingContext2D} ctx
 * @param {readonly { x: number, y: number }[]} points @param {Look} look */
export function crossings(ctx, points, look) {
  ctx.beginPath();
  for (const { x, y, angle } of along(smoothed(points, 8), 22)) {
    const [dx, dy] = [6 * Math.sin(angle), -6 * Math.cos(angle)];
    ctx.moveTo(x - dx, y - dy);
    ctx.lineTo(x + dx, y + dy);
  }
  stroke(ctx, look.colour, 2);
}

/** An arrow head at the end of a line; hollow where the way is only announced. @param {CanvasRenderingContext2D} ctx
 * @param {readonly { x: number, y: number }[]} points @param {Look} look @param {number} [gap] pixels before the end */
export function arrowHead(ctx, points, look, gap = 0) {
  const end = points[points.length - 1];
  const before = points.findLast((point) => Math.hypot(point.x - end.x, point.y - end.y) > gap + 10);
  if (!before) return;
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  const [x, y] = [end.x - gap * Math.cos(angle), end.y - gap * Math.sin(angle)];
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - 12 * Math.cos(angle - 0.45), y - 12 * Math.sin(angle - 0.45));
  ctx.lineTo(x - 12 * Math.cos(angle + 0.45), y - 12 * Math.sin(angle + 0.45));
  ctx.closePath();
  const hollow = look.status === "planned" || look.status === "hypothetical";
  stroke(ctx, look.paper, hollow ? 5 : 2);
  ctx.fillStyle = hollow ? look.paper : look.colour;
  ctx.fill();
  if (hollow) stroke(ctx, look.colour, 1.75);
}

/** A line without the points closer than `least` pixels to the one before: a border's every bend would turn the strokes across it.
 * @param {readonly { x: number, y: number }[]} points @param {number} least */
function smoothed(points, least) {
  const kept = points.slice(0, 1);
  for (const point of points) {
    const last = kept[kept.length - 1];
    if (Math.hypot(point.x - last.x, point.y - last.y) >= least) kept.push(point);
  }
  return kept;
}

/** Points every `step` pixels along a line, with its direction there.
 * @param {readonly { x: number, y: number }[]} points @param {number} step */
export function along(points, step) {
  const found = [];
  let due = step / 2;
  for (let at = 1; at < points.length; at += 1) {
    const [a, b] = [points[at - 1], points[at]];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    for (; due <= length; due += step) {
      const share = due / length;
      const angle = Math.atan2(b.y - a.y, b.x - a.x);
      found.push({ x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y), angle });
    }
    due -= length;
  }
  return found;
}

/** Patterns by colour and kind: a large map has hundreds of grounds in a dozen looks. @type {Map<string, CanvasPattern>} */
const patterns = new Map();

/** Hatching to fill an area with; crossed twice where denied. @param {string} colour @param {boolean} crossed @returns {CanvasPattern | null} */
export function hatching(colour, crossed) {
  const known = patterns.get(`${colour} ${crossed}`);
  if (known) return known;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const ctx = tile.getContext("2d");
  if (!ctx) return null;
  ctx.beginPath();
  for (const shift of [-8, 0, 8]) {
    ctx.moveTo(shift, 8);
    ctx.lineTo(shift + 8, 0);
    if (crossed) {
      ctx.moveTo(shift, 0);
      ctx.lineTo(shift + 8, 8);
    }
  }
  stroke(ctx, colour, 1);
  const made = ctx.createPattern(tile, "repeat");
  if (made) patterns.set(`${colour} ${crossed}`, made);
  return made;
}
