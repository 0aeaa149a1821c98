// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOf } from "../../static/dates.js";
import {
  calendarView,
  firstDays,
  heap,
  pack,
  pinched,
  reachOf,
  scaleOf,
  ticks,
  wholeView,
  zoomed,
} from "../../static/scale.js";
import { event } from "./events.js";

/** @param {string} iso */
const day = (iso) => daysOf(iso)?.[0] ?? Number.NaN;
/** @param {string} from @param {string} to @returns {readonly [number, number]} */
const days = (from, to) => [day(from), day(to)];
const PUBLISHED = day("2022-02-07");

for (const [name, start, end, from, until, openStart, openEnd] of /** @type {const} */ ([
  ["a day is that day", "2022-02-01", "2022-02-01", "2022-02-01", "2022-02-02", false, false],
  ["a month is all of it", "2022-01", "2022-01", "2022-01-01", "2022-02-01", false, false],
  ["what goes on is known to last until publication", "2022-02-01", null, "2022-02-01", "2022-02-08", false, true],
  ["what begins later and stays open has its first day", "2022-03-01", null, "2022-03-01", "2022-03-02", false, true],
  ["what was before a day has its last", null, "2022-01-24", "2022-01-24", "2022-01-25", true, false],
])) {
  test(`in the band ${name}`, () => {
    const told = event({ start, end });
    assert.deepEqual(reachOf(told), { event: told, days: days(from, until), openStart, openEnd });
  });
}

test("an event of unknown date is not in the band", () => {
  assert.equal(reachOf(event({ start: null, end: null })), null);
});

test("pixels and days are each other's inverse", () => {
  const scale = scaleOf(days("2022-01-01", "2022-02-01"), 620);
  assert.equal(scale.x(day("2022-01-11")), 200);
  assert.equal(scale.day(200), day("2022-01-11"));
});

test("the first view leaves out what lies years away, the whole one does not", () => {
  const recent = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => /** @type {const} */ ([PUBLISHED - n, PUBLISHED - n + 1]));
  const reaches = [days("1994-07-10", "1994-07-11"), ...recent];
  assert.ok((firstDays(reaches)?.[0] ?? 0) > day("2022-01-01"));
  assert.ok((wholeView(reaches)?.[0] ?? Infinity) < day("1994-07-10"));
  assert.deepEqual(firstDays(recent), wholeView(recent));
  assert.equal(firstDays([]), null);
});

for (const [from, to, width, words] of /** @type {[string, string, number, string[]][]} */ ([
  ["2022-02-01", "2022-02-05", 400, ["Feb", "2 Feb", "3 Feb", "4 Feb"]],
  ["2022-01-01", "2022-02-01", 400, ["3 Jan", "10 Jan", "17 Jan", "24 Jan", "31 Jan"]],
  ["2021-11-15", "2022-03-15", 400, ["Dec", "Jan 2022", "Feb", "Mar"]],
  ["2020-06-01", "2023-06-01", 250, ["2021", "2022", "2023"]],
  ["1975-01-01", "2022-01-01", 400, ["1980", "1990", "2000", "2010", "2020"]],
])) {
  test(`from ${from} to ${to} in ${width} pixels the ticks are ${words.join(", ")}`, () =>
    assert.deepEqual(
      ticks(scaleOf(days(from, to), width)).map((tick) => tick.words),
      words,
    ));
}

test("ticks never come closer than their words are wide", () => {
  for (let length = 3; length < 15_000; length = Math.ceil(length * 1.37)) {
    const scale = scaleOf([PUBLISHED - length, PUBLISHED], 700);
    const at = ticks(scale).map((tick) => scale.x(tick.day));
    for (let n = 1; n < at.length; n += 1) assert.ok(at[n] - at[n - 1] > 58, `${length} days`);
  }
});

test("a heap counts an event once however many days it spans", () => {
  const scale = scaleOf(days("2022-01-01", "2022-01-11"), 500);
  const bins = heap([days("2022-01-03", "2022-01-05"), days("2022-01-07", "2022-01-08")], scale);
  assert.deepEqual(
    bins.map((bin) => bin.height),
    [0, 0, 0.5, 0.5, 0, 0, 1, 0, 0, 0],
  );
});

test("rows keep marks apart and are used again", () => {
  const extents = /** @type {[number, number][]} */ ([
    [0, 10],
    [5, 15],
    [20, 30],
    [21, 22],
  ]);
  assert.deepEqual(pack(extents), { rows: [0, 1, 0, 1], count: 2 });
  assert.equal(pack(extents, 1), null);
});

test("zooming keeps the day under the pointer where it is", () => {
  const view = days("2022-01-01", "2022-03-02");
  const at = day("2022-01-16");
  const [from, until] = zoomed(view, 0.5, at);
  assert.equal(until - from, 30);
  assert.ok(Math.abs((at - from) / 30 - 15 / 60) < 0.05);
  const [first, last] = zoomed(view, 0.001, at);
  assert.ok(last - first > 1 && first < at && last > at);
});

for (const [length, from, until] of /** @type {const} */ ([
  ["week", "2022-01-31", "2022-02-07"],
  ["month", "2022-02-01", "2022-03-01"],
])) {
  test(`the ${length} of 3 February is that of the calendar`, () =>
    assert.deepEqual(calendarView(length, day("2022-02-03") + 0.5), days(from, until)));
}

test("a day is shown between halves of its neighbours", () => {
  const at = day("2022-02-03");
  assert.deepEqual(calendarView("day", at + 0.9), [at - 0.5, at + 1.5]);
});

for (const [name, fingers, view] of /** @type {[string, [number, number], [number, number]][]} */ ([
  ["spread, less time is seen", [0, 400], [10, 20]],
  ["drawn together, more time is seen", [150, 250], [-5, 35]],
  ["moved together, other days are seen", [200, 400], [0, 20]],
  ["crossed over, days stay in their order", [400, 0], [10, 20]],
])) {
  test(`with two fingers ${name}`, () => {
    const held = /** @type {[number, number]} */ (fingers[0] < fingers[1] ? [10, 20] : [20, 10]);
    assert.deepEqual(pinched(held, fingers, 400), view);
  });
}

test("a heap of fifty thousand that each last for years is counted all the same", () => {
  const scale = scaleOf(days("2022-01-01", "2023-01-01"), 1000);
  const long = Array.from({ length: 50_000 }, () => days("1990-01-01", "2040-01-01"));
  assert.ok(heap(long, scale).every((bin) => Math.abs(bin.height - 1) < 1e-6));
});
