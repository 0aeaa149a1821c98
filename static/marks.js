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
  const plotted = new Map();
  for (const event of page.events) plotted.set(event, draft.partsOf(event));
  for (const [rank, part] of inOrder(draft.parts).entries()) part.rank = rank;
  return plotted;
}

/** Parts beneath to above, the larger ones of a form first. @param {readonly Part[]} parts */
function inOrder(parts) {
  const layers = new Map(ORDER.map((form) => [form, /** @type {Part[]} */ ([])]));
  for (const part of parts) layers.get(part.form)?.push(part);
  return [...layers.values()].flatMap((layer) => {
    return layer.some(extent) ? layer.sort((a, b) => extent(b) - extent(a)) : layer;
  });
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
  /** @type {Part[]} */
  const parts = [];
  /** @type {Map<string, { place: Located, part: Part }[]>} by the place's id */
  const known = new Map();
  /** @type {Map<string, Part>} */
  const ways = new Map();
  /** @param {Located} place */
  const partOf = (place) => {
    const here = known.get(place.id) ?? [];
    const asked = here.find((each) => each.place === place);
    if (asked) return asked.part;
    const made = placePart(place, geometries);
    const part = here.find((each) => isSame(each.part, made))?.part ?? made;
    if (part === made) parts.push(made);
    here.push({ place, part });
    known.set(place.id, here);
    return part;
  };
  /** @param {readonly [Located, Located]} ends */
  const wayOf = ([from, to]) => {
    const key = `${from.id} ${to.id}`;
    const way = ways.get(key) ?? arrow(from, to);
    if (!ways.has(key)) parts.push(way);
    ways.set(key, way);
    return way;
  };
  return {
    parts,
    /** @param {EventRecord} event */
    partsOf(event) {
      const places = event.places.filter(located);
      if (places.length < 2) return places.map(partOf);
      return [...new Set([...places.map(partOf), ...legs(places).map(wayOf)])];
    },
  };
}

/** Whether two parts of one place are drawn the same. @param {Part} a @param {Part} b */
function isSame(a, b) {
  const point = a.at[0] === b.at[0] && a.at[1] === b.at[1];
  return a.form === b.form && a.geometry === b.geometry && a.radiusKm === b.radiusKm && a.before === b.before && point;
}

/** @param {Located} place @param {ReadonlyMap<string, Geometry>} geometries @returns {Part} */
function placePart(place, geometries) {
  const geometry = (place.shape && geometries.get(place.shape)) || null;
  const form = formOf(place, geometry);
  const radiusKm = form === "near" ? place.radius_km : 0;
  const before = place.role === "origin";
  const at = /** @type {const} */ ([place.lon, place.lat]);
  const box = boundsOf(geometry) ?? around(at, radiusKm);
  const [x, y] = onSquare(at);
  return { name: place.name, form, geometry, at, radiusKm, box, before, x, y, rank: 0 };
}

/** From where an event starts to where it leads, where the text names both. @param {readonly Located[]} places
 * @returns {(readonly [Located, Located])[]} */
function legs(places) {
  const from = places.filter((place) => place.role === "origin");
  const to = places.filter((place) => place.role === "destination");
  return from.flatMap((start) =>
    to.filter((end) => end.id !== start.id).map((end) => /** @type {const} */ ([start, end])),
  );
}

/** An arrow from one place to another. @param {Located} start @param {Located} end @returns {Part} */
function arrow(start, end) {
  const at = /** @type {const} */ ([end.lon, end.lat]);
  const from = /** @type {const} */ ([start.lon, start.lat]);
  const [x, y] = onSquare(at);
  const box = around(at, 0);
  widen(box, around(from, 0));
  const name = `${start.name} – ${end.name}`;
  return { name, form: "arrow", geometry: null, at, from, radiusKm: 0, box, before: false, x, y, rank: 0 };
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
