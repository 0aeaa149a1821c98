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

/** What each event of a page is drawn as. @typedef {ReadonlyMap<EventRecord, readonly Part[]>} Plot */

/** Work out, once for a page, what its events are drawn as. @param {Page} page @returns {Plot} */
export function plot(page) {
  const draft = createDraft(page);
  const plotted = new Map(page.events.map((event) => [event, draft.partsOf(event)]));
  const parts = draft.parts();
  let rank = 0;
  for (const form of ORDER) {
    const layer = parts.filter((part) => part.form === form);
    if (layer.some(extent)) layer.sort((a, b) => extent(b) - extent(a));
    for (const part of layer) {
      part.rank = rank;
      rank += 1;
    }
  }
  return plotted;
}

/** The marks of `events`, one for each part however many events share it, in drawing order.
 * @param {readonly EventRecord[]} events @param {Plot} plotted @returns {Mark[]} */
export function marksOf(events, plotted) {
  /** @type {Mark[]} */
  const marks = [];
  for (const event of events) {
    for (const part of plotted.get(event) ?? []) {
      const mark = marks[part.rank];
      if (mark) mark.events.push(event);
      else marks[part.rank] = { part, events: [event] };
    }
  }
  return marks.filter(Boolean);
}

/** Those of the marks that an event has. @param {readonly Mark[]} marks as `marksOf` gave them @param {EventRecord | undefined} event
 * @param {Plot} plotted @returns {Mark[]} */
export function marksOfEvent(marks, event, plotted) {
  const parts = (event && plotted.get(event)) ?? [];
  return parts.flatMap((part) => {
    let [from, to] = [0, marks.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (marks[middle].part.rank < part.rank) from = middle + 1;
      else to = middle;
    }
    const mark = marks[from];
    return event && mark?.part === part && mark.events.includes(event) ? [mark] : [];
  });
}

/** Collects parts, the same one for the same place in the same form. @param {Page} page */
function createDraft(page) {
  const geometries = geometriesOf(page);
  /** @type {Map<string, Part>} */
  const known = new Map();
  /** @type {Map<PlaceRecord, Part>} */
  const memo = new Map();
  /** @param {Part} made */
  const same = (made) => {
    const first = known.get(made.key);
    if (!first) known.set(made.key, made);
    return first ?? made;
  };
  /** @param {Located} place */
  const partOf = (place) => {
    let part = memo.get(place);
    if (!part) {
      part = same(placePart(place, geometries));
      memo.set(place, part);
    }
    return part;
  };
  return {
    parts: () => [...known.values()],
    /** @param {EventRecord} event */
    partsOf(event) {
      const parts = event.places.filter(located).map(partOf);
      if (parts.length < 2) return parts;
      return [...new Set([...parts, ...arrows(event).map(same)])];
    },
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
    key: `${form} ${place.shape ?? place.id} ${radiusKm} ${before} ${geometry ? "" : at}`,
    name: place.name,
    form,
    geometry,
    at,
    radiusKm,
    box: boundsOf(geometry) ?? around(at, radiusKm),
    before,
    x,
    y,
    rank: 0,
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
  return { key, name, form: "arrow", geometry: null, at, from, radiusKm: 0, box, before: false, x, y, rank: 0 };
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
