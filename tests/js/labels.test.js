// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { createFrames, written } from "../../static/labels.js";
import { namesAt } from "../../static/naming.js";

const name = { x: 100, y: 100, words: "Brest", wide: 40, tall: 12, spot: true };

test("a name stands to the right of its spot where there is room", () => {
  const [{ frame }] = written([name], createFrames());
  assert.deepEqual(frame, { left: 106, top: 94, right: 146, bottom: 106 });
});

test("a name goes around the mark that lies on its spot", () => {
  const frames = createFrames();
  frames.take({ left: 88, top: 88, right: 112, bottom: 112 });
  const [{ frame }] = written([name], frames);
  assert.ok(frame.left >= 112 || frame.right <= 88 || frame.top >= 112 || frame.bottom <= 88);
});

test("a name without room is left out, and the first of two has the better place", () => {
  const frames = createFrames();
  frames.take({ left: 0, top: 0, right: 300, bottom: 300 });
  assert.deepEqual(written([name], frames), []);
  assert.equal(written([{ ...name, needed: true }], frames)[0].frame.left, 114, "but the selected event's");
  const both = written([name, { ...name, words: "Brest too" }], createFrames());
  assert.equal(both[0].frame.left, 106);
  assert.equal(both[1].frame.right, 94);
});

test("the name of ground stands across its middle", () => {
  const [{ frame }] = written([{ ...name, spot: false }], createFrames());
  assert.deepEqual(frame, { left: 80, top: 94, right: 120, bottom: 106 });
});

test("no two names overlap, nor a name and what was taken", () => {
  const frames = createFrames();
  const marks = Array.from({ length: 60 }, (_, at) => ({
    left: (at * 37) % 400,
    top: (at * 61) % 400,
    right: ((at * 37) % 400) + 20,
    bottom: ((at * 61) % 400) + 20,
  }));
  for (const mark of marks) frames.take(mark);
  const names = Array.from({ length: 80 }, (_, at) => ({
    ...name,
    x: (at * 53) % 400,
    y: (at * 29) % 400,
    spot: at % 3 > 0,
  }));
  const placed = written(names, frames).map(({ frame }) => frame);
  assert.ok(placed.length > 10);
  for (const [at, a] of placed.entries()) {
    for (const b of [...marks, ...placed.slice(at + 1)]) {
      assert.ok(a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom);
    }
  }
});

test("a suburb is not named where its city is but a dot, and a neighbour of the same rank is", () => {
  const city = { x: 100, y: 100, name: "Kyiv", kind: "capital", rank: 40, zoom: 4 };
  const ground = [
    city,
    { ...city, x: 110, name: "Darnytsya", kind: "city", rank: 61, zoom: 6 },
    { ...city, x: 300, name: "Chernihiv", kind: "city", rank: 61, zoom: 6 },
    { ...city, x: 316, name: "Slavutych", kind: "city", rank: 61, zoom: 6 },
  ];
  const view = { zoom: 7, sees: () => true, pixel: (/** @type {number} */ x, /** @type {number} */ y) => ({ x, y }) };
  const named = namesAt([], ground, view, createFrames(), "sans-serif").map(({ name }) => name.words);
  assert.deepEqual(named.sort(), ["Chernihiv", "Kyiv", "Slavutych"]);
  const nearer = { ...view, pixel: (/** @type {number} */ x, /** @type {number} */ y) => ({ x: 4 * x, y: 4 * y }) };
  assert.ok(namesAt([], ground, nearer, createFrames(), "sans-serif").some(({ name }) => name.words === "Darnytsya"));
});
