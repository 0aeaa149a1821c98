// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { core } from "../../static/cluster.js";
import { CATEGORIES, FAMILIES, familyOf, soleFamily, statusOf } from "../../static/families.js";
import { boundsOf } from "../../static/geometry.js";
import { formOf, marksOf, plot } from "../../static/marks.js";
import { event, pageOf, place } from "./events.js";

/** @import { Geometry } from "geojson" */
/** @import { EventRecord, PlaceRecord } from "../../static/types" */

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
  ["a country of unknown size too", { kind: "country" }, null, "near"],
])) {
  test(name, () => assert.equal(formOf(place(given), geometry), form));
}

/** @param {EventRecord[]} events @param {Record<string, Geometry | null>} [shapes] */
function drawn(events, shapes) {
  return marksOf(events, plot(pageOf(events, shapes)));
}

test("events at one place share one mark, and large ground lies beneath", () => {
  const country = place({ id: "iso:BY", kind: "country", name: "Belarus", shape: "iso:BY" });
  const events = [event({ id: "a", places: [place()] }), event({ id: "b", places: [place(), country] })];
  assert.deepEqual(
    drawn(events, { "iso:BY": AREA }).map(({ part, events }) => [part.form, events.map((each) => each.id).join()]),
    [
      ["country", "b"],
      ["point", "a,b"],
    ],
  );
});

test("an event that names a place twice is drawn there once", () => {
  const [mark] = drawn([event({ places: [place(), place({ role: "target" })] })]);
  assert.equal(mark.events.length, 1);
});

test("marks are those of the events asked for, and the rest of the page stays as it was", () => {
  const [one, two] = [event({ id: "a", places: [place()] }), event({ id: "b", places: [place()] })];
  const plotted = plot(pageOf([one, two]));
  assert.deepEqual(marksOf([two], plotted)[0].events, [two]);
  assert.deepEqual(marksOf([one, two], plotted)[0].events, [one, two]);
  assert.deepEqual(marksOf([], plotted), []);
});

test("from one place to another there is an arrow, and where it starts was before", () => {
  const from = place({ role: "origin" });
  const to = place({ id: "gn:2", name: "Minsk", role: "destination", lon: 27.6, lat: 53.9 });
  const marks = drawn([event({ places: [from, to] })]);
  const arrow = marks.find(({ part }) => part.form === "arrow")?.part;
  assert.deepEqual(
    [arrow?.from, arrow?.at],
    [
      [23.7, 52.1],
      [27.6, 53.9],
    ],
  );
  assert.deepEqual(
    marks.filter(({ part }) => part.before).map(({ part }) => part.name),
    ["Brest"],
  );
});

test("a place that two briefings draw differently has its own shape in each", () => {
  const region = place({ kind: "region", shape: "gn:629634~2" });
  const marks = drawn([event({ places: [region] })], { "gn:629634": LINE, "gn:629634~2": AREA, "gn:3": null });
  assert.deepEqual(
    marks.map(({ part }) => part.form),
    ["area"],
  );
});

test("an event whose place is not located has no mark", () => {
  assert.deepEqual(drawn([event({ places: [place({ lat: null, lon: null })] })]), []);
});

test("bounds are west, south, east, north", () => {
  assert.deepEqual(boundsOf(AREA), [23, 51, 32, 56]);
  assert.deepEqual(boundsOf({ type: "GeometryCollection", geometries: [POINT, LINE] }), [23, 52.1, 26, 55]);
  assert.equal(boundsOf(null), null);
  assert.equal(boundsOf({ type: "Polygon", coordinates: [] }), null);
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
