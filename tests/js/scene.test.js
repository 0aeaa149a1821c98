// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { cluster } from "../../static/cluster.js";
import { onSquare, pixels } from "../../static/geometry.js";
import { marksOf, plot } from "../../static/marks.js";
import { badgeRadius, groupsOf, isShort, isSpot, separatedAt, spotOf, worldSize } from "../../static/scene.js";
import { event, pageOf, place } from "./events.js";

/** @import { EventRecord, Part } from "../../static/types" */

/** The marks of events at those points: longitude, latitude. @param {[number, number][]} points @param {Partial<EventRecord>} [given] */
function marksAt(points, given) {
  const events = points.map(([lon, lat], at) =>
    event({ id: `e${at}`, places: [place({ id: `p${lon},${lat}`, lon, lat })], ...given }),
  );
  return marksOf(events, plot(pageOf(events)));
}

/** A random number from 0 to 1, the same ones each time. @param {number} seed */
function dice(seed) {
  let last = seed;
  return () => {
    last = (last * 16807) % 2147483647;
    return last / 2147483647;
  };
}

test("the corners of the map's square are where Web Mercator has them", () => {
  assert.deepEqual(
    onSquare([0, 0]).map((each) => each.toFixed(9)),
    ["0.500000000", "0.500000000"],
  );
  assert.ok(Math.abs(onSquare([-180, 85.0511287798])[1]) < 1e-9);
  assert.deepEqual(onSquare([180, 90]), onSquare([180, 89]));
});

test("a way is drawn only where it is longer than the glyphs at its ends", () => {
  const places = [place({ role: "origin" }), place({ id: "gn:2", role: "destination", lon: 27.6, lat: 53.9 })];
  const own = event({ places });
  const ways = marksOf([own], plot(pageOf([own]))).filter(({ part }) => part.form === "arrow");
  assert.deepEqual(
    [3, 5, 8].map((zoom) => ways.map(({ part }) => isShort(part, worldSize(zoom)))),
    [[true], [false], [false]],
  );
  assert.ok(!isShort(marksAt([[0, 0]])[0].part, worldSize(0)));
});

test("a kilometre takes more pixels the further from the equator", () => {
  assert.ok(Math.abs(pixels(40075, 0, 256) - 256) < 0.1);
  assert.ok(Math.abs(pixels(10, 60, 256) / pixels(10, 0, 256) - 2) < 1e-9);
});

/** The groups of nodes, each as the places of its nodes. @param {{ x: number, y: number, radius: number, weight: number }[]} nodes */
function grouped(nodes) {
  const { heads, of } = cluster({
    x: Float64Array.from(nodes, ({ x }) => x),
    y: Float64Array.from(nodes, ({ y }) => y),
    radius: Float64Array.from(nodes, ({ radius }) => radius),
    weight: Int32Array.from(nodes, ({ weight }) => weight),
  });
  return heads.map((head, group) =>
    [head, ...nodes.keys()].filter((at, place) => of[at] === group && (place === 0 || at !== head)),
  );
}

test("points that would overlap share a badge, at the heaviest", () => {
  const groups = grouped([
    { x: 0, y: 0, radius: 12, weight: 1 },
    { x: 10, y: 0, radius: 12, weight: 3 },
    { x: 30, y: 0, radius: 12, weight: 1 },
    { x: 100, y: 0, radius: 12, weight: 1 },
  ]);
  assert.deepEqual(groups, [[1, 0, 2], [3]]);
});

test("grouping by cells is the same as asking every head, also left of and above the origin", () => {
  const roll = dice(7);
  const nodes = Array.from({ length: 800 }, (_, at) => {
    const [x, y, radius, weight] = [
      2000 * roll() - 1000,
      2000 * roll() - 1000,
      6 + 14 * roll(),
      1 + Math.floor(9 * roll()),
    ];
    return { x, y, radius, weight, at };
  });
  /** @type {number[][]} */
  const expected = [];
  for (const node of [...nodes].sort((a, b) => b.weight - a.weight || b.at - a.at)) {
    const near = expected.find(([head]) => {
      return Math.hypot(nodes[head].x - node.x, nodes[head].y - node.y) <= nodes[head].radius + node.radius;
    });
    if (near) near.push(node.at);
    else expected.push([node.at]);
  }
  const inOrder = expected.map(([head, ...rest]) => [head, ...rest.sort((a, b) => a - b)]);
  assert.deepEqual(grouped(nodes), inOrder);
});

test("no two badges of a crowd lie in the same place", () => {
  const roll = dice(3);
  const marks = marksAt(Array.from({ length: 3000 }, () => [20 + 15 * roll(), 50 + 8 * roll()]));
  const size = worldSize(6);
  const groups = groupsOf(marks, size).where(() => true);
  assert.ok(groups.length > 50);
  assert.equal(groups.flat().length, marks.length);
  const heads = groups.map(([{ part }]) => part);
  for (const [at, a] of heads.entries()) {
    for (const b of heads.slice(at + 1)) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) * size > 24);
  }
});

test("a badge counts each event once and knows what share of it is whose", () => {
  const twice = event({ id: "t", places: [place(), place({ id: "gn:2", lon: 23.701 })] });
  const once = event({ id: "o", category: "protest", places: [place()] });
  const page = pageOf([twice, once]);
  const [group, ...others] = groupsOf(marksOf(page.events, plot(page)), worldSize(5)).where(() => true);
  assert.equal(others.length, 0);
  const spot = spotOf(group, "o");
  assert.equal(spot.events.length, 2);
  assert.deepEqual(spot.shares, [
    ["force", 1],
    ["rights", 1],
  ]);
  assert.ok(spot.selected);
});

test("a badge has room for its number", () => {
  assert.deepEqual([2, 12, 340, 5000, 50_000].map(badgeRadius), [12, 14, 17, 20, 22]);
});

test("a group is come nearer to until it parts; what lies at one point never does", () => {
  const apart = marksAt([
    [23.7, 52.1],
    [23.8, 52.1],
  ]);
  const zoom = separatedAt(apart, 4, 12);
  assert.ok(zoom !== null && groupsOf(apart, worldSize(zoom)).count === 2);
  assert.equal(groupsOf(apart, worldSize(zoom - 1)).count, 1);
  assert.equal(separatedAt(marksAt([[23.7, 52.1]]), 4, 12), null);
  assert.equal(separatedAt(apart, 4, 5), null);
});

for (const [name, given, zoom, expected] of /** @type {[string, Partial<Part>, number, boolean][]} */ ([
  ["a town is a glyph from far and near", { form: "point" }, 12, true],
  ["a circle of 25 km is a glyph on a map of the world", { form: "near", radiusKm: 25 }, 2, true],
  ["and a circle on a map of a region", { form: "near", radiusKm: 25 }, 7, false],
  ["a small country is a glyph on a map of the world", { form: "country", box: [9.4, 47, 9.6, 47.3] }, 2, true],
  ["and its ground on a map of it", { form: "country", box: [9.4, 47, 9.6, 47.3] }, 9, false],
  ["a border is never a glyph", { form: "border", box: [23, 53, 23.1, 53.1] }, 1, false],
])) {
  test(name, () => {
    const [mark] = marksAt([[23.7, 52.1]]);
    assert.equal(isSpot({ ...mark.part, ...given }, worldSize(zoom)), expected);
  });
}
