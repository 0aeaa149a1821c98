// @ts-check
// Knows how an event looks in the band: a block for a day, a bar for a range, faded where vague, an arrow where open.

import { whenInWords } from "./dates.js";
import { svg } from "./dom.js";
import { familyOf } from "./families.js";

/** @import { EventRecord } from "./types" */
/** @import { Days, Scale } from "./scale.js" */

/** @typedef {{ event: EventRecord, days: Days, openStart: boolean, openEnd: boolean }} Reach */

const ARROW = 16;

/** Left and right of the mark in pixels; never too small to be seen or pressed. @param {Reach} reach @param {Scale} scale @returns {[number, number]} */
export function extentOf({ days, openStart, openEnd }, scale) {
  const [left, right] = [scale.x(days[0]), scale.x(days[1])];
  const lack = Math.max(0, 7 - (right - left)) / 2;
  return [left - lack - (openStart ? ARROW : 0), right + lack + (openEnd ? ARROW : 0)];
}

/** @param {Reach} reach */
function vague({ event }) {
  return event.time_precision !== "day" && event.time_precision !== null;
}

/** The mark of an event, its top at `y`. @param {Reach} reach @param {Scale} scale @param {number} y @param {number} height */
export function timeMark(reach, scale, y, height) {
  const { event } = reach;
  const [left, right] = extentOf(reach, scale);
  const [start, end] = [left + (reach.openStart ? ARROW : 0), right - (reach.openEnd ? ARROW : 0)];
  const group = svg("g", {
    class: "band-mark",
    "data-id": event.id,
    "data-family": familyOf(event),
    "data-status": event.modality,
  });
  const box = { x: start + 0.75, y: y + 0.75, width: Math.max(end - start - 1.5, 1), height: height - 1.5, rx: 1.5 };
  const fill = svg("rect", { class: "band-fill", ...box });
  if (vague(reach)) fill.setAttribute("mask", "url(#band-fade)");
  group.append(
    svg("title", {}, `${event.title} (${whenInWords(event)})`),
    svg("rect", { class: "band-hit", x: left - 3, y: y - 1, width: right - left + 6, height: height + 2 }),
    fill,
    svg("rect", { class: "band-edge", ...box }),
  );
  const middle = y + height / 2;
  if (reach.openStart) group.append(arrow(start, start - ARROW + 2, middle));
  if (reach.openEnd) group.append(arrow(end, end + ARROW - 2, middle));
  if (event.modality === "denied")
    group.append(svg("path", { class: "band-cross", d: `M${start - 1} ${y + height + 1}L${end + 1} ${y - 1}` }));
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

/** Definitions that marks refer to: ends that fade out. */
export function definitions() {
  const stops = [
    [0, 0.1],
    [0.25, 1],
    [0.75, 1],
    [1, 0.1],
  ];
  const gradient = svg("linearGradient", { id: "band-fading" });
  gradient.append(
    ...stops.map(([at, white]) => svg("stop", { offset: at, "stop-color": "#fff", "stop-opacity": white })),
  );
  const mask = svg("mask", { id: "band-fade", maskContentUnits: "objectBoundingBox" });
  mask.append(svg("rect", { width: 1, height: 1, fill: "url(#band-fading)" }));
  return svg("defs", {}, gradient, mask);
}
