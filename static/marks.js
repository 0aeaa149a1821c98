// @ts-check
// Knows as what a place is drawn: a point, a border, an area, never a lone pin for a country.

/** @import { Geometry } from "geojson" */
/** @import { EventRecord, Form, Mark, Page, PlaceRecord } from "./types" */

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
  return place.radius_km > 0 ? "near" : "point";
}

/** The marks of `events`, one for each place and form however many events share it, in drawing order.
 * @param {readonly EventRecord[]} events @param {ReadonlyMap<string, Geometry>} geometries by place id @returns {Mark[]} */
export function marksOf(events, geometries) {
  /** @type {Map<string, Mark>} */
  const marks = new Map();
  for (const event of events) {
    for (const mark of [...placeMarks(event, geometries), ...arrows(event)]) {
      const known = marks.get(mark.key);
      if (!known) marks.set(mark.key, mark);
      else if (!known.events.includes(event)) known.events.push(event);
    }
  }
  return [...marks.values()].sort((a, b) => ORDER.indexOf(a.form) - ORDER.indexOf(b.form) || extent(b) - extent(a));
}

/** @param {EventRecord} event @param {ReadonlyMap<string, Geometry>} geometries @returns {Mark[]} */
function placeMarks(event, geometries) {
  return event.places.filter(located).map((place) => {
    const shape = shapeOf(event, place);
    const geometry = geometries.get(shape) ?? null;
    const form = formOf(place, geometry);
    const radiusKm = form === "near" ? place.radius_km : 0;
    const key = `${form} ${shape} ${radiusKm}`;
    return {
      key,
      place: place.id,
      name: place.name,
      form,
      geometry,
      at: [place.lon, place.lat],
      radiusKm,
      events: [event],
    };
  });
}

/** The id of the shape that a place has in an event: its own id, or that with `~2` where two briefings draw it differently.
 * @param {EventRecord} event @param {PlaceRecord} place */
function shapeOf(event, place) {
  return event.shapes.find((id) => id === place.id || id.startsWith(`${place.id}~`)) ?? place.id;
}

/** An arrow from where an event starts to where it leads, where the text names both.
 * @param {EventRecord} event @returns {Mark[]} */
function arrows(event) {
  const located_ = event.places.filter(located);
  const origins = located_.filter((place) => place.role === "origin");
  const destinations = located_.filter((place) => place.role === "destination");
  return origins.flatMap((from) =>
    destinations
      .filter((to) => to.id !== from.id)
      .map((to) => ({
        key: `arrow ${from.id} ${to.id}`,
        place: to.id,
        name: `${from.name} to ${to.name}`,
        form: /** @type {Form} */ ("arrow"),
        geometry: null,
        at: /** @type {[number, number]} */ ([to.lon, to.lat]),
        from: /** @type {[number, number]} */ ([from.lon, from.lat]),
        radiusKm: 0,
        events: [event],
      })),
  );
}

/** @typedef {PlaceRecord & { lat: number, lon: number }} Located */

/** @param {PlaceRecord} place @returns {place is Located} */
function located(place) {
  return place.lat !== null && place.lon !== null;
}

/** The geometries of a page by place id; features without one are left out. @param {Page} page @returns {Map<string, Geometry>} */
export function geometriesOf(page) {
  const geometries = new Map();
  for (const { id, geometry } of page.shapes.features) {
    if (geometry && id !== undefined) geometries.set(String(id), geometry);
  }
  return geometries;
}

/** Bounds [west, south, east, north] of a geometry's coordinates; null of an empty one.
 * @param {Geometry | null} geometry @returns {[number, number, number, number] | null} */
export function boundsOf(geometry) {
  const box = /** @type {[number, number, number, number]} */ ([Infinity, Infinity, -Infinity, -Infinity]);
  /** @param {any} part */
  const visit = (part) => {
    if (typeof part[0] !== "number") return part.forEach(visit);
    box[0] = Math.min(box[0], part[0]);
    box[1] = Math.min(box[1], part[1]);
    box[2] = Math.max(box[2], part[0]);
    box[3] = Math.max(box[3], part[1]);
  };
  if (geometry?.type === "GeometryCollection") {
    for (const inner of geometry.geometries) visit(boundsCorners(inner));
  } else if (geometry) visit(geometry.coordinates);
  return box[0] <= box[2] ? box : null;
}

/** @param {Geometry} geometry */
function boundsCorners(geometry) {
  const box = boundsOf(geometry);
  return box ? [box.slice(0, 2), box.slice(2)] : [];
}

/** Square degrees of a mark's box: enough to draw the larger first. @param {Mark} mark */
function extent(mark) {
  const box = boundsOf(mark.geometry);
  return box ? (box[2] - box[0]) * (box[3] - box[1]) : mark.radiusKm;
}
