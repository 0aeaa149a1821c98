// @ts-check
// Knows how an event looks in the band: a block for a day, a bar for a range, faded where vague, an arrow where open.

import { whenInWords } from "./dates.js";
import { svg } from "./dom.js";
import { familyOf } from "./families.js";
import { marked, t } from "./words.js";

/** @import { EventRecord, Status } from "./types" */
/** @import { Reach, Scale } from "./scale.js" */

const ARROW = 16;

/** Left and right of the mark in pixels; never too small to be seen or pressed. @param {Reach} reach @param {Scale} scale @returns {[number, number]} */
export function extentOf({ days, openStart, openEnd }, scale) {
  const [left, right] = [scale.x(days[0]), scale.x(days[1])];
  const lack = Math.max(0, 7 - (right - left)) / 2;
  return [left - lack - (openStart ? ARROW : 0), right + lack + (openEnd ? ARROW : 0)];
}

/** As `STATUSES` in `timeline/web/words.py`. @type {Readonly<Record<Status, string>>} */
const STATUS_WORDS = {
  asserted: marked("Stated"),
  claimed: marked("Claimed"),
  denied: marked("Denied"),
  planned: marked("Planned"),
  hypothetical: marked("Possible"),
};

/** What the mark says, in words: what, when, how it is told. @param {EventRecord} event */
export function inWords(event) {
  return `${event.title} (${whenInWords(event)}; ${t(STATUS_WORDS[event.modality])})`;
}

/** Which ends of a mark fade: both where the time is vague, the one to come where it still goes on. @param {Reach} reach */
function fading({ event, openStart, openEnd }) {
  if (openStart) return "start";
  if (openEnd) return "end";
  return event.time_precision !== "day" && event.time_precision !== null ? "both" : null;
}

/** The mark of an event, its top at `y`. @param {Reach} reach @param {Scale} scale @param {number} y @param {number} height */
export function timeMark(reach, scale, y, height) {
  const { event } = reach;
  const [left, right] = extentOf(reach, scale);
  const [start, end] = [left + (reach.openStart ? ARROW : 0), right - (reach.openEnd ? ARROW : 0)];
  const box = { x: start + 0.75, y: y + 0.75, width: Math.max(end - start - 1.5, 1), height: height - 1.5, rx: 1.5 };
  const body = svg("g", { class: "band-body" }, svg("rect", { class: "band-fill", ...box }));
  body.append(svg("rect", { class: "band-edge", ...box }));
  const fades = fading(reach);
  const group = svg(
    "g",
    {
      class: "band-mark",
      "data-id": event.id,
      "data-family": familyOf(event),
      "data-status": event.modality,
      ...(fades && { "data-fades": fades }),
    },
    svg("title", {}, inWords(event)),
    svg("rect", { class: "band-hit", x: left - 3, y: y - 1, width: right - left + 6, height: height + 2 }),
    body,
  );
  if (fades) {
    body.setAttribute("mask", `url(#band-fade-${fades})`);
    group.append(svg("rect", { class: "band-vague", ...box })); // instead of the fading, on paper and in forced colours
  }
  const middle = y + height / 2;
  if (reach.openStart) group.append(arrow(start, start - ARROW + 2, middle));
  if (reach.openEnd) group.append(arrow(end, end + ARROW - 2, middle));
  if (event.modality === "denied")
    group.append(svg("path", { class: "band-cross", d: `M${start - 1} ${y + height + 1}L${end + 1} ${y - 1}` }));
  group.append(
    svg("rect", { class: "band-ring", x: left - 2, y: y - 2, width: right - left + 4, height: height + 4, rx: 3 }),
  );
  return group;
}

/** @param {number} from @param {number} to @param {number} y */
function arrow(from, to, y) {
  const back = to - 4 * Math.sign(to - from);
  return svg("path", {
    class: "band-arrow",
    d: `M${from} ${y}L${to} ${y}M${back} ${y - 3}L${to} ${y}L${back} ${y + 3}`,
  });
}

/** How much is seen of a mark at four places along it, by which ends fade. */
const FADES = { both: [0.1, 1, 1, 0.1], start: [0.1, 1, 1, 1], end: [1, 1, 1, 0.1] };

/** Definitions that marks refer to: ends that fade out, and the hatching of days to come. */
export function definitions() {
  const made = Object.entries(FADES).flatMap(([ends, seen]) => {
    const gradient = svg("linearGradient", { id: `band-fading-${ends}` });
    seen.forEach((opacity, at) => {
      gradient.append(svg("stop", { offset: [0, 0.3, 0.7, 1][at], "stop-color": "#fff", "stop-opacity": opacity }));
    });
    const mask = svg("mask", { id: `band-fade-${ends}`, maskContentUnits: "objectBoundingBox" });
    mask.append(svg("rect", { width: 1, height: 1, fill: `url(#band-fading-${ends})` }));
    return [gradient, mask];
  });
  const hatch = svg("pattern", { id: "band-ahead", width: 6, height: 6, patternUnits: "userSpaceOnUse" });
  hatch.append(svg("path", { class: "band-hatch", d: "M-1 7L7 -1M-1 1L1 -1M5 7L7 5" }));
  return svg("defs", {}, ...made, hatch);
}
