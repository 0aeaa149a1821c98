// @ts-check
// Knows as what a place is drawn: a point, a border, an area, never a lone pin for a country.

import { around, boundsOf, onSquare, widen } from "./geometry.js";

/** @import { Geometry } from "geojson" */
/** @import { EventRecord, Form, Mark, Page, Part, PlaceRecord } from "./types" */

/** Beneath to above: what is drawn over large ground must not hide what is small. @type {readonly Form[]} */
export const ORDER = ["country", "area", "near", "line", "border", "route", "arrow", "point", "facility"];

/** The form of a place in an event. The geometry decides where it says more than the kind; "near Brest" is a circle of
 * the stated radius, not the town. @param {PlaceRecord} place @param {Geometry | null} geometry @returns {Form} */
export function formOf(place, geometry) {
  const type = geometry?.type ?? "Point";
  if (type.endsWith("LineString")) return place.kind === "route" || place.kind === "border" ? place.kind : "line";
  if (type.endsWith("Polygon")) {
    if (place.kind === "city" || place.kind === "facility") return "near"; // a part of the ground around it
    return place.kind === "country" ? "country" : "area";
  }
  if (place.kind === "city" || place.kind === "facility") {
    if (place.geo_precision > 1 && place.radius_km > 0) return "near";
    return place.kind === "facility" ? "facility" : "point";
  }
  return place.radius_km > 0 || place.kind === "country" ? "near" : "point";
}

/** What the events of a page are drawn as: `parts` from beneath to above, and the places in it of those of each event.
 * @typedef {{ parts: readonly Part[], of: ReadonlyMap<EventRecord, readonly number[]> }} Plot */

/** Work out, once for a page, what its events are drawn as. @param {Page} page @returns {Plot} */
export function plot(page) {
  const draft = createDraft(page);
  const drafts = page.events.map((event) => /** @type {const} */ ([event, draft.partsOf(event)]));
  const extents = new Map(draft.parts().map((part) => [part, extent(part)]));
  const size = (/** @type {Part} */ part) => extents.get(part) ?? 0;
  const parts = draft.parts().sort((a, b) => ORDER.indexOf(a.form) - ORDER.indexOf(b.form) || size(b) - size(a));
  const places = new Map(parts.map((part, at) => [part, at]));
  const of = new Map(drafts.map(([event, own]) => [event, [...own].map((part) => places.get(part) ?? -1)]));
  return { parts, of };
}

/** The marks of `events`, one for each part however many events share it, in drawing order.
 * @param {readonly EventRecord[]} events @param {Plot} plot @returns {Mark[]} */
export function marksOf(events, { parts, of }) {
  /** @type {Mark[]} */
  const marks = new Array(parts.length);
  for (const event of events) {
    for (const at of of.get(event) ?? []) {
      if (marks[at]) marks[at].events.push(event);
      else marks[at] = { part: parts[at], events: [event] };
    }
  }
  return marks.filter(Boolean);
}

/** Collects parts, the same one for the same place in the same form. @param {Page} page */
function createDraft(page) {
  const geometries = geometriesOf(page);
  /** @type {Map<string, Part>} */
  const known = new Map();
  /** @type {WeakMap<PlaceRecord, Part>} */
  const memo = new WeakMap();
  /** @param {Part} made */
  const same = (made) => {
    const first = known.get(made.key) ?? made;
    known.set(made.key, first);
    return first;
  };
  /** @param {Located} place */
  const partOf = (place) => {
    const part = memo.get(place) ?? same(placePart(place, geometries));
    memo.set(place, part);
    return part;
  };
  return {
    parts: () => [...known.values()],
    /** @param {EventRecord} event */
    partsOf: (event) => new Set([...event.places.filter(located).map(partOf), ...arrows(event).map(same)]),
  };
}

/** @param {Located} place @param {ReadonlyMap<string, Geometry>} geometries @returns {Part} */
function placePart(place, geometries) {
  const geometry = (place.shape && geometries.get(place.shape)) || null;
  const form = formOf(place, geometry);
  const radiusKm = form === "near" ? place.radius_km : 0;
  const before = place.role === "origin";
  const at = /** @type {const} */ ([place.lon, place.lat]);
  const [x, y] = onSquare(at);
  return {
    key: [form, place.shape ?? place.id, radiusKm, before, geometry ? "" : at].join(" "),
    name: place.name,
    form,
    geometry,
    at,
    radiusKm,
    box: boundsOf(geometry) ?? around(at, radiusKm),
    before,
    x,
    y,
  };
}

/** Arrows from where an event starts to where it leads, where the text names both. @param {EventRecord} event @returns {Part[]} */
function arrows(event) {
  const from = event.places.filter(located).filter((place) => place.role === "origin");
  if (from.length === 0) return [];
  const to = event.places.filter(located).filter((place) => place.role === "destination");
  return from.flatMap((start) => to.filter((end) => end.id !== start.id).map((end) => arrow(start, end)));
}

/** @param {Located} start @param {Located} end @returns {Part} */
function arrow(start, end) {
  const at = /** @type {const} */ ([end.lon, end.lat]);
  const from = /** @type {const} */ ([start.lon, start.lat]);
  const [x, y] = onSquare(at);
  const box = around(at, 0);
  widen(box, around(from, 0));
  const key = `arrow ${start.id} ${end.id}`;
  const name = `${start.name} – ${end.name}`;
  return { key, name, form: "arrow", geometry: null, at, from, radiusKm: 0, box, before: false, x, y };
}

/** @typedef {PlaceRecord & { lat: number, lon: number }} Located */

/** @param {PlaceRecord} place @returns {place is Located} */
function located(place) {
  return place.lat !== null && place.lon !== null;
}

/** The geometries of a page by the id of the shape; features without one are left out. @param {Page} page @returns {Map<string, Geometry>} */
function geometriesOf(page) {
  const geometries = new Map();
  for (const { id, geometry } of page.shapes.features) {
    if (geometry && id !== undefined) geometries.set(String(id), geometry);
  }
  return geometries;
}

/** Square degrees of a part's box: enough to draw the larger first. @param {Part} part */
function extent({ box }) {
  return (box[2] - box[0]) * (box[3] - box[1]);
}
