// @ts-check
// Knows the band's arithmetic: which days it shows, where they lie, its ticks, its heaps and its rows.

import { daysOf, isoOf, monthStart, spanOf } from "./dates.js";

/** @import { EventRecord } from "./types" */

/** Half-open days, both ends finite. @typedef {readonly [number, number]} Days */

/** @typedef {{ view: Days, width: number, x(day: number): number, day(x: number): number, perDay: number }} Scale */

/** @param {Days} view @param {number} width pixels @returns {Scale} */
export function scaleOf(view, width) {
  const perDay = width / (view[1] - view[0]);
  return { view, width, perDay, x: (day) => (day - view[0]) * perDay, day: (x) => view[0] + x / perDay };
}

/** Where a mark for `event` begins and ends, open ends included: one still going on is known to last until it was published.
 * @param {EventRecord} event @param {number} published @returns {{ days: Days, openStart: boolean, openEnd: boolean } | null} */
export function reachOf(event, published) {
  const span = spanOf(event);
  if (!span) return null;
  const [start, until] = span;
  if (start === -Infinity) return { days: [until - 1, until], openStart: true, openEnd: false };
  if (until === Infinity) return { days: [start, Math.max(start + 1, published + 1)], openStart: false, openEnd: true };
  return { days: [start, until], openStart: false, openEnd: false };
}

/** Days that hold all of `reaches`, with a margin. @param {readonly Days[]} reaches @returns {Days | null} */
export function wholeView(reaches) {
  if (reaches.length === 0) return null;
  const start = Math.min(...reaches.map(([from]) => from));
  const until = Math.max(...reaches.map(([, to]) => to));
  const margin = Math.max(1, Math.round((until - start) / 30));
  return [start - margin, until + margin];
}

/** The days where most events begin, for a first view: one event of 1994 must not press all of this month into a line.
 * @param {readonly Days[]} reaches @returns {Days | null} */
export function firstDays(reaches) {
  const all = wholeView(reaches);
  if (!all || all[1] - all[0] < 120) return all;
  const starts = reaches.map(([from]) => from).sort((a, b) => a - b);
  const kept = Math.ceil(0.8 * starts.length);
  let best = 0;
  for (let at = 0; at + kept <= starts.length; at += 1) {
    if (starts[at + kept - 1] - starts[at] < starts[best + kept - 1] - starts[best]) best = at;
  }
  const days = /** @type {Days} */ ([starts[best], starts[best + kept - 1] + 1]);
  const view = wholeView([days]) ?? all;
  return view[1] - view[0] > (all[1] - all[0]) / 2 ? all : view;
}

/** @typedef {{ day: number, words: string, major: boolean }} Tick */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "7 Feb", "Feb 2022" at the first of a month, "2022" at the first of a year where months are too many.
 * @param {number} day @param {number} months 0 where ticks stand on days */
function tickWords(day, months) {
  const [year, month, date] = isoOf(day).split("-");
  if (months >= 12) return year;
  const name = MONTHS[Number(month) - 1];
  if (months > 0) return month === "01" ? `${name} ${year}` : name;
  return date === "01" ? `${name} ${month === "01" ? year : ""}`.trim() : `${Number(date)} ${name}`;
}

/** Ticks at round days, weeks (Mondays), months or years, at least `gap` pixels apart. @param {Scale} scale @param {number} [gap] @returns {Tick[]} */
export function ticks(scale, gap = 64) {
  const least = gap / scale.perDay;
  for (const step of [1, 2, 7, 14]) if (least <= step) return dayTicks(scale.view, step);
  for (const months of [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200]) {
    if (least <= months * 30) return monthTicks(scale.view, months);
  }
  return monthTicks(scale.view, 12_000);
}

/** @param {Days} view @param {number} step @returns {Tick[]} */
function dayTicks([from, until], step) {
  const monday = -3; // 1969-12-29
  const found = [];
  for (let day = from + ((((monday - from) % step) + step) % step); day < until; day += step) {
    found.push({ day, words: tickWords(day, 0), major: isoOf(day).endsWith("-01") });
  }
  return found;
}

/** @param {Days} view @param {number} months @returns {Tick[]} */
function monthTicks([from, until], months) {
  const found = [];
  const [year, month] = isoOf(from).split("-").map(Number);
  let day = daysOf(`${String(year).padStart(4, "0")}-01`)?.[0] ?? from;
  const skipped = months > 12 ? -12 * (year % (months / 12)) : Math.floor((month - 1) / months) * months;
  for (day = monthStart(day, skipped); day < until; day = monthStart(day, months)) {
    if (day >= from) found.push({ day, words: tickWords(day, months), major: isoOf(day).endsWith("-01-01") });
  }
  return found;
}

/** How many events lie in each bin of days; one that spans several counts its share in each.
 * @param {readonly Days[]} reaches @param {Scale} scale @returns {{ days: Days, height: number }[]} height from 0 to 1 */
export function heap(reaches, scale) {
  const size = [1, 7, 28, 91, 364].find((days) => days * scale.perDay >= 3) ?? 3640;
  const first = Math.floor(scale.view[0] / size);
  const counts = Array.from({ length: Math.ceil(scale.view[1] / size) - first }, () => 0);
  for (const [from, until] of reaches) {
    const [a, b] = [Math.floor(from / size), Math.ceil(until / size)];
    for (let bin = Math.max(a, first); bin < Math.min(b, first + counts.length); bin += 1)
      counts[bin - first] += 1 / (b - a);
  }
  const most = Math.max(...counts, Number.MIN_VALUE);
  return counts.map((count, at) => ({ days: [(first + at) * size, (first + at + 1) * size], height: count / most }));
}

/** A row for each [left, right] in pixels so that none overlap, first come first placed. @param {readonly (readonly [number, number])[]} extents
 * @returns {{ rows: number[], count: number }} */
export function pack(extents) {
  /** @type {number[]} */
  const ends = [];
  const order = extents.map((_, at) => at).sort((a, b) => extents[a][0] - extents[b][0]);
  const rows = new Array(extents.length).fill(0);
  for (const at of order) {
    const free = ends.findIndex((end) => end <= extents[at][0]);
    rows[at] = free < 0 ? ends.length : free;
    ends[rows[at]] = extents[at][1] + 2;
  }
  return { rows, count: ends.length };
}

/** `view` zoomed by `factor` about `day`, between three days and forty years. @param {Days} view @param {number} factor @param {number} day @returns {Days} */
export function zoomed(view, factor, day) {
  const length = Math.min(Math.max((view[1] - view[0]) * factor, 3), 14_610);
  const from = Math.round(day - ((day - view[0]) / (view[1] - view[0])) * length);
  return [from, from + Math.round(length)];
}
