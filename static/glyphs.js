// @ts-check
// Knows how a mark is painted on a canvas: its shape says what sort of place, its edge the status, its colour the family.

/** @import { Status } from "./types" */

/** @typedef {{ colour: string, paper: string, ink: string, select: string, font: string, status: Status, selected: boolean }} Look */

/** Dashes of an edge of `width` pixels. @type {Readonly<Record<Status, (width: number) => number[]>>} */
export const DASHES = {
  asserted: () => [],
  claimed: (width) => [2.2 * width, 1.6 * width],
  denied: () => [],
  planned: () => [],
  hypothetical: (width) => [0.1, 2 * width],
};

/** @param {CanvasRenderingContext2D} ctx @param {string} colour @param {number} width @param {number[]} [dash] */
function stroke(ctx, colour, width, dash = []) {
  ctx.setLineDash(dash);
  ctx.lineCap = dash.length && dash[0] < 1 ? "round" : "butt";
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
  ctx.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} radius */
function disc(ctx, x, y, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
}

/** A settlement: a ring with a kernel; hollow where only planned. @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {Look} look */
export function ring(ctx, x, y, look) {
  if (look.selected) halo(ctx, x, y, 13, look);
  disc(ctx, x, y, 9);
  ctx.fillStyle = look.paper;
  ctx.fill();
  disc(ctx, x, y, 7);
  stroke(ctx, look.colour, 2.5, DASHES[look.status](2.5));
  if (look.status === "asserted" || look.status === "claimed") {
    disc(ctx, x, y, 3);
    ctx.fillStyle = look.colour;
    ctx.fill();
  }
  signs(ctx, x, y, look);
}

/** A facility: a pin whose tip stands on it. @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {Look} look */
export function pin(ctx, x, y, look) {
  const top = y - 12;
  if (look.selected) halo(ctx, x, top, 14, look);
  ctx.beginPath();
  ctx.arc(x, top, 7, 0.8 * Math.PI, 0.2 * Math.PI);
  ctx.lineTo(x, y);
  ctx.closePath();
  const filled = look.status === "asserted";
  stroke(ctx, look.paper, 5);
  ctx.fillStyle = filled ? look.colour : look.paper;
  ctx.fill();
  stroke(ctx, look.colour, 2, DASHES[look.status](2));
  if (filled || look.status === "claimed") {
    disc(ctx, x, top, 2.5);
    ctx.fillStyle = filled ? look.paper : look.colour;
    ctx.fill();
  }
  signs(ctx, x, top, look);
}

/** The ring of the selection. @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} radius @param {Look} look */
function halo(ctx, x, y, radius, look) {
  disc(ctx, x, y, radius);
  ctx.fillStyle = look.paper;
  ctx.fill();
  stroke(ctx, look.select, 3);
}

/** The stroke through what is denied, the question mark of what is only possible.
 * @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {Look} look */
export function signs(ctx, x, y, look) {
  if (look.status === "denied") {
    ctx.beginPath();
    ctx.moveTo(x - 8, y + 8);
    ctx.lineTo(x + 8, y - 8);
    stroke(ctx, look.paper, 5);
    stroke(ctx, look.colour, 2.5);
  }
  if (look.status === "hypothetical") text(ctx, "?", x, y, 11, look.colour, look.font);
}

/** A badge for several events: their number, within a ring of their families.
 * @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y
 * @param {readonly string[]} colours one for each event, like ones together @param {Look} look */
export function badge(ctx, x, y, colours, look) {
  const radius = badgeRadius(colours.length);
  if (look.selected) halo(ctx, x, y, radius + 5, look);
  disc(ctx, x, y, radius + 2);
  ctx.fillStyle = look.paper;
  ctx.fill();
  const step = (2 * Math.PI) / colours.length;
  for (const [at, colour] of colours.entries()) {
    ctx.beginPath();
    ctx.arc(x, y, radius - 1, at * step - Math.PI / 2, (at + 1) * step - Math.PI / 2);
    stroke(ctx, colour, 4);
  }
  text(ctx, String(colours.length), x, y, 12, look.ink, look.font);
}

/** @param {number} count */
export function badgeRadius(count) {
  return count < 10 ? 12 : count < 100 ? 14 : 17;
}

/** @param {CanvasRenderingContext2D} ctx @param {string} words @param {number} x @param {number} y @param {number} size
 * @param {string} colour @param {string} font */
function text(ctx, words, x, y, size, colour, font) {
  ctx.font = `600 ${size}px ${font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour;
  ctx.fillText(words, x, y + 0.5);
}

/** Short strokes across a line, a border's sign. @param {CanvasRenderingContext2D} ctx
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

/** An arrow head at the end of a line. @param {CanvasRenderingContext2D} ctx
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
  stroke(ctx, look.paper, 2);
  ctx.fillStyle = look.colour;
  ctx.fill();
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

/** Hatching to fill an area with; crossed twice where denied. @param {string} colour @param {boolean} crossed @returns {CanvasPattern | null} */
export function hatching(colour, crossed) {
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
  return ctx.createPattern(tile, "repeat");
}
