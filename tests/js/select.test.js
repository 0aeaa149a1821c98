// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { countsInWords, inBox, inWindow, neighbour, remedies, sift, widened } from "../../static/select.js";
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

for (const [name, box, inside] of /** @type {[string, [number, number, number, number], boolean][]} */ ([
  ["around it", [23, 52, 24, 53], true],
  ["whose corner it is", [23.7, 52.1, 24, 53], true],
  ["beside it", [24, 52, 25, 53], false],
  ["north of it", [23, 53, 24, 54], false],
  ["across the antimeridian, on the far side", [170, 50, -170, 60], false],
  ["across the antimeridian, all but around", [23, 50, 22, 60], true],
])) {
  test(`Brest and a box ${name}`, () => assert.equal(inBox(place(), box), inside));
}

/** @param {import("../../static/types").EventRecord[]} events @param {Partial<import("../../static/types").State>} chosen */
const idsOf = (events, chosen) => [...sift({ events }, { ...NOTHING, ...chosen }).ids];

for (const [name, chosen, ids] of /** @type {[string, Partial<import("../../static/types").State>, string[]][]} */ ([
  ["an actor, however it is written", { actor: "lukasenka" }, ["a"]],
  ["a claimant", { claimant: "Minsk" }, ["b"]],
  ["no part of a name", { claimant: "Min" }, []],
  ["one briefing", { briefing: ["b2"] }, ["b", "c"]],
  ["several briefings", { briefing: ["b2", "b1"] }, ["a", "b", "c"]],
  ["what had been published", { asof: "2022-02-07" }, ["a"]],
  ["what the words were found in", { q: "never read", found: new Set([12]) }, ["c"]],
  ["words still looked for", { q: "drone" }, ["a", "b", "c"]],
  ["a box", { bbox: [23, 52, 24, 53] }, ["a"]],
])) {
  test(`the filter for ${name}`, () => {
    const later = { doc_id: "b2", published: "2022-02-14" };
    const events = [
      event({ id: "a", position: 10, actors: ["Lukašenka"], places: [place({ lat: 60 }), place()] }),
      event({ id: "b", position: 11, claimants: ["the army", "MINSK"], ...later }),
      event({ id: "c", position: 12, places: [place({ lat: null, lon: null })], ...later }),
    ];
    assert.deepEqual(idsOf(events, chosen), ids);
  });
}

test("where nothing is left, the filters that did it are named", () => {
  const events = [
    event({ id: "a", position: 0, actors: ["Minsk"] }),
    event({ id: "b", position: 1, actors: ["Vilnius"], category: "protest", published: "2022-02-14" }),
  ];
  const state = { ...NOTHING, q: "drone", found: new Set([1]), actor: "minsk", from: "2022-01-01" };
  assert.deepEqual(
    remedies({ events }, state).ways.map(({ words }) => words),
    ["Without the words “drone” there would be 1.", "Without the actor “minsk” there would be 1."],
  );
  const [{ patch }] = remedies({ events }, state).ways;
  assert.deepEqual(idsOf(events, { ...state, ...patch }), ["a"]);
  assert.deepEqual(remedies({ events }, { ...state, cat: ["diplomacy"] }), { filters: 4, ways: [] }); // none alone
});

test("the same filters are sifted once, whatever lies under the pointer", () => {
  const page = { events: [event()] };
  const first = sift(page, NOTHING);
  assert.equal(sift(page, { ...NOTHING, hover: "e1", sel: "e1", z: 3, q: "typed" }), first);
  assert.notEqual(sift(page, { ...NOTHING, from: "2022-02-01" }), first);
});

test("filters add up, and each event left out is counted once", () => {
  const events = [
    event({ id: "a", places: [place()] }),
    event({ id: "b", start: "2021", end: "2021" }),
    event({ id: "c", category: "protest" }),
    event({ id: "d", modality: "denied" }),
    event({ id: "e" }),
  ];
  const selection = sift({ events }, { ...NOTHING, ...WINDOW, cat: ["military_movement"], status: ["asserted"] });
  assert.deepEqual([...selection.ids], ["a", "e"]);
  assert.equal(countsInWords(selection), "2 of 5 events; 1 outside the window, 1 without a place");
});

test("counts say nothing that is not so", () => {
  const placed = event({ places: [place()] });
  assert.equal(countsInWords(sift({ events: [placed] }, NOTHING)), "1 event");
  assert.equal(countsInWords(sift({ events: [] }, NOTHING)), "0 events");
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
