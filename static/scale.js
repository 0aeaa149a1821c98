// @ts-check
// Knows the band's arithmetic: which days it shows, where they lie, its ticks, its heaps and its rows.

import { daysOf, isoOf, monthStart } from "./dates.js";
import { months, t } from "./words.js";

/** @import { EventRecord } from "./types" */

/** Half-open days, both ends finite. @typedef {readonly [number, number]} Days */

/** @typedef {{ view: Days, width: number, x(day: number): number, day(x: number): number, perDay: number }} Scale */

/** An event and the days that its mark covers. @typedef {{ event: EventRecord, days: Days, openStart: boolean, openEnd: boolean }} Reach */

/** @param {Days} view @param {number} width pixels @returns {Scale} */
export function scaleOf(view, width) {
  const perDay = width / (view[1] - view[0]);
  return { view, width, perDay, x: (day) => (day - view[0]) * perDay, day: (x) => view[0] + x / perDay };
}

/** Where a mark for `event` begins and ends, open ends included: one still going on is known to last until it was published.
 * @param {EventRecord} event @returns {Reach | null} null where no time is known */
export function reachOf(event) {
  if (!event.span) return null;
  const [start, until] = event.span;
  if (start === -Infinity) return { event, days: [until - 1, until], openStart: true, openEnd: false };
  if (until !== Infinity) return { event, days: event.span, openStart: false, openEnd: false };
  const published = daysOf(event.published)?.[1] ?? start;
  return { event, days: [start, Math.max(start + 1, published)], openStart: false, openEnd: true };
}

/** How many events lie before and after a view, and the days nearest to it; infinite where there are none.
 * @typedef {Record<"before" | "after", { count: number, day: number }>} Beyond */

/** @param {readonly Pick<Reach, "days">[]} reaches @param {Days} view @returns {Beyond} */
export function beyondOf(reaches, [first, last]) {
  const found = { before: { count: 0, day: -Infinity }, after: { count: 0, day: Infinity } };
  for (const { days } of reaches) {
    if (days[1] <= first) {
      found.before.count += 1;
      found.before.day = Math.max(found.before.day, days[1]);
    } else if (days[0] >= last) {
      found.after.count += 1;
      found.after.day = Math.min(found.after.day, days[0]);
    }
  }
  return found;
}

/** The first and the last day of all. @param {readonly Days[]} reaches @returns {Days} */
function hull(reaches) {
  let [start, until] = [Infinity, -Infinity];
  for (const days of reaches) {
    start = Math.min(start, days[0]);
    until = Math.max(until, days[1]);
  }
  return [start, until];
}

/** Days that hold all of `reaches`, with a margin. @param {readonly Days[]} reaches @returns {Days | null} */
export function wholeView(reaches) {
  if (reaches.length === 0) return null;
  const [start, until] = hull(reaches);
  const margin = Math.max(1, Math.round((until - start) / 30));
  return [start - margin, until + margin];
}

/** The days where most events begin, for a first view: one event of 1994 must not press all of this month into a line.
 * @param {readonly Days[]} reaches @returns {Days | null} */
export function firstDays(reaches) {
  const all = wholeView(reaches);
  if (!all || all[1] - all[0] < 120) return all;
  const starts = Float64Array.from(reaches, ([from]) => from).sort();
  const kept = Math.ceil(0.8 * starts.length);
  let best = 0;
  for (let at = 0; at + kept <= starts.length; at += 1) {
    if (starts[at + kept - 1] - starts[at] < starts[best + kept - 1] - starts[best]) best = at;
  }
  const view = wholeView([[starts[best], starts[best + kept - 1] + 1]]) ?? all;
  return view[1] - view[0] > (all[1] - all[0]) / 2 ? all : view;
}

/** The day, the week from Monday or the month of the calendar that `day` lies in; a day stands between halves of its
 * neighbours. @param {"day" | "week" | "month"} length @param {number} day @returns {Days} */
export function calendarView(length, day) {
  const whole = Math.floor(day);
  if (length === "day") return [whole - 0.5, whole + 1.5];
  if (length === "month") return [monthStart(whole), monthStart(whole, 1)];
  const monday = whole - ((((whole + 3) % 7) + 7) % 7); // day 0 was a Thursday
  return [monday, monday + 7];
}

/** @typedef {{ day: number, words: string, major: boolean }} Tick */

/** As many letters of a month as tell it from the others: "Jan", "juil". @param {number} month 0 to 11 */
function shortMonth(month) {
  const name = months[month];
  const alike = months.some((other) => other !== name && other.slice(0, 3) === name.slice(0, 3));
  return name.slice(0, alike ? 4 : 3);
}

/** "7 Feb", "Feb 2022" at the first of a month, "2022" at the first of a year where months are too many.
 * @param {number} day @param {number} step months; 0 where ticks stand on days */
function tickWords(day, step) {
  const [year, month, date] = isoOf(day).split("-").map(Number);
  if (step >= 12) return String(year);
  const name = shortMonth(month - 1);
  if (step === 0 && date > 1) return t("{day} {month}", { day: date, month: name });
  return month === 1 ? t("{month} {year}", { month: name, year }) : name;
}

/** Ticks at round days, weeks (Mondays), months or years, at least `gap` pixels apart. @param {Scale} scale @param {number} [gap] @returns {Tick[]} */
export function ticks(scale, gap = 64) {
  const least = gap / scale.perDay;
  for (const step of [1, 2, 7, 14]) if (least <= step) return dayTicks(scale.view, step);
  for (const step of [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200]) {
    if (least <= step * 30) return monthTicks(scale.view, step);
  }
  return monthTicks(scale.view, 12_000);
}

/** @param {Days} view @param {number} step @returns {Tick[]} */
function dayTicks([from, until], step) {
  const monday = -3; // 1969-12-29
  const found = [];
  for (let day = monday + Math.ceil((from - monday) / step) * step; day < until; day += step) {
    found.push({ day, words: tickWords(day, 0), major: isoOf(day).endsWith("-01") });
  }
  return found;
}

/** @param {Days} view @param {number} step @returns {Tick[]} */
function monthTicks([from, until], step) {
  const found = [];
  const [year, month] = isoOf(from).split("-").map(Number);
  let day = daysOf(`${String(year).padStart(4, "0")}-01`)?.[0] ?? from;
  const skipped = step > 12 ? -12 * (year % (step / 12)) : Math.floor((month - 1) / step) * step;
  for (day = monthStart(day, skipped); day < until; day = monthStart(day, step)) {
    if (day >= from) found.push({ day, words: tickWords(day, step), major: isoOf(day).endsWith("-01-01") });
  }
  return found;
}

/** Bins of equal length over the days in view. @typedef {{ size: number, first: number, count: number }} Bins `first` times `size` is the first day */

/** Bins of days, weeks or more, at least `least` pixels wide. @param {Scale} scale @param {number} [least] @returns {Bins} */
export function binsOf(scale, least = 3) {
  const size = [1, 7, 28, 91, 364].find((days) => days * scale.perDay >= least) ?? 3640;
  const first = Math.floor(scale.view[0] / size);
  return { size, first, count: Math.ceil(scale.view[1] / size) - first };
}

/** Adds `weight` to the differences of every bin that `days` touch; `summed` makes amounts of differences. Linear in the
 * events, however long they last. @param {Float64Array} differences one more than bins @param {Bins} bins @param {Days} days
 * @param {boolean} [shared] whether one that spans several bins counts its share in each */
export function tally(differences, { size, first, count }, days, shared = false) {
  const from = Math.floor(days[0] / size);
  const until = Math.ceil(days[1] / size);
  const weight = shared ? 1 / (until - from) : 1;
  if (until <= first || from >= first + count) return;
  differences[Math.max(from - first, 0)] += weight;
  differences[Math.min(until - first, count)] -= weight;
}

/** @param {Float64Array} differences */
export function summed(differences) {
  let sum = 0;
  return differences.map((difference) => {
    sum += difference;
    return sum < 1e-6 ? 0 : sum;
  });
}

/** Events of some days together; `height` from 0 to 1. @typedef {{ days: Days, height: number }} Bar */

/** How many events lie in each bin; one that spans several counts its share in each.
 * @param {readonly Days[]} reaches @param {Scale} scale @returns {Bar[]} */
export function heap(reaches, scale) {
  const bins = binsOf(scale);
  const differences = new Float64Array(bins.count + 1);
  for (const days of reaches) tally(differences, bins, days, true);
  return barsOf(summed(differences).subarray(0, bins.count), bins);
}

/** @param {ArrayLike<number>} amounts in each bin @param {Pick<Bins, "first" | "size">} bins @returns {Bar[]} */
export function barsOf(amounts, { first, size }) {
  const most = Array.from(amounts).reduce((a, b) => Math.max(a, b), Number.MIN_VALUE);
  return Array.from(amounts, (amount, at) => ({
    days: [(first + at) * size, (first + at + 1) * size],
    height: amount / most,
  }));
}

/** A row for each [left, right] in pixels so that none overlap, first come first placed. @param {readonly (readonly [number, number])[]} extents
 * @param {number} [most] rows; null where they do not suffice @returns {{ rows: number[], count: number } | null} */
export function pack(extents, most = Infinity) {
  /** @type {number[]} */
  const ends = [];
  const order = extents.map((_, at) => at).sort((a, b) => extents[a][0] - extents[b][0]);
  const rows = new Array(extents.length).fill(0);
  for (const at of order) {
    const free = ends.findIndex((end) => end <= extents[at][0]);
    rows[at] = free < 0 ? ends.length : free;
    if (rows[at] >= most) return null;
    ends[rows[at]] = extents[at][1] + 2;
  }
  return { rows, count: ends.length };
}

const SHORTEST = 1.5; // days in view
const LONGEST = 146_100; // four hundred years

/** @param {number} length */
const bounded = (length) => Math.min(Math.max(length, SHORTEST), LONGEST);

/** `view` zoomed by `factor` about `day`. @param {Days} view @param {number} factor @param {number} day @returns {Days} */
export function zoomed(view, factor, day) {
  const length = bounded((view[1] - view[0]) * factor);
  const from = day - ((day - view[0]) / (view[1] - view[0])) * length;
  return [from, from + length];
}

/** The view in which two days lie under two fingers. @param {Days} days @param {Days} fingers pixels @param {number} width
 * @returns {Days} */
export function pinched(days, fingers, width) {
  const [left, right] = fingers[0] < fingers[1] ? [0, 1] : [1, 0];
  const apart = Math.max(fingers[right] - fingers[left], 1);
  const length = bounded((Math.abs(days[right] - days[left]) / apart) * width);
  const from = (days[left] + days[right]) / 2 - ((fingers[left] + fingers[right]) / 2 / width) * length;
  return [from, from + length];
}
