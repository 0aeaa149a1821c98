// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { nextStep } from "../../static/play.js";
import { reachOf } from "../../static/scale.js";
import { NOTHING } from "../../static/state.js";
import { event } from "./events.js";

/** @import { State } from "../../static/types" */
/** @import { Mode } from "../../static/play.js" */

const REACHES = ["2022-02-03", "2022-01-24", "2022-02-10", "2022-01-24"].flatMap(
  (day, at) => reachOf(event({ id: `e${at}`, start: day, end: day })) ?? [],
);

for (const [name, mode, step, state, patch] of /** @type {[string, Mode, 1 | -1, Partial<State>, object | null][]} */ ([
  ["event by event begins with the earliest", "event", 1, {}, { sel: "e1" }],
  ["of two on a day the one listed first comes first", "event", 1, { sel: "e1" }, { sel: "e3" }],
  ["event by event goes on in order of time", "event", 1, { sel: "e3" }, { sel: "e0" }],
  ["event by event goes back", "event", -1, { sel: "e0" }, { sel: "e3" }],
  ["there is nothing after the last event", "event", 1, { sel: "e2" }, null],
  ["day by day begins with the first", "grow", 1, {}, { to: "2022-01-24" }],
  ["a day on which nothing begins is passed over", "grow", 1, { to: "2022-01-24" }, { to: "2022-02-03" }],
  ["days before the window are passed over", "grow", 1, { from: "2022-02-01" }, { to: "2022-02-03" }],
  ["day by day goes back", "grow", -1, { to: "2022-02-03" }, { to: "2022-01-24" }],
  ["there is nothing after the last day", "grow", 1, { to: "2022-02-10" }, null],
  ["a moving window is a week", "move", 1, {}, { from: "2022-01-18", to: "2022-01-24" }],
  [
    "a moving window stays as long as it was",
    "move",
    1,
    { from: "2022-02-01", to: "2022-02-03" },
    { from: "2022-02-08", to: "2022-02-10" },
  ],
])) {
  test(`in playing, ${name}`, () =>
    assert.deepEqual(nextStep(mode, step, { ...NOTHING, ...state }, REACHES, REACHES), patch));
}
