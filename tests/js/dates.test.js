// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { addMonths, dayInWords, daysOf, isoOf, spanOf, whenInWords } from "../../static/dates.js";
import { event } from "./events.js";

/** @param {string} text */
const isoSpan = (text) => daysOf(text)?.map(isoOf);

for (const [text, days] of /** @type {[string, string[] | undefined][]} */ ([
  ["2022-01-31", ["2022-01-31", "2022-02-01"]],
  ["2022-01", ["2022-01-01", "2022-02-01"]],
  ["2022-12", ["2022-12-01", "2023-01-01"]],
  ["2022", ["2022-01-01", "2023-01-01"]],
  ["0022-01-01", ["0022-01-01", "0022-01-02"]],
  ["2022-02-31", undefined],
  ["2022-13", undefined],
  ["2022-00", undefined],
  ["2022-01-00", undefined],
  ["soon", undefined],
  ["", undefined],
])) {
  test(`${text || "nothing"} is ${days ? `[${days.join(", ")})` : "no date"}`, () =>
    assert.deepEqual(isoSpan(text), days));
}

test("an event that is still going on has no end", () => {
  assert.deepEqual(spanOf(event({ start: "1970-01-02", end: null })), [1, Infinity]);
});

test("an event without any date has no span", () => {
  assert.equal(spanOf(event({ start: null, end: null })), null);
});

for (const [start, end, precision, words] of /** @type {const} */ ([
  ["2022-02-01", "2022-02-01", "day", "1 February 2022"],
  ["2022-02-01", "2022-02-05", "day", "between 1 and 5 February 2022"],
  ["2022-01", "2022-01", "month", "January 2022"],
  ["2022", "2022", "year", "2022"],
  ["2022-02-01", null, "day", "since 1 February 2022"],
  [null, "2022-02-01", "day", "until 1 February 2022"],
  ["2022-02-07", "2022-02-07", "approx", "about 7 February 2022"],
  [null, null, null, "date not known"],
])) {
  test(`${start} to ${end} (${precision}) is said as “${words}”`, () =>
    assert.equal(whenInWords({ start, end, time_precision: precision }), words));
}

test("a month after 31 January is 28 February", () => {
  const start = daysOf("2022-01-31")?.[0] ?? 0;
  assert.equal(isoOf(addMonths(start, 1)), "2022-02-28");
  assert.equal(isoOf(addMonths(start, -1)), "2021-12-31");
});

test("words for days do not depend on the reader's time zone", () => {
  assert.equal(dayInWords(0), "1 January 1970");
});
