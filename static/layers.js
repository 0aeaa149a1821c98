// @ts-check
// Knows how what is drawn lies on Leaflet's one canvas: its paths, and what is painted freely between them.

import { signs } from "./glyphs.js";
import { arrowHead, crossings, hatching } from "./strokes.js";
import { ground, strokes } from "./styles.js";

/** @import { Look } from "./styles.js" */
/** @import { Mark, Part } from "./types" */
/** @import { GeoJsonObject } from "geojson" */

const ALL = 1e5; // pixels: more than a canvas has, and not so many that it cannot clip to them

/** Something painted on the canvas by `paint`, between the paths added before and after it. `box`: what it may touch. */
export class Painted extends L.Path {
  /** @param {L.Canvas} renderer @param {(ctx: CanvasRenderingContext2D, redrawn: L.Bounds | null) => void} paint
   * @param {() => L.Bounds} [box] in pixels of the layer; all by default */
  constructor(renderer, paint, box = () => L.bounds([-ALL, -ALL], [ALL, ALL])) {
    super();
    L.setOptions(this, { renderer, interactive: false });
    this.paint = paint;
    this.box = box;
  }

  _project() {
    this._pxBounds = this.box();
  }

  _update() {
    this._updatePath();
  }

  _updatePath() {
    const { _ctx, _drawing, _redrawBounds } = this._renderer;
    if (!_drawing) return;
    _ctx.save();
    _ctx.globalAlpha = 1;
    this.paint(_ctx, _redrawBounds ?? null);
    _ctx.restore();
  }

  _containsPoint() {
    return false; // what is painted knows itself what was hit
  }
}

/** A line with something of its own painted along it. */
class DecoratedLine extends L.Polyline {
  /** @param {L.LatLngExpression[]} at @param {L.PolylineOptions} options @param {(ctx: CanvasRenderingContext2D, points: L.Point[]) => void} paint */
  constructor(at, options, paint) {
    super(at, options);
    this.paint = paint;
  }

  _updatePath() {
    super._updatePath();
    const { _ctx, _drawing } = this._renderer;
    if (!_drawing) return;
    _ctx.save();
    _ctx.globalAlpha = 1;
    // _rings, not _parts: parts are cut at the edge of the view, and signs along them would jump when it is moved.
    for (const ring of this._rings) this.paint(_ctx, ring);
    _ctx.restore();
  }
}

/** Longitude, latitude to Leaflet's order; the only place that turns them. @param {readonly [number, number]} at @returns {[number, number]} */
export function latLng([lon, lat]) {
  return [lat, lon];
}

/** West, south, east, north to Leaflet's box. @param {readonly [number, number, number, number]} box */
export function latLngBounds([west, south, east, north]) {
  return L.latLngBounds([south, west], [north, east]);
}

/** @type {WeakMap<Part, L.LatLng[]>} */
const parsed = new WeakMap();

/** Latitude and longitude of every line of a part's geometry, read once. @param {Part} part */
function lines(part) {
  const known = parsed.get(part);
  if (known) return known;
  const made = L.geoJSON(/** @type {GeoJsonObject} */ (part.geometry))
    .getLayers()
    .flatMap((layer) => (layer instanceof L.Polyline ? /** @type {any} */ (layer.getLatLngs()) : []));
  parsed.set(part, made);
  return made;
}

/** A bow from one point to another, so that the way there and the way back do not cover each other.
 * @param {readonly [number, number]} from @param {readonly [number, number]} to @returns {[number, number][]} */
function bow(from, to) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const middle = [(from[0] + to[0]) / 2 - 0.15 * dy, (from[1] + to[1]) / 2 + 0.15 * dx];
  return Array.from({ length: 25 }, (_, step) => {
    const t = step / 24;
    const along = [0, 1].map((axis) => (1 - t) ** 2 * from[axis] + 2 * t * (1 - t) * middle[axis] + t * t * to[axis]);
    return latLng([along[0], along[1]]);
  });
}

/** Whether a mark at a border says that it is closed, or made hard to pass. @param {Mark} mark */
export function isClosing({ events }) {
  return events.some((event) => event.category === "border_or_transit_restriction");
}

/** What is painted along a line. @param {Mark} mark @param {Look} look @returns {(ctx: CanvasRenderingContext2D, points: L.Point[]) => void} */
function decoration(mark, look) {
  const { form } = mark.part;
  if (form === "arrow") return (ctx, points) => arrowHead(ctx, points, look, 10);
  const closing = form === "border" && isClosing(mark);
  return (ctx, points) => {
    if (closing) crossings(ctx, points, look);
    if (form === "route") for (const way of [points, [...points].reverse()]) arrowHead(ctx, way, look);
    const middle = points[Math.floor(points.length / 2)];
    if (middle) signs(ctx, middle.x, middle.y, look);
  };
}

/** The paths of a mark that has ground or length, beneath to above. @param {Mark} mark @param {Look} look @param {L.Canvas} renderer
 * @returns {L.Path[]} */
export function shapeLayers(mark, look, renderer) {
  const { part } = mark;
  const shared = { renderer, interactive: false };
  if (["arrow", "border", "route", "line"].includes(part.form)) {
    const at = part.from ? bow(part.from, part.at) : lines(part);
    const styles = strokes(part.form, look);
    const paint = decoration(mark, look);
    return styles.map((style, number) => {
      const last = number === styles.length - 1;
      return new DecoratedLine(at, { ...shared, ...style, fillColor: "" }, last ? paint : () => {});
    });
  }
  // The canvas takes a pattern wherever it takes a colour; Leaflet's types do not know.
  const style = /** @type {L.PathOptions} */ ({ ...shared, ...ground(part.form, look, hatching) });
  if (part.geometry) return [L.polygon(lines(part), style)];
  return [L.circle(latLng(part.at), { ...style, radius: 1000 * part.radiusKm })];
}

/** The edge of a shape alone; a part that has none has no path. @param {Part} part @param {string} color @param {L.Canvas} renderer
 * @returns {L.Path[]} */
export function edgeLayers(part, color, renderer) {
  const style = { renderer, interactive: false, color, weight: 2, fill: false };
  if (part.from) return [L.polyline(bow(part.from, part.at), style)];
  if (!part.geometry)
    return part.form === "near" ? [L.circle(latLng(part.at), { ...style, radius: 1000 * part.radiusKm })] : [];
  return [part.geometry.type.endsWith("Polygon") ? L.polygon(lines(part), style) : L.polyline(lines(part), style)];
}
