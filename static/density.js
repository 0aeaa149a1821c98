// @ts-check
// Knows how thousands of events are told in a lane: not one by one but how many, day by day, and how they are told.

import { STATUSES } from "./families.js";
import { palette } from "./palette.js";
import { binsOf, summed, tally } from "./scale.js";

/** @import { Status } from "./types" */
/** @import { Bins, Reach, Scale } from "./scale.js" */
/** @import { Laid } from "./chart.js" */

const COLUMN = 4; // pixels, at least

/** The bins in which a crowded lane is counted. @param {Scale} scale */
export const columnsOf = (scale) => binsOf(scale, COLUMN);

/** How many events of a lane are told in each way in each bin, by the order of `STATUSES`.
 * @param {readonly Reach[]} reaches @param {Bins} bins */
export function amountsOf(reaches, bins) {
  const at = new Map(STATUSES.map((status, n) => [status, n]));
  const differences = STATUSES.map(() => new Float64Array(bins.count + 1));
  for (const { event, days } of reaches) tally(differences[at.get(event.modality) ?? 0], bins, days);
  return differences.map(summed);
}

/** Those of a lane that lie in the column under a point, and its days; null where none does.
 * @param {readonly Laid[]} lanes @param {Scale} scale @param {number} x @param {number} y pixels */
export function columnAt(lanes, scale, x, y) {
  const lane = lanes.find(({ top, height }) => y >= top && y <= top + height);
  if (!lane) return null;
  const { size } = columnsOf(scale);
  const first = Math.floor(scale.day(x) / size) * size;
  const days = /** @type {const} */ ([first, first + size]);
  const reaches = lane.reaches.filter((reach) => reach.days[0] < days[1] && reach.days[1] > days[0]);
  return reaches.length ? { reaches, days } : null;
}

/** Draw lanes as bars that stand on their lower edge, a column of days wide; the root of how many is their height, so that
 * one beside a thousand is still seen.
 * @param {HTMLCanvasElement} canvas @param {readonly Laid[]} lanes @param {Scale} scale @param {number} height pixels */
export function paintLanes(canvas, lanes, scale, height) {
  const bins = columnsOf(scale);
  const amounts = lanes.map((lane) => amountsOf(lane.reaches, bins));
  paintAmounts(canvas, lanes, amounts, bins, scale, height);
}

/** The same of lanes whose events have been counted: `amounts` of each lane, in each way of telling, in each bin.
 * @param {HTMLCanvasElement} canvas @param {readonly Pick<Laid, "top" | "height" | "family">[]} lanes
 * @param {readonly (readonly ArrayLike<number>[])[]} amounts @param {Bins} bins @param {Scale} scale @param {number} height pixels */
export function paintAmounts(canvas, lanes, amounts, bins, scale, height) {
  const sharp = window.devicePixelRatio || 1;
  canvas.width = Math.round(scale.width * sharp);
  canvas.height = Math.round(height * sharp);
  canvas.style.width = `${scale.width}px`;
  canvas.style.height = `${height}px`;
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.scale(sharp, sharp);
  let most = 1;
  for (const of of amounts) {
    for (let bin = 0; bin < bins.count; bin += 1) most = Math.max(most, total(of, bin));
  }
  const colours = palette();
  const forced = matchMedia("(forced-colors: active)").matches;
  lanes.forEach((lane, n) => {
    const colour = forced ? "CanvasText" : lane.family ? colours.families[lane.family] : colours.muted;
    /** @type {(string | CanvasPattern)[]} each made when it is needed, for a pattern is a canvas of its own */
    const paints = [];
    for (let bin = 0; bin < bins.count; bin += 1) {
      const sum = total(amounts[n], bin);
      if (sum === 0) continue;
      const tall = Math.max(2, lane.height * Math.sqrt(sum / most));
      const left = scale.x((bins.first + bin) * bins.size);
      const wide = Math.max(bins.size * scale.perDay - 1, 1);
      let y = lane.top + lane.height;
      STATUSES.forEach((status, s) => {
        const part = (tall * amounts[n][s][bin]) / sum;
        y -= part;
        if (part === 0) return;
        paints[s] ??= paintOf(ctx, status, colour);
        paintPart(ctx, { left, wide, y, part }, status, paints[s], colour);
      });
    }
  });
}

/** @param {readonly ArrayLike<number>[]} amounts @param {number} bin */
function total(amounts, bin) {
  return amounts.reduce((sum, of) => sum + of[bin], 0);
}

/** @param {CanvasRenderingContext2D} ctx @param {{ left: number, wide: number, y: number, part: number }} box
 * @param {Status} status @param {string | CanvasPattern} paint @param {string} colour */
function paintPart(ctx, { left, wide, y, part }, status, paint, colour) {
  ctx.globalAlpha = status === "claimed" ? 0.45 : 1;
  if (status === "planned" && part > 2 && wide > 2) {
    ctx.strokeStyle = colour;
    ctx.strokeRect(left + 0.5, y + 0.5, wide - 1, part - 1); // hollow
  } else {
    ctx.fillStyle = paint;
    ctx.fillRect(left, y, wide, part);
  }
  ctx.globalAlpha = 1;
}

/** What patterns are painted on, one after another: a canvas of its own for each takes a tenth of the band's time.
 * @type {CanvasRenderingContext2D | null} */
let brush = null;

/** Plain for what is stated or claimed, strokes across what is denied, dots for what may be.
 * @param {CanvasRenderingContext2D} ctx @param {Status} status @param {string} colour */
function paintOf(ctx, status, colour) {
  if (status !== "denied" && status !== "hypothetical") return colour;
  brush ??= Object.assign(document.createElement("canvas"), { width: 4, height: 4 }).getContext("2d");
  if (!brush) return colour;
  brush.clearRect(0, 0, 4, 4);
  brush.fillStyle = colour;
  for (let at = 0; at < 4; at += 1) if (status === "denied" || at % 2) brush.fillRect(at, 3 - at, 1, 1);
  return ctx.createPattern(brush.canvas, "repeat") ?? colour;
}
