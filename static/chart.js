// @ts-check
// Knows how the band is drawn: lanes of families, a heap of how much, ticks, the days of publication, and the events.

import { dayInWords } from "./dates.js";
import { element, svg } from "./dom.js";
import { FAMILIES, familyOf } from "./families.js";
import { heap, pack, ticks } from "./scale.js";
import { inWindow } from "./select.js";
import { definitions, extentOf, timeMark } from "./timemarks.js";

/** @import { EventRecord, Family, State } from "./types" */
/** @import { Scale } from "./scale.js" */
/** @import { Reach } from "./timemarks.js" */

const HEAP = 22;
const AXIS = 18;
const TALLEST = 150; // pixels for all lanes together

/** @typedef {{ family: Family | null, name: string, top: number, height: number, row: number, rows: Map<string, number> }} Lane */

/** A lane for each family that the page has, rows packed; one for all where narrow. Filters leave lanes and rows where they are.
 * @param {readonly Reach[]} all @param {Scale} scale @param {boolean} wide @returns {Lane[]} */
export function layLanes(all, scale, wide) {
  const present = new Set(all.map((reach) => familyOf(reach.event)));
  /** @type {[Family | null, string][]} */
  const kinds = wide
    ? FAMILIES.filter(([family]) => present.has(family)).map(([family, name]) => [family, name])
    : [[null, ""]];
  const packed = kinds.map(([family, name]) => {
    const inside = all.filter((reach) => family === null || familyOf(reach.event) === family);
    const { rows, count } = pack(inside.map((reach) => extentOf(reach, scale)));
    return {
      family,
      name,
      count: Math.max(count, 1),
      rows: new Map(inside.map((reach, at) => [reach.event.id, rows[at]])),
    };
  });
  const total = packed.reduce((sum, lane) => sum + lane.count, 0);
  const room = wide ? TALLEST - 6 * packed.length : 16;
  const row = Math.min(12, Math.max(room / total, 2));
  let top = HEAP + 4;
  return packed.map(({ count, ...lane }) => {
    const height = wide ? Math.max(count * row, 14) : room;
    const laid = { ...lane, top, height, row };
    top += height + 6;
    return laid;
  });
}

/** @param {readonly Lane[]} lanes */
export function laneNames(lanes) {
  return lanes.map((lane) => {
    const name = element("span", { class: "band-name", "data-family": lane.family ?? "other" }, lane.name);
    name.style.top = `${lane.top}px`;
    name.style.height = `${lane.height}px`;
    return name;
  });
}

/** The whole picture; `tint` says which marks lie in the window. @param {readonly Reach[]} shown @param {readonly Lane[]} lanes
 * @param {Scale} scale @param {readonly number[]} rules days of publication */
export function chart(shown, lanes, scale, rules) {
  const last = lanes[lanes.length - 1];
  const bottom = last.top + last.height + 4;
  const size = { width: scale.width, height: bottom + AXIS };
  const picture = svg("svg", { class: "band-chart", ...size, "aria-hidden": "true" }, definitions());
  picture.append(...backdrop(scale, lanes, rules, bottom), ...heapBars(shown, scale));
  for (const lane of lanes) {
    for (const reach of shown) {
      const row = lane.rows.get(reach.event.id);
      if (row === undefined || !visible(reach, scale)) continue;
      picture.append(timeMark(reach, scale, lane.top + row * lane.row, Math.max(lane.row - 2, 2)));
    }
  }
  return picture;
}

/** Dim the marks outside the window, and bring the selected one above the others. @param {Element} plot
 * @param {ReadonlyMap<string, EventRecord>} events @param {State} state */
export function tint(plot, events, state) {
  for (const mark of plot.querySelectorAll(".band-mark")) {
    const event = events.get(mark.getAttribute("data-id") ?? "");
    mark.classList.toggle("is-outside", event !== undefined && !inWindow(event, state));
    mark.classList.toggle("is-selected", event?.id === state.sel);
  }
  const selected = plot.querySelector(".band-mark.is-selected");
  selected?.parentElement?.append(selected);
}

/** @param {Reach} reach @param {Scale} scale */
function visible(reach, scale) {
  const [left, right] = extentOf(reach, scale);
  return right > 0 && left < scale.width;
}

/** Lines of lanes and ticks, the days after the last publication, and the days of publication.
 * @param {Scale} scale @param {readonly Lane[]} lanes @param {readonly number[]} rules @param {number} bottom */
function backdrop(scale, lanes, rules, bottom) {
  const parts = [];
  const future = scale.x(rules[rules.length - 1] + 1);
  if (future < scale.width) {
    parts.push(
      svg("rect", {
        class: "band-future",
        x: Math.max(future, 0),
        y: HEAP,
        width: scale.width - Math.max(future, 0),
        height: bottom - HEAP,
      }),
    );
  }
  for (const lane of lanes)
    parts.push(
      svg("line", {
        class: "band-lane",
        x1: 0,
        x2: scale.width,
        y1: lane.top + lane.height + 3,
        y2: lane.top + lane.height + 3,
      }),
    );
  for (const tick of ticks(scale)) {
    const x = scale.x(tick.day);
    parts.push(
      svg("line", { class: tick.major ? "band-tick is-major" : "band-tick", x1: x, x2: x, y1: HEAP, y2: bottom + 4 }),
    );
    if (x < scale.width - 30)
      parts.push(svg("text", { class: "band-tick-words", x: x + 3, y: bottom + 15 }, tick.words));
  }
  for (const day of rules) {
    const x = scale.x(day + 1);
    const words = svg("title", {}, `Published ${dayInWords(day)}`);
    parts.push(svg("line", { class: "band-rule", x1: x, x2: x, y1: 0, y2: bottom }, words));
    if (rules.length === 1 && x > 70)
      parts.push(svg("text", { class: "band-rule-words", x: x - 4, y: 10 }, "published"));
  }
  return parts;
}

/** @param {readonly Reach[]} shown @param {Scale} scale */
function heapBars(shown, scale) {
  return heap(
    shown.map((reach) => reach.days),
    scale,
  )
    .filter((bin) => bin.height > 0)
    .map(({ days, height }) => {
      const [left, right] = [scale.x(days[0]), scale.x(days[1])];
      const tall = Math.max(2, height * (HEAP - 4));
      return svg("rect", {
        class: "band-heap",
        x: left + 0.5,
        y: HEAP - tall,
        width: Math.max(right - left - 1, 1),
        height: tall,
      });
    });
}
