// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { countsInWords, inWindow, matchesText, neighbour, sift, widened } from "../../static/select.js";
import { NOTHING } from "../../static/state.js";
import { event, place } from "./events.js";

const WINDOW = { from: "2022-02-01", to: "2022-02-07" };

for (const [start, end, inside] of /** @type {const} */ ([
  ["2022-02-01", "2022-02-01", true],
  ["2022-02-07", "2022-02-07", true],
  ["2022-01-31", "2022-01-31", false],
  ["2022-02-08", "2022-02-08", false],
  ["2022-01-20", "2022-02-01", true],
  ["2022-02", "2022-02", true],
  ["2022-01", "2022-01", false],
  ["2022", "2022", true],
  ["2021-12-01", null, true],
  ["2022-02-08", null, false],
  [null, "2022-02-01", true],
  [null, "2022-01-31", false],
  [null, null, false],
])) {
  test(`from ${start} to ${end} is ${inside ? "" : "not "}in the first week of February`, () =>
    assert.equal(inWindow(event({ start, end }), WINDOW), inside));
}

test("without a window an event of unknown date is shown too", () => {
  assert.ok(inWindow(event({ start: null, end: null }), NOTHING));
});

test("a search finds words without their accents, in title, quote, places and sources", () => {
  const found = event({
    title: "Potash by Klaipėda",
    places: [place({ name: "Grodno", phrase: "Hrodna" })],
    claims: [{ source: "Lukashenka", stance: "claims", quote: "" }],
  });
  for (const q of ["klaipeda POTASH", "hrodna", "lukash", "", "  "]) assert.ok(matchesText(found, q), q);
  assert.ok(!matchesText(found, "potash vilnius"));
});

test("filters add up, and each event left out is counted once", () => {
  const events = [
    event({ id: "a", shapes: ["gn:1"] }),
    event({ id: "b", start: "2021", end: "2021" }),
    event({ id: "c", category: "protest" }),
    event({ id: "d", modality: "denied" }),
    event({ id: "e" }),
  ];
  const selection = sift(events, { ...NOTHING, ...WINDOW, cat: ["military_movement"], status: ["asserted"] });
  assert.deepEqual([...selection.ids], ["a", "e"]);
  assert.equal(countsInWords(selection), "2 of 5 events; 1 outside the window, 1 without a place");
});

test("counts say nothing that is not so", () => {
  const placed = event({ shapes: ["gn:1"] });
  assert.equal(countsInWords(sift([placed], NOTHING)), "1 event");
  assert.equal(countsInWords(sift([], NOTHING)), "0 events");
});

for (const [name, given, want] of /** @type {const} */ ([
  ["before the window", { start: "2022-01-24", end: "2022-01-24" }, { from: "2022-01-24", to: "2022-02-07" }],
  ["after the window", { start: "2022-02-09", end: "2022-02-10" }, { from: "2022-02-01", to: "2022-02-10" }],
  ["before, without a beginning", { start: null, end: "2022-01-24" }, { from: null, to: "2022-02-07" }],
  ["inside", { start: "2022-02-02", end: "2022-02-02" }, WINDOW],
  ["without a date", { start: null, end: null }, { from: null, to: null }],
])) {
  test(`a link to an event ${name} shows it`, () => {
    const next = widened({ ...NOTHING, ...WINDOW }, event(given));
    assert.deepEqual(next, want);
    assert.ok(inWindow(event(given), next));
  });
}

test("next and previous stop at the ends", () => {
  const shown = [event({ id: "a" }), event({ id: "b" })];
  assert.equal(neighbour(shown, "a", 1), "b");
  assert.equal(neighbour(shown, "b", 1), "b");
  assert.equal(neighbour(shown, "gone", -1), "b");
  assert.equal(neighbour(shown, null, 1), "a");
  assert.equal(neighbour([], null, 1), null);
});
