// @ts-check
// The map of very many events: what tiles say, what is made of it, which tiles are asked for, and which answer counts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { aroundOf, boxInWords, clumpOf, heapsOf } from "../../static/clumps.js";
import { latest } from "../../static/latest.js";
import { columnUnder, layCounted } from "../../static/manyband.js";
import { rowAfter } from "../../static/manylist.js";
import { pointsIn, pointsOf } from "../../static/mvt.js";
import { asksAnew } from "../../static/question.js";
import { scaleOf } from "../../static/scale.js";
import { NOTHING } from "../../static/state.js";
import { covering, createTiling } from "../../static/tiling.js";

/** @import { Point } from "../../static/mvt.js" */

/** A number as protocol buffers write it. @param {number} number @returns {number[]} */
const varint = (number) => (number < 128 ? [number] : [(number % 128) + 128, ...varint(Math.floor(number / 128))]);
/** @param {number} field @param {number[] | string} content */
const piece = (field, content) => {
  const bytes = typeof content === "string" ? [...new TextEncoder().encode(content)] : content;
  return [...varint(8 * field + 2), ...varint(bytes.length), ...bytes];
};
/** @param {number} field @param {number} number */
const whole = (field, number) => [...varint(8 * field), ...varint(number)];

/** A tile of one layer with one point. @param {number[]} geometry @param {number} [kind] */
function tile(geometry, kind = 1) {
  const tags = piece(2, [0, 0, 1, 1]);
  const feature = [...whole(1, 5_000_000_000), ...tags, ...whole(3, kind), ...piece(4, geometry.flatMap(varint))];
  const values = [...piece(4, piece(1, "Žodis")), ...piece(4, whole(5, 300))];
  const keys = [...piece(3, "title"), ...piece(3, "count")];
  const layer = [...piece(1, "events"), ...piece(2, feature), ...keys, ...values, ...whole(5, 4096), ...whole(15, 2)];
  return Uint8Array.from(piece(3, layer)).buffer;
}

test("a tile says where its points are and what they have", () => {
  const layers = pointsOf(tile([9, 2 * 1024, 2 * 2048]));
  assert.deepEqual(
    [...layers],
    [["events", [{ id: 5_000_000_000, x: 0.25, y: 0.5, tags: { title: "Žodis", count: 300 } }]]],
  );
});

test("the layers of a tile that comes unpacked say the same", () => {
  const plain = { events: { keys: ["title", "count"], rows: [[5_000_000_000, 1024, 2048, "Žodis", 300]] } };
  assert.deepEqual([...pointsIn(plain)], [...pointsOf(tile([9, 2 * 1024, 2 * 2048]))]);
  assert.equal(pointsIn({}).size, 0);
});

test("what is no point is left out, and what is no tile is refused", () => {
  assert.deepEqual(pointsOf(tile([9, 2, 4, 18, 2, 2], 2)).get("events"), []);
  assert.equal(pointsOf(new ArrayBuffer(0)).size, 0);
  assert.throws(() => pointsOf(tile([9, 2, 4]).slice(0, 20)), RangeError);
  assert.throws(() => pointsOf(Uint8Array.from([0x1d, 0, 0, 0, 0]).buffer), RangeError);
});

/** @param {Record<string, string | number>} tags @param {Partial<Point>} [more] @returns {Point} */
const point = (tags, more = {}) => ({ id: 7, x: 0.5, y: 0.5, tags, ...more });
const single = { id: "e1", category: "protest", status: "planned", form: "facility", title: "A march" };
const layers = new Map([
  ["clusters", [point({ count: 5, spots: 2, protest: 2, repression_or_rights: 1, diplomacy: 2 })]],
  ["events", [point(single, { x: 0.75, y: 0.25 })]],
]);

test("clusters and events of a tile become marks on the unit square", () => {
  const [cluster, event] = heapsOf(layers, { z: 1, x: 1, y: 0 });
  assert.deepEqual([cluster.part.x, cluster.part.y], [0.75, 0.25]);
  assert.equal(cluster.events.length, 5);
  assert.deepEqual(Object.fromEntries(cluster.amounts), { rights: 3, politics: 2 });
  assert.equal(event.part.form, "facility");
  assert.deepEqual([event.events[0].id, event.events[0].position, event.events[0].modality], ["e1", 7, "planned"]);
  assert.ok(Math.abs(cluster.part.at[0] - 90) < 1e-9);
  assert.ok(Math.abs(cluster.part.at[1] - 66.51326) < 1e-4);
});

test("marks that share a spot are counted together, by family", () => {
  const heaps = heapsOf(layers, { z: 1, x: 1, y: 0 });
  const clump = clumpOf(heaps, null);
  assert.equal(clump.events.length, 6);
  assert.deepEqual(clump.shares, [
    ["politics", 2],
    ["rights", 4],
  ]);
  assert.equal(clump.selected, false);
});

test("one event alone looks as it is told, and a selected one is not counted twice", () => {
  const [cluster, event] = heapsOf(layers, { z: 1, x: 1, y: 0 });
  const alone = clumpOf([event], null);
  assert.deepEqual([alone.events.length, alone.status, alone.shares], [1, "planned", [["rights", 1]]]);
  const own = { part: event.part, events: event.events };
  const both = clumpOf([cluster, own], "e1");
  assert.deepEqual([both.events.length, both.selected], [5, true]);
  assert.deepEqual(clumpOf([event, own], "e1").events, event.events);
});

test("what lies under a badge is asked for by its cells, under one place by the place", () => {
  const [cluster, event] = heapsOf(layers, { z: 6, x: 36, y: 20 });
  const [west, south, east, north] = aroundOf([cluster]);
  assert.ok(west <= cluster.part.at[0] && east >= cluster.part.at[0] && south <= north);
  assert.ok(Math.abs(east - west - 360 / 64 / 64) < 1e-6);
  const near = aroundOf([event]);
  assert.ok(near[2] - near[0] < 0.001);
  assert.equal(boxInWords([1, -2.5, 3.1234567, 4]), "1.000000,-2.500000,3.123457,4.000000");
});

test("a view is covered by the tiles of its zoom, none twice and none beyond the world", () => {
  const tiles = covering(2, [0.3, 0.3, 0.6, 0.4]);
  assert.deepEqual(tiles, [
    { z: 2, x: 1, y: 1 },
    { z: 2, x: 2, y: 1 },
  ]);
  assert.equal(covering(1, [-3, -3, 3, 3]).length, 4);
  assert.deepEqual(covering(4, [1.2, 0, 1.4, 1]), []);
});

test("tiles are remembered, those of other filters given up, and those that failed asked for again", async () => {
  /** @type {string[]} */
  const asked = [];
  /** @type {AbortSignal[]} */
  const signals = [];
  let fails = false;
  const tiling = createTiling(async (query, name, signal) => {
    asked.push(`${name}?${query}`);
    signals.push(signal);
    if (fails) throw new Error("away");
    return new Map();
  });
  const view = { query: "a", zoom: 1, box: /** @type {const} */ ([0, 0, 1, 1]) };
  assert.deepEqual(await tiling(view), []);
  await tiling(view);
  assert.deepEqual(asked, ["0/0/0?a"]);
  fails = true;
  await assert.rejects(tiling({ ...view, query: "b" }));
  assert.equal(signals[0].aborted, true);
  fails = false;
  await tiling({ ...view, query: "b" });
  assert.deepEqual(asked, ["0/0/0?a", "0/0/0?b", "0/0/0?b"]);
});

test("of several questions only the last is answered", async () => {
  /** @type {((answer: number) => void)[]} */
  const answers = [];
  const ask = latest(() => /** @type {Promise<number>} */ (new Promise((resolve) => answers.push(resolve))));
  const [first, second] = [ask("a"), ask("b")];
  answers[1](2);
  answers[0](1);
  assert.deepEqual([await first, await second], [null, 2]);
  const failing = latest(() => Promise.reject(new Error("away")));
  await assert.rejects(failing("a"), /away/);
});

test("words that are typed ask anew, the map's view and the pointer do not", () => {
  assert.equal(asksAnew({ ...NOTHING, q: "drone" }, NOTHING), true);
  assert.equal(asksAnew({ ...NOTHING, cat: ["protest"] }, NOTHING), true);
  assert.equal(asksAnew({ ...NOTHING, z: 4, hover: "e1", sel: "e2", lane: "place" }, NOTHING), false);
});

test("rows are walked through up to the ends of a page", () => {
  const ids = ["a", "b", "c"];
  assert.deepEqual(
    [rowAfter(ids, "a", 1), rowAfter(ids, "b", -1), rowAfter(ids, null, 1), rowAfter(ids, null, -1)],
    ["b", "a", "a", "c"],
  );
  assert.deepEqual(
    [rowAfter(ids, "c", 1), rowAfter(ids, "a", -1), rowAfter([], "a", 1)],
    [undefined, undefined, undefined],
  );
});

const told = {
  first: 10,
  size: 7,
  count: 2,
  heap: [],
  hull: null,
  before: { count: 0, day: null },
  after: { count: 0, day: null },
  lanes: [
    {
      family: "force",
      amounts: [
        [1, 0],
        [0, 2],
      ],
    },
    {
      family: "life",
      amounts: [
        [0, 0],
        [3, 0],
      ],
    },
  ],
};

test("counted lanes lie one above the other, or all in one where there is no room", () => {
  const lanes = layCounted(told, 100, true, "cat");
  assert.deepEqual(
    lanes.map(({ name, family }) => [name, family]),
    [
      ["Force", "force"],
      ["Life", "life"],
    ],
  );
  assert.ok(lanes[1].top >= lanes[0].top + lanes[0].height);
  const [one, ...others] = layCounted(told, 20, true, "cat");
  assert.deepEqual(
    [one.name, one.amounts, others.length],
    [
      "",
      [
        [1, 0],
        [3, 2],
      ],
      0,
    ],
  );
  const named = { ...told, lanes: [null, "Minsk", ""].map((name) => ({ name, amounts: [[1, 1]] })) };
  const words = (/** @type {"claimant" | "place"} */ by) => layCounted(named, 100, true, by).map(({ name }) => name);
  assert.deepEqual([words("claimant")[0], words("place")[0]], ["publisher itself", "no place"]);
  assert.deepEqual(words("place").slice(1), ["Minsk", "others"]);
});

test("a column of a lane says how many events it has, and on which days", () => {
  const scale = scaleOf([70, 84], 140);
  const lanes = layCounted(told, 100, true, "cat");
  const y = lanes[0].top + 1;
  assert.deepEqual(columnUnder(told, lanes, scale, 5, y), { count: 1, days: [70, 77] });
  assert.deepEqual(columnUnder(told, lanes, scale, 75, y), { count: 2, days: [77, 84] });
  assert.equal(columnUnder(told, lanes, scale, 75, lanes[1].top + 1), null);
  assert.equal(columnUnder(told, lanes, scale, 5, 1), null);
});
