// @ts-check
// Knows how a spot is painted on a canvas: its shape says what sort of place, its edge the status, its colour the family.

import { badgeRadius } from "./scene.js";
import { dashes } from "./styles.js";

/** @import { Look } from "./styles.js" */

/** @param {CanvasRenderingContext2D} ctx @param {string} colour @param {number} width @param {number[]} [dash] */
export function stroke(ctx, colour, width, dash = []) {
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

/** A settlement: a ring with a kernel; hollow where only planned, or left. @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {Look} look */
export function ring(ctx, x, y, look) {
  if (look.selected) halo(ctx, x, y, 13, look);
  disc(ctx, x, y, 9);
  ctx.fillStyle = look.paper;
  ctx.fill();
  disc(ctx, x, y, 7);
  stroke(ctx, look.colour, 2.5, dashes(look, 2.5));
  if (!look.before && (look.status === "asserted" || look.status === "claimed")) {
    disc(ctx, x, y, 3);
    ctx.fillStyle = look.colour;
    ctx.fill();
  }
  signs(ctx, x, y, look);
}

/** Somewhere around here: a dashed circle without a kernel, for ground too small to be drawn as it is.
 * @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {Look} look */
export function around(ctx, x, y, look) {
  if (look.selected) halo(ctx, x, y, 13, look);
  disc(ctx, x, y, 9);
  ctx.fillStyle = look.paper;
  ctx.fill();
  disc(ctx, x, y, 7.5);
  stroke(ctx, look.colour, 1.75, [3.5, 2.4]);
  signs(ctx, x, y, look);
}

/** An area or a country too small to be drawn as it is: a square of its ground.
 * @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {Look} look */
export function patch(ctx, x, y, look) {
  if (look.selected) halo(ctx, x, y, 13, look);
  ctx.beginPath();
  ctx.rect(x - 6.5, y - 6.5, 13, 13);
  stroke(ctx, look.paper, 5);
  ctx.fillStyle = look.paper;
  ctx.fill();
  ctx.globalAlpha = look.status === "planned" || look.status === "hypothetical" ? 0 : 0.3;
  ctx.fillStyle = look.colour;
  ctx.fill();
  ctx.globalAlpha = 1;
  stroke(ctx, look.colour, 2, dashes(look, 2));
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
  const filled = look.status === "asserted" && !look.before;
  stroke(ctx, look.paper, 5);
  ctx.fillStyle = filled ? look.colour : look.paper;
  ctx.fill();
  stroke(ctx, look.colour, 2, dashes(look, 2));
  if (filled || (look.status === "claimed" && !look.before)) {
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

/** A badge for several events: their number, within a ring of which every family has its share.
 * @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y
 * @param {readonly (readonly [string, number])[]} shares colours, and how many events each stands for
 * @param {string} words the number @param {Look} look */
export function badge(ctx, x, y, shares, words, look) {
  const count = shares.reduce((sum, [, share]) => sum + share, 0);
  const radius = badgeRadius(count);
  if (look.selected) halo(ctx, x, y, radius + 5, look);
  disc(ctx, x, y, radius + 2);
  ctx.fillStyle = look.paper;
  ctx.fill();
  // Every family is to be seen, if but a little: the least share of the ring is a twentieth.
  const weights = shares.map(([, share]) => Math.max(share / count, 0.05));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const gap = shares.length > 1 ? 1 / radius : 0; // the families' edges, for who does not see colours
  let from = -Math.PI / 2;
  for (const [at, [colour]] of shares.entries()) {
    const to = from + (2 * Math.PI * weights[at]) / whole;
    ctx.beginPath();
    ctx.arc(x, y, radius - 1, from + gap / 2, to - gap / 2);
    stroke(ctx, colour, 4);
    from = to;
  }
  text(ctx, words, x, y, words.length > 3 ? 11 : 12, look.ink, look.font);
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
