// @ts-check
// Knows how the events of one spot are spread out around it, each with a mark of its own.

import { calm } from "./dom.js";
import { stroke } from "./glyphs.js";
import { Painted } from "./layers.js";
import { legsOf } from "./legs.js";
import { isHit, paintSpot, ringAround } from "./painting.js";
import { spotOf } from "./scene.js";

/** @import { Drawn } from "./painting.js" */
/** @import { EventRecord } from "./types" */
/** @import { Palette } from "./palette.js" */

const GROWING_MS = 160;
const MIDDLE = 16; // pixels

/** The mark of one of a spot's events. @param {Drawn} spot @param {EventRecord} event @param {readonly [number, number]} at from the spot
 * @param {string | null} sel @returns {Drawn} */
function alone(spot, event, [x, y], sel) {
  const mark = spot.marks.find(({ events }) => events.includes(event)) ?? spot.marks[0];
  return { ...spotOf([{ ...mark, events: [event] }], sel), px: spot.px + x, py: spot.py + y };
}

/** @param {L.Map} map @param {L.Canvas} renderer @param {() => Palette} colours */
export function createSpider(map, renderer, colours) {
  /** @type {Drawn | null} */
  let centre = null;
  /** @type {readonly Drawn[]} */
  let feet = [];
  let reach = 0; // pixels
  let grown = 1;
  /** @type {string | null} */
  let hovered = null;

  const painted = new Painted(
    renderer,
    (ctx) => {
      if (centre) paint(ctx, centre, feet, reach, grown, hovered, colours());
    },
    () => {
      const { px, py } = centre ?? { px: 0, py: 0 };
      return L.bounds([px - reach, py - reach], [px + reach, py + reach]);
    },
  ).addTo(map);
  /** @param {number} since */
  const grow = (since) => {
    grown = Math.min(1, (performance.now() - since) / GROWING_MS);
    painted.redraw();
    if (grown < 1 && centre) requestAnimationFrame(() => grow(since));
  };

  return {
    isOpen: () => centre !== null,
    close() {
      if (!centre) return;
      centre = null;
      painted.redraw();
    },
    /** Spread out the events of a spot. @param {Drawn} spot @param {string | null} sel */
    open(spot, sel) {
      const legs = legsOf(spot.events.length);
      centre = spot;
      feet = legs.map((leg, number) => alone(spot, spot.events[number], leg, sel));
      reach = Math.max(...legs.map((leg) => Math.hypot(...leg))) + 20;
      painted.bringToFront();
      grow(calm() ? -Infinity : performance.now());
    },
    /** The same legs, another of them selected or pointed at. @param {string | null} sel @param {string | null} hover */
    mark(sel, hover) {
      hovered = hover;
      feet = feet.map((foot) => ({ ...foot, selected: foot.events[0].id === sel }));
      painted.redraw();
    },
    raise: () => painted.bringToFront(),
    /** The mark at a pixel of the layer, in the middle the spot itself; "within" between the marks, null beyond them.
     * @param {L.Point} pixel @param {number} tolerance @returns {Drawn | "within" | null} */
    at(pixel, tolerance) {
      if (!centre) return null;
      const hit = feet.find((foot) => isHit(foot, pixel, tolerance));
      if (hit) return hit;
      const distance = Math.hypot(pixel.x - centre.px, pixel.y - centre.py);
      if (distance <= MIDDLE) return centre;
      return distance <= reach ? "within" : null;
    },
  };
}

/** @param {CanvasRenderingContext2D} ctx @param {Drawn} centre @param {readonly Drawn[]} feet @param {number} reach @param {number} grown 0 to 1
 * @param {string | null} hovered @param {Palette} colours */
function paint(ctx, centre, feet, reach, grown, hovered, colours) {
  const { px, py } = centre;
  ctx.globalAlpha = 0.8;
  ctx.fillStyle = colours.paper;
  ctx.beginPath();
  ctx.arc(px, py, reach * grown, 0, 2 * Math.PI);
  ctx.fill(); // what lies beneath is not hidden, but steps back
  ctx.globalAlpha = 1;
  const standing = feet.map((foot) => ({ foot, x: px + (foot.px - px) * grown, y: py + (foot.py - py) * grown }));
  ctx.beginPath();
  for (const { x, y } of standing) {
    ctx.moveTo(px, py);
    ctx.lineTo(x, y);
  }
  stroke(ctx, colours.muted, 1);
  ctx.beginPath();
  ctx.arc(px, py, 4, 0, 2 * Math.PI);
  ctx.fillStyle = colours.muted;
  ctx.fill();
  for (const { foot, x, y } of standing) {
    paintSpot(ctx, x, y, foot, colours);
    if (foot.events[0].id === hovered) ringAround(ctx, x, y, foot, colours);
  }
}
