// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { cluster, core } from "../../static/cluster.js";
import { CATEGORIES, FAMILIES, familyOf, soleFamily, statusOf } from "../../static/families.js";
import { boundsOf, formOf, geometriesOf, marksOf } from "../../static/marks.js";
import { event, place } from "./events.js";

/** @import { Geometry } from "geojson" */
/** @import { PlaceRecord } from "../../static/types" */

/** @type {Geometry} */
const POINT = { type: "Point", coordinates: [23.7, 52.1] };
/** @type {Geometry} */
const LINE = {
  type: "LineString",
  coordinates: [
    [23, 53],
    [26, 55],
  ],
};
/** @type {Geometry} */
const AREA = {
  type: "Polygon",
  coordinates: [
    [
      [23, 51],
      [32, 51],
      [32, 56],
      [23, 51],
    ],
  ],
};

for (const [name, given, geometry, form] of /** @type {[string, Partial<PlaceRecord>, Geometry | null, string][]} */ ([
  ["a town is a ring", {}, POINT, "point"],
  ["a town without a shape is a ring too", {}, null, "point"],
  ["an airfield is a pin", { kind: "facility" }, POINT, "facility"],
  ["near a town is a circle", { geo_precision: 2, radius_km: 25 }, POINT, "near"],
  ["a part around a town is a circle's ground", { geo_precision: 2, radius_km: 25 }, AREA, "near"],
  ["a border is a line", { kind: "border" }, LINE, "border"],
  ["a route is an arrowed line", { kind: "route" }, LINE, "route"],
  ["a river or a coast is a plain line", { kind: "area" }, LINE, "line"],
  ["a region is its area", { kind: "region" }, AREA, "area"],
  ["a sea is its area", { kind: "sea" }, AREA, "area"],
  ["a country is its ground", { kind: "country" }, AREA, "country"],
  ["a country of unknown shape is a circle, never a lone pin", { kind: "country", radius_km: 250 }, POINT, "near"],
])) {
  test(name, () => assert.equal(formOf(place(given), geometry), form));
}

test("events at one place share one mark, and large ground lies beneath", () => {
  const country = place({ id: "iso:BY", kind: "country", name: "Belarus" });
  const events = [
    event({ id: "a", places: [place()], shapes: ["gn:629634"] }),
    event({ id: "b", places: [place(), country], shapes: ["gn:629634", "iso:BY"] }),
  ];
  /** @type {Map<string, Geometry>} */
  /** @type {Map<string, Geometry>} */
  const geometries = new Map();
  geometries.set("gn:629634", POINT).set("iso:BY", AREA);
  const marks = marksOf(events, geometries);
  assert.deepEqual(
    marks.map((mark) => [mark.form, mark.events.map((each) => each.id).join()]),
    [
      ["country", "b"],
      ["point", "a,b"],
    ],
  );
});

test("from one place to another there is an arrow", () => {
  const from = place({ role: "origin" });
  const to = place({ id: "gn:2", name: "Minsk", role: "destination", lon: 27.6, lat: 53.9 });
  const arrow = marksOf([event({ places: [from, to] })], new Map()).find((mark) => mark.form === "arrow");
  assert.deepEqual(
    [arrow?.from, arrow?.at],
    [
      [23.7, 52.1],
      [27.6, 53.9],
    ],
  );
});

test("a place that two briefings draw differently has its own shape in each", () => {
  /** @type {(id: string, geometry: Geometry | null) => import("geojson").Feature<Geometry | null>} */
  const feature = (id, geometry) => ({ type: "Feature", id, geometry, properties: {} });
  const features = [feature("gn:629634", POINT), feature("gn:629634~2", AREA), feature("gn:3", null)];
  const shapes = /** @type {const} */ ({ type: "FeatureCollection", features });
  const geometries = geometriesOf({ edition: "e", events: [], briefings: [], shapes });
  const drawn = event({ places: [place({ kind: "region" })], shapes: ["gn:629634~2"] });
  const [mark] = marksOf([drawn], geometries);
  assert.equal(mark.form, "area");
});

test("an event whose place is not located has no mark", () => {
  assert.deepEqual(marksOf([event({ places: [place({ lat: null, lon: null })] })], new Map()), []);
});

test("bounds are west, south, east, north", () => {
  assert.deepEqual(boundsOf(AREA), [23, 51, 32, 56]);
  assert.deepEqual(boundsOf({ type: "GeometryCollection", geometries: [POINT, LINE] }), [23, 52.1, 26, 55]);
  assert.equal(boundsOf(null), null);
  assert.equal(boundsOf({ type: "Polygon", coordinates: [] }), null);
});

test("points closer than a badge share one, at the heaviest", () => {
  const nodes = [
    { x: 0, y: 0, weight: 1, item: "a" },
    { x: 10, y: 0, weight: 3, item: "b" },
    { x: 30, y: 0, weight: 1, item: "c" },
    { x: 100, y: 0, weight: 1, item: "d" },
  ];
  const groups = cluster(nodes, 24).map((group) => group.map((node) => node.item));
  assert.deepEqual(groups, [["b", "c", "a"], ["d"]]);
  assert.deepEqual(
    cluster([...nodes].reverse(), 24).map((group) => group.length),
    [3, 1],
  );
});

test("the core leaves out the one that lies across an ocean", () => {
  const near = Array.from({ length: 9 }, (_, n) => /** @type {const} */ ([25 + n / 10, 53]));
  assert.deepEqual(core([...near, [-74, 40.7]], 0.85), near);
  assert.deepEqual(core([], 0.85), []);
});

test("every category has a family, and an unknown one is other", () => {
  const families = FAMILIES.map(([family]) => family);
  for (const category of CATEGORIES) assert.ok(families.includes(familyOf(event({ category }))));
  assert.equal(familyOf(event({ category: "constructor" })), "other");
});

test("a mark for several events has their colour only if they share it, and the best supported status", () => {
  const force = event();
  const claimed = event({ modality: "claimed" });
  const protest = event({ category: "protest", modality: "denied" });
  assert.equal(soleFamily([force, claimed]), "force");
  assert.equal(soleFamily([force, protest]), null);
  assert.equal(statusOf([protest, claimed]), "claimed");
});
