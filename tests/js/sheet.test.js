// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestStop, stopAfter } from "../../static/sheet.js";

const [PEEK, ROOM] = [100, 800]; // the sheet's stops are at 100, 400 and 800 pixels

for (const [height, stop] of /** @type {const} */ ([
  [100, 0],
  [249, 0],
  [251, 1],
  [400, 1],
  [599, 1],
  [601, 2],
  [900, 2],
  [51, 0],
  [49, -1],
])) {
  test(`a sheet let go of at ${height} px comes to ${stop < 0 ? "an end" : `stop ${stop}`}`, () => {
    assert.equal(nearestStop(height, PEEK, ROOM), stop);
  });
}

test("a glance that fills half the window is still a glance", () => {
  assert.equal(nearestStop(300, 300, 500), 0);
});

for (const [stop, step, next] of /** @type {const} */ ([
  [0, 1, 1],
  [1, 1, 2],
  [2, 1, 2],
  [1, -1, 0],
  [0, -1, 0],
])) {
  test(`${step > 0 ? "up" : "down"} from stop ${stop} leads to ${next}`, () => {
    assert.equal(stopAfter(stop, step), next);
  });
}
