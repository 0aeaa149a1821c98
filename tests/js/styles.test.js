// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { legsOf } from "../../static/legs.js";
import { dashes, ground, strokes } from "../../static/styles.js";

/** @import { Look } from "../../static/styles.js" */

/** @type {Look} */
const LOOK = {
  colour: "#691924",
  paper: "#faf7f0",
  ink: "#1f1d18",
  select: "#b3134f",
  font: "sans-serif",
  status: "asserted",
  selected: false,
  before: false,
};
const NO_PATTERN = () => null;

/** @param {Look} look */
const line = (look) => strokes("arrow", look)[1];

test("a way that was taken is solid, one that is claimed dashed, one only announced or possible dotted", () => {
  assert.deepEqual(line(LOOK).dashArray, []);
  assert.ok(line({ ...LOOK, status: "claimed" }).dashArray[0] > 1);
  for (const status of /** @type {const} */ (["planned", "hypothetical"])) {
    const { dashArray, lineCap } = line({ ...LOOK, status });
    assert.ok(dashArray[0] < 1 && lineCap === "round", status);
  }
});

test("what was before is dashed however it is told, and its ground is empty", () => {
  for (const status of /** @type {const} */ (["asserted", "planned", "hypothetical"])) {
    assert.deepEqual(dashes({ ...LOOK, status, before: true }, 2), [5, 3]);
  }
  assert.equal(ground("area", { ...LOOK, before: true }, NO_PATTERN).fillOpacity, 0);
});

test("a planned border is hollow and a planned area empty", () => {
  assert.equal(strokes("border", { ...LOOK, status: "planned" })[2].color, LOOK.paper);
  assert.equal(ground("country", { ...LOOK, status: "planned" }, NO_PATTERN).fillOpacity, 0);
});

test("a border is thicker than any other line", () => {
  const width = (/** @type {"border" | "route" | "line" | "arrow"} */ form) => strokes(form, LOOK)[1].weight;
  for (const form of /** @type {const} */ (["route", "line", "arrow"])) assert.ok(width("border") > width(form));
});

test("what is selected has the colour of the selection, as ground and as line", () => {
  assert.equal(ground("area", { ...LOOK, selected: true }, NO_PATTERN).color, LOOK.select);
  assert.equal(strokes("border", { ...LOOK, selected: true })[0].color, LOOK.select);
});

for (const count of [2, 9, 10, 40]) {
  test(`${count} legs of a spot end clear of each other and of the spot`, () => {
    const legs = legsOf(count);
    assert.equal(legs.length, count);
    for (const [at, [x, y]] of legs.entries()) {
      assert.ok(Math.hypot(x, y) >= 30);
      for (const [u, v] of legs.slice(at + 1)) assert.ok(Math.hypot(x - u, y - v) >= 22, `${at}`);
    }
  });
}
