// @ts-check
// Knows days: partial ISO dates as half-open day numbers (days since 1970-01-01), and days in words.

/** @import { EventRecord } from "./types" */

const DAY_MS = 86_400_000;
const PARTIAL = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** The day number of year, month (1–12, may overflow) and day. @param {number} year @param {number} month @param {number} day */
function number(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC would read the year 22 as 1922
  return Math.round(date.getTime() / DAY_MS);
}

/** Thousands of events share a few hundred dates. @type {Map<string, readonly [number, number] | null>} */
const read = new Map();

/** The half-open days of a partial date: "2022-01" is all of January. Null where it is none.
 * @param {string} text @returns {readonly [number, number] | null} */
export function daysOf(text) {
  let days = read.get(text);
  if (days === undefined) {
    days = parsed(text);
    read.set(text, days);
  }
  return days;
}

/** @param {string} text @returns {readonly [number, number] | null} */
function parsed(text) {
  const found = PARTIAL.exec(text);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((part) => (part === undefined ? 0 : Number(part)));
  if (!month) return found[2] ? null : [number(year, 1, 1), number(year + 1, 1, 1)];
  if (month > 12) return null;
  if (!day) return found[3] ? null : [number(year, month, 1), number(year, month + 1, 1)];
  const start = number(year, month, day);
  return isoOf(start) === text ? [start, start + 1] : null;
}

/** The half-open days of an event, ±Infinity where an end is open; null where no time is known.
 * @param {Pick<EventRecord, "start" | "end">} event @returns {readonly [number, number] | null} */
export function spanOf(event) {
  const start = event.start === null ? null : daysOf(event.start);
  const end = event.end === null ? null : daysOf(event.end);
  if (!start && !end) return null;
  return [start ? start[0] : -Infinity, end ? end[1] : Infinity];
}

/** The ISO date of a day number. @param {number} day */
export function isoOf(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The first day of the month `step` months after that of `day`. @param {number} day @param {number} step */
export function monthStart(day, step = 0) {
  const date = new Date(day * DAY_MS);
  return number(date.getUTCFullYear(), date.getUTCMonth() + 1 + step, 1);
}

/** The same day of the month, `step` months on; the last day of that month where it has fewer. @param {number} day @param {number} step */
export function addMonths(day, step) {
  const offset = day - monthStart(day);
  return Math.min(monthStart(day, step) + offset, monthStart(day, step + 1) - 1);
}

/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
const LONG = format({ day: "numeric", month: "long", year: "numeric" });
const MONTH = format({ month: "long", year: "numeric" });

/** "24 January 2022". @param {number} day */
export function dayInWords(day) {
  return LONG.format(day * DAY_MS);
}

/** @param {string} text @returns {string} */
function partialInWords(text) {
  const days = daysOf(text);
  if (!days) return text;
  if (text.length === 4) return text;
  return text.length === 7 ? MONTH.format(days[0] * DAY_MS) : dayInWords(days[0]);
}

/** When an event is said to have been, in words; "date unknown" where it is not.
 * @param {Pick<EventRecord, "start" | "end" | "time_precision">} event */
export function whenInWords(event) {
  const { start, end } = event;
  const about = event.time_precision === "approx" ? "about " : "";
  if (start !== null && end !== null) {
    const words = partialInWords(start);
    return about + (start === end ? words : `${words} to ${partialInWords(end)}`);
  }
  if (start !== null) return `from ${about}${partialInWords(start)}`;
  if (end !== null) return `up to ${about}${partialInWords(end)}`;
  return "date unknown";
}
