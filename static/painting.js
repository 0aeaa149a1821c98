// @ts-check
// Knows how a spot of the scene looks in the page's colours, and how many pixels it takes.

import { soleFamily, statusOf } from "./families.js";
import * as glyphs from "./glyphs.js";
import { badgeRadius } from "./scene.js";
import { t } from "./words.js";

/** @import { EventRecord, Form } from "./types" */
/** @import { Palette } from "./palette.js" */
/** @import { Spot } from "./scene.js" */
/** @import { Look } from "./styles.js" */

/** A spot and its place in pixels of the layer. @typedef {Spot & { px: number, py: number }} Drawn */

/** @typedef {(ctx: CanvasRenderingContext2D, x: number, y: number, look: Look) => void} Glyph */
/** @type {Readonly<Partial<Record<Form, Glyph>>>} */
const GLYPHS = {
  point: glyphs.ring,
  facility: glyphs.pin,
  near: glyphs.around,
  area: glyphs.patch,
  country: glyphs.patch,
};

/** A count that a badge has room for: 12, 340, "1.2K". Not Intl's: the first number that a page formats takes Chromium 15 ms.
 * @param {number} count */
export function compact(count) {
  if (count < 1000) return String(count);
  const rounded = Number(count.toPrecision(2));
  const millions = rounded >= 1e6;
  const [whole, tenth] = String(rounded / (millions ? 1e6 : 1e3)).split(".");
  const n = tenth ? t("{whole}.{tenth}", { whole, tenth }) : whole;
  return millions ? t("{n}M", { n }) : t("{n}K", { n });
}

/** How a mark for `events` looks; where the selected one is among them, as that one does.
 * @param {readonly EventRecord[]} events @param {string | null} sel @param {boolean} before @param {Palette} colours @returns {Look} */
export function lookOf(events, sel, before, colours) {
  const chosen = sel === null ? undefined : events.find((event) => event.id === sel);
  const told = chosen ? [chosen] : events;
  const family = soleFamily(told);
  const { paper, ink, select, font, muted } = colours;
  const colour = before ? muted : family ? colours.families[family] : ink;
  return { colour, paper, ink, select, font, status: statusOf(told), selected: chosen !== undefined, before };
}

/** Pixels from the middle of what is painted to its rim, and from the spot up to that middle. @param {Spot} spot */
export function extentOf({ events, marks }) {
  if (events.length > 1) return { radius: badgeRadius(events.length) + 2, lift: 0 };
  return { radius: 9, lift: marks[0].part.form === "facility" ? 12 : 0 };
}

/** Whether a pixel of the layer lies on a spot. @param {Drawn} spot @param {L.Point} pixel @param {number} tolerance */
export function isHit(spot, pixel, tolerance) {
  const { radius, lift } = extentOf(spot);
  return Math.hypot(pixel.x - spot.px, pixel.y - spot.py + lift) <= radius + tolerance;
}

/** The glyph of one event, the badge of several. @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y
 * @param {Spot} spot @param {Palette} colours */
export function paintSpot(ctx, x, y, spot, colours) {
  const { paper, ink, select, font, muted, families } = colours;
  const { status, selected, before, events, marks } = spot;
  const colour = before ? muted : families[spot.shares[0][0]];
  const look = { colour, paper, ink, select, font, status, selected, before };
  if (events.length > 1) {
    const shares = spot.shares.map(([family, count]) => /** @type {const} */ ([families[family], count]));
    glyphs.badge(ctx, x, y, shares, compact(events.length), look);
  } else (GLYPHS[marks[0].part.form] ?? glyphs.patch)(ctx, x, y, look);
}

/** A ring around a spot that is pointed at. @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y
 * @param {Spot} spot @param {Palette} colours */
export function ringAround(ctx, x, y, spot, colours) {
  const { radius, lift } = extentOf(spot);
  ctx.beginPath();
  ctx.arc(x, y - lift, radius + (spot.selected ? 8 : 3.5), 0, 2 * Math.PI); // around the ring of the selection
  glyphs.stroke(ctx, colours.paper, 4);
  glyphs.stroke(ctx, colours.ink, 2);
}
