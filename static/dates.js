// @ts-check
// Knows days: partial ISO dates as half-open day numbers (days since 1970-01-01), and days in words.

import { marked, months, ofMonths, sounds, t } from "./words.js";

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
  if (event.start === event.end) return start; // most events are of one day
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

/** What is said around a date: around a day, and around a month or a year, as in `timeline/web/words.py`.
 * @type {Record<string, readonly [string, string]>} */
const PHRASES = {
  about: [marked("about {day}"), marked("about {month}")],
  since: [marked("since {day}"), marked("since {month}")],
  sinceAbout: [marked("since about {day}"), marked("since about {month}")],
  from: [marked("from {day}"), marked("from {month}")],
  fromAbout: [marked("from about {day}"), marked("from about {month}")],
  until: [marked("until {day}"), marked("until {month}")],
  untilAbout: [marked("until about {day}"), marked("until about {month}")],
  between: [marked("between {day} and {last_day}"), marked("between {month} and {last_month}")],
  roughly: [marked("roughly between {day} and {last_day}"), marked("roughly between {month} and {last_month}")],
  week: [marked("in the week of {day} to {last_day}"), marked("between {month} and {last_month}")],
};

/** A date by what is said of it: year, month, day. @type {Record<string, string>} */
const PATTERNS = {
  ymd: marked("{day} {month} {year}"),
  ym: marked("{month} {year}"),
  y: marked("{year}"),
  md: marked("{day} {month}"),
  m: marked("{month}"),
  d: marked("{day}"),
};

const FIRST_OF_MONTH = marked("1"); // French: "1er"

/** Year, month and day of a partial ISO date, as many as are known. @param {string} text */
const numbersOf = (text) => text.split("-").map(Number);

/** Those numbers as words, but for the `skipped` first; `alone` after no preposition.
 * @param {readonly number[]} numbers @param {{ skipped?: number, alone?: boolean }} [how] */
function said([year, month, day], { skipped = 0, alone = false } = {}) {
  const told = [year, month, day].map((part, at) => (part && at >= skipped ? "ymd"[at] : "")).join("");
  const names = alone && !day ? months : ofMonths;
  return t(PATTERNS[told], { year, month: names[(month || 1) - 1], day: day === 1 ? t(FIRST_OF_MONTH) : (day ?? 0) });
}

/** Two dates of which what they share is said once: with the last, or with the first where the year leads.
 * @param {readonly number[]} first @param {readonly number[]} last */
function pair(first, last) {
  if (first.length !== last.length) return [said(first), said(last)];
  const skipped = first.findIndex((part, at) => part !== last[at]);
  const yearLeads = t(PATTERNS.ymd).startsWith("{year}");
  return [said(first, { skipped: yearLeads ? 0 : skipped }), said(last, { skipped: yearLeads ? skipped : 0 })];
}

/** Words around one date, or around two. @param {string} way @param {string} start @param {string} [end] */
function phrase(way, start, end) {
  const [first, last] = [numbersOf(start), end === undefined ? undefined : numbersOf(end)];
  const byDay = first.length === 3 && (!last || last.length === 3);
  const [one, other] = last ? pair(first, last) : [said(first), ""];
  const words = byDay
    ? t(PHRASES[way][0], { day: one, last_day: other })
    : t(PHRASES[way][1], { month: one, last_month: other });
  return words.replace(sounds[0], sounds[1]);
}

/** "24 January 2022". @param {number} day */
export function dayInWords(day) {
  return said(numbersOf(isoOf(day)), { alone: true });
}

/** When an event is said to have been, in the words of `when` in `timeline/web/words.py`.
 * @param {Pick<EventRecord, "start" | "end" | "time_precision"> & { modality?: string }} event */
export function whenInWords({ start, end, time_precision, modality }) {
  const about = time_precision === "approx";
  if (start && end && start !== end)
    return phrase(about ? "roughly" : time_precision === "week" ? "week" : "between", start, end);
  if (start && end) return about ? phrase("about", start) : said(numbersOf(start), { alone: true });
  const known = start ?? end;
  if (!known) return t("date not known");
  const lead = start ? (modality === "planned" ? "from" : "since") : "until";
  return phrase(about ? `${lead}About` : lead, known);
}
