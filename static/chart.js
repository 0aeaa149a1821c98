// @ts-check
// Knows how the band is drawn: lanes, a heap of how much, ticks, the days of publication, and the events.

import { dayInWords } from "./dates.js";
import { element, lettered, svg } from "./dom.js";
import { pack, ticks } from "./scale.js";
import { inWindow } from "./select.js";
import { definitions, extentOf, timeMark } from "./timemarks.js";
import { t } from "./words.js";

/** @import { EventRecord, State } from "./types" */
/** @import { Bar, Reach, Scale } from "./scale.js" */
/** @import { Lane } from "./lanes.js" */

/** What stands above and below the lanes, in pixels. */
export const HEAP = lettered(22);
export const AXIS = lettered(18);
const MOST = 2000; // marks that are drawn one by one
const TALLEST_ROW = 12;
const LEAST_ROW = 3;
export const LEAST_LANE = lettered(10);
const MOST_RULES = 12; // that cross the lanes; of more only their feet are drawn

/** A lane with its place; `rows`: of each of its events, null where it is too crowded for single marks.
 * @typedef {Lane & { top: number, height: number, row: number, rows: number[] | null }} Laid */

/** How much room there is: `room` pixels for all lanes, `gap` above each. @typedef {{ scale: Scale, room: number, gap: number }} Space */

/** Lanes one above the other, each event in a row of its own where that can be; else all are too crowded.
 * @param {readonly Lane[]} given @param {Space} space @returns {Laid[]} */
export function layLanes(given, { scale, room, gap }) {
  const lanes = given.map((lane) => ({ ...lane, reaches: lane.reaches.filter((reach) => isVisible(reach, scale)) }));
  const free = room - gap * lanes.length;
  const packed = packLanes(lanes, scale, Math.floor(free / LEAST_ROW));
  const counts = packed?.map(({ count }) => Math.max(count, 1)) ?? [];
  let row = TALLEST_ROW;
  const need = () => counts.reduce((sum, count) => sum + Math.max(count * row, LEAST_LANE), 0);
  while (row > LEAST_ROW && need() > free) row -= 0.5;
  const single = packed !== null && (need() <= free || counts.every((count) => count === 1));
  const heights = lanes.map((_, at) =>
    single ? Math.max(counts[at] * row, LEAST_LANE) : Math.min(Math.max(free / lanes.length, LEAST_LANE), 36),
  );
  const spare = Math.max(0, free - heights.reduce((sum, height) => sum + height, 0)) / lanes.length;
  let top = HEAP;
  return lanes.map((lane, at) => {
    const laid = { ...lane, top: top + gap + spare, height: heights[at], row, rows: single ? packed[at].rows : null };
    top = laid.top + laid.height;
    return laid;
  });
}

/** @param {readonly Lane[]} lanes @param {Scale} scale @param {number} most rows of one lane */
function packLanes(lanes, scale, most) {
  if (lanes.reduce((sum, lane) => sum + lane.reaches.length, 0) > MOST) return null;
  const packed = [];
  for (const lane of lanes) {
    const rows = pack(
      lane.reaches.map((reach) => extentOf(reach, scale)),
      most,
    );
    if (!rows) return null;
    packed.push(rows);
  }
  return packed;
}

/** @param {Reach} reach @param {Scale} scale */
function isVisible(reach, scale) {
  const [left, right] = extentOf(reach, scale);
  return right > 0 && left < scale.width;
}

/** @param {readonly Laid[]} lanes */
export function laneNames(lanes) {
  return lanes.map(({ name, family, own, top, height }) => {
    const words = element("span", { class: "band-words" }, own ? element("bdi", {}, name) : name);
    const made = element("span", { class: "band-name", title: name }, words);
    if (family) made.dataset.family = family;
    made.style.top = `${top}px`;
    made.style.height = `${height}px`;
    return made;
  });
}

/** What the picture is made of besides its lanes: the heap of all that passes the filters, days of publication, the day
 * that the page is as of. @typedef {{ bars: readonly Bar[], rules: readonly number[], asOf: number | null }} Ground */

/** The whole picture; `tint` says which marks lie in the window. @param {readonly Laid[]} lanes @param {Scale} scale
 * @param {number} bottom of the lanes @param {Ground} ground */
export function chart(lanes, scale, bottom, { bars, rules, asOf }) {
  const size = { width: scale.width, height: bottom + AXIS };
  const picture = svg("svg", { class: "band-chart", ...size, "aria-hidden": "true" }, definitions());
  picture.append(...backdrop(scale, lanes, bottom), ...ahead(scale, rules, bottom), ...heapBars(bars, scale));
  picture.append(...ruleLines(scale, rules, asOf, bottom));
  for (const lane of lanes) {
    lane.rows?.forEach((row, at) => {
      picture.append(timeMark(lane.reaches[at], scale, lane.top + row * lane.row, Math.max(lane.row - 2, 2)));
    });
  }
  return picture;
}

/** Say which marks lie outside the window, which is the selected one, above the others, and which is pointed at. Of lanes
 * that are too crowded these two alone are drawn.
 * @param {Element} picture @param {ReadonlyMap<string, EventRecord>} events @param {State} state */
export function tint(picture, events, state) {
  for (const mark of picture.querySelectorAll(".band-mark")) {
    const event = events.get(mark.getAttribute("data-id") ?? "");
    mark.classList.toggle("is-outside", event !== undefined && !inWindow(event, state));
    mark.classList.toggle("is-selected", event?.id === state.sel);
    mark.classList.toggle("is-hovered", event?.id === state.hover);
  }
  picture.append(...picture.querySelectorAll(".band-mark.is-selected"));
}

/** Marks over crowded lanes for those events that are selected or pointed at.
 * @param {Element} picture @param {readonly Laid[]} lanes @param {Scale} scale @param {State} state */
export function pointOut(picture, lanes, scale, { sel, hover }) {
  for (const mark of picture.querySelectorAll(".band-mark")) mark.remove();
  for (const lane of lanes) {
    for (const reach of lane.reaches) {
      const { id } = reach.event;
      if (id === sel || id === hover) picture.append(timeMark(reach, scale, lane.top, lane.height));
    }
  }
}

/** Lines of lanes, and ticks with their words. @param {Scale} scale @param {readonly Laid[]} lanes @param {number} bottom */
function backdrop(scale, lanes, bottom) {
  const parts = lanes.map(({ top, height }) => {
    const y = top + height + 1;
    return svg("line", { class: "band-lane", x1: 0, x2: scale.width, y1: y, y2: y });
  });
  for (const { day, words, major } of ticks(scale)) {
    const x = scale.x(day);
    parts.push(
      svg("line", { class: major ? "band-tick is-major" : "band-tick", x1: x, x2: x, y1: HEAP, y2: bottom + 4 }),
    );
    if (x < scale.width - lettered(7) * words.length)
      parts.push(svg("text", { class: "band-tick-words", x: x + 3, y: bottom + lettered(15) }, words));
  }
  return parts;
}

/** The days after the last publication. @param {Scale} scale @param {readonly number[]} rules @param {number} bottom */
function ahead(scale, rules, bottom) {
  const x = Math.max(scale.x(rules[rules.length - 1] + 1), 0);
  if (!(x < scale.width)) return [];
  const box = { x, y: HEAP, width: scale.width - x, height: bottom - HEAP };
  return ["band-future", "band-future is-hatched"].map((name) => svg("rect", { class: name, ...box }));
}

/** Days of publication, at their ends, and the day that the page is as of; words where they do not meet.
 * @param {Scale} scale @param {readonly number[]} rules @param {number | null} asOf @param {number} bottom */
function ruleLines(scale, rules, asOf, bottom) {
  const seen = new Map(
    rules.filter((day) => scale.x(day + 1) >= 0 && scale.x(day) <= scale.width).map((day) => [pixel(scale, day), day]),
  );
  /** @param {number} x @param {string} kind @param {string} words */
  const line = (x, kind, words) =>
    svg("line", { class: kind, x1: x, x2: x, y1: 0, y2: bottom }, svg("title", {}, words));
  const feet = () => svg("path", { class: "band-rule", d: [...seen.keys()].map((x) => `M${x} 0v6`).join("") });
  const lines =
    seen.size > MOST_RULES
      ? [feet()]
      : [...seen].map(([x, day]) => line(x, "band-rule", t("Published {day}", { day: dayInWords(day) })));
  const last = [...seen.keys()].at(-1);
  const now = asOf === null ? null : pixel(scale, asOf);
  const words = t("published");
  if (seen.size === 1 && last !== undefined) {
    // After it little has happened, and the word hides none of the heap; before it where there is no room.
    const wide = lettered(7) * words.length;
    const after = Math.min(scale.width, now ?? Infinity) - last > wide;
    const place = { class: `band-rule-words${after ? " is-after" : ""}`, x: last + (after ? 4 : -4), y: lettered(10) };
    if (after || last > wide) lines.push(svg("text", place, words));
  }
  if (asOf !== null && now !== null && now >= 0 && now <= scale.width) {
    const said = t("as of {day}", { day: dayInWords(asOf) });
    lines.push(line(now, "band-rule is-as-of", said));
    const before = now > scale.width - lettered(7) * said.length;
    const free = !before || last === undefined || last > now || last < now - 8 * said.length;
    if (free && (!before || seen.size !== 1))
      lines.push(
        svg(
          "text",
          { class: `band-rule-words${before ? "" : " is-after"}`, x: now + (before ? -4 : 4), y: lettered(10) },
          said,
        ),
      );
  }
  return lines;
}

/** The end of a day, on a whole pixel. @param {Scale} scale @param {number} day */
const pixel = (scale, day) => Math.round(scale.x(day + 1));

/** @param {readonly Bar[]} bars @param {Scale} scale */
function heapBars(bars, scale) {
  const drawn = bars.map(({ days, height }) => {
    const [left, right] = [scale.x(days[0]), scale.x(days[1])];
    const tall = Math.max(2, height * (HEAP - 4));
    return height > 0 ? `M${left + 0.5} ${HEAP}v${-tall}h${Math.max(right - left - 1, 1)}v${tall}z` : "";
  });
  return [svg("path", { class: "band-heap", d: drawn.join("") })]; // one element, for a filter draws them anew
}
