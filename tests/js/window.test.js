// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOf, isoOf } from "../../static/dates.js";
import { patchOf, stepped, windowOf } from "../../static/window.js";

/** @param {string} iso */
const day = (iso) => daysOf(iso)?.[0] ?? Number.NaN;
/** @type {readonly [number, number]} */
const DOMAIN = [day("2022-01-01"), day("2022-03-01")];

test("a window of the state is half-open days", () => {
  assert.deepEqual(windowOf({ from: "2022-02-01", to: "2022-02-07" }), [day("2022-02-01"), day("2022-02-08")]);
  assert.deepEqual(windowOf({ from: null, to: null }), [null, null]);
});

for (const [from, until, patch] of /** @type {[string | null, string | null, object][]} */ ([
  ["2022-02-01", "2022-02-08", { from: "2022-02-01", to: "2022-02-07" }],
  ["2022-01-01", "2022-03-01", { from: null, to: null }],
  ["2021-01-01", null, { from: null, to: null }],
  ["2022-02-08", "2022-02-08", { from: "2022-02-07", to: "2022-02-07" }],
])) {
  test(`a window from ${from} until ${until} is ${JSON.stringify(patch)}`, () =>
    assert.deepEqual(patchOf(from === null ? null : day(from), until === null ? null : day(until), DOMAIN), patch));
}

for (const [key, shift, to] of /** @type {[string, boolean, string | null][]} */ ([
  ["ArrowRight", false, "2022-02-02"],
  ["ArrowUp", false, "2022-02-02"],
  ["ArrowLeft", true, "2022-01-25"],
  ["PageUp", false, "2022-03-01"],
  ["PageDown", false, "2022-01-01"],
  ["Home", false, "2022-01-01"],
  ["End", false, "2022-03-01"],
  ["Enter", false, null],
  ["constructor", false, null],
])) {
  test(`${shift ? "Shift and " : ""}${key} moves a handle from 1 February to ${to ?? "nowhere"}`, () => {
    const moved = stepped(key, shift, day("2022-02-01"), DOMAIN);
    assert.equal(moved === null ? null : isoOf(moved), to);
  });
}
