// @ts-check
// Knows how a mark becomes Leaflet paths on the one canvas.

import * as glyphs from "./glyphs.js";

/** @import { Look } from "./glyphs.js" */
/** @import { Mark } from "./types" */
/** @import { GeoJsonObject } from "geojson" */

/** A glyph of a fixed size at a point; `paint` draws it. It is hit within `size` pixels of its middle, `lift` above the point. */
class Glyph extends L.CircleMarker {
  /** @param {L.LatLngExpression} at @param {L.Canvas} renderer @param {{ size: number, lift: number }} extent
   * @param {(ctx: CanvasRenderingContext2D, x: number, y: number) => void} paint */
  constructor(at, renderer, { size, lift }, paint) {
    super(at, { renderer, interactive: false, radius: size + lift + 6 }); // room for the ring of the selection
    this.middle = { size, lift };
    this.paint = paint;
  }

  /** @param {L.Point} pixel */
  _containsPoint(pixel) {
    const { size, lift } = this.middle;
    return pixel.distanceTo(this._point.subtract([0, lift])) <= size + (this._renderer.options.tolerance ?? 0);
  }

  _updatePath() {
    const { _ctx, _drawing } = this._renderer;
    if (!_drawing || this._empty()) return;
    _ctx.save();
    _ctx.globalAlpha = 1;
    this.paint(_ctx, this._point.x, this._point.y);
    _ctx.restore();
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

/** A circle in metres that stays visible however far out the view is. */
class NearCircle extends L.Circle {
  _project() {
    super._project();
    widen(this, 8);
  }
}

/** @param {L.CircleMarker} circle @param {number} least pixels */
function widen(circle, least) {
  circle._radius = Math.max(circle._radius, least);
}

/** Longitude, latitude to Leaflet's order; the only place that turns them. @param {readonly [number, number]} at @returns {[number, number]} */
export function latLng([lon, lat]) {
  return [lat, lon];
}

/** Latitude and longitude of every line of a geometry. @param {import("geojson").Geometry} geometry */
function lines(geometry) {
  const parsed = L.geoJSON(/** @type {GeoJsonObject} */ (geometry));
  return parsed
    .getLayers()
    .flatMap((layer) => (layer instanceof L.Polyline ? /** @type {any} */ (layer.getLatLngs()) : []));
}

/** Edge and fill of an area. @param {Mark} mark @param {Look} look @returns {L.PolylineOptions} */
function ground(mark, look) {
  const { status, colour } = look;
  const width = look.selected ? 3 : 1.75;
  const empty = status === "planned" || status === "hypothetical";
  const flat = mark.form === "country" || mark.form === "near";
  const pattern = flat && status !== "denied" ? colour : glyphs.hatching(colour, status === "denied");
  return {
    color: look.selected ? look.select : colour,
    weight: width,
    opacity: mark.form === "country" && !look.selected ? 0.6 : 0.9,
    dashArray: mark.form === "near" ? [8, 5] : glyphs.DASHES[status](width),
    lineCap: status === "hypothetical" ? "round" : "butt",
    fill: true,
    fillColor: /** @type {string} */ (pattern ?? colour), // the canvas takes a pattern wherever it takes a colour
    fillOpacity: empty ? 0 : flat && status !== "denied" ? 0.13 : 0.5,
  };
}

/** @param {Look} look @param {number} width @returns {L.PolylineOptions} */
function line(look, width) {
  return {
    color: look.colour,
    weight: width,
    opacity: 1,
    dashArray: glyphs.DASHES[look.status](width),
    lineCap: look.status === "hypothetical" ? "round" : "butt",
    fill: false,
  };
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

/** A line with a halo under it where selected, and hollow where planned. @param {any[]} at @param {Look} look @param {number} width
 * @param {L.PolylineOptions} shared @param {(ctx: CanvasRenderingContext2D, points: L.Point[]) => void} paint */
function strand(at, look, width, shared, paint) {
  const parts = [new DecoratedLine(at, { ...shared, ...line(look, width) }, paint)];
  if (look.status === "planned") {
    parts.push(new DecoratedLine(at, { ...shared, ...line(look, width - 2), color: look.paper }, paint));
  }
  const under = { ...shared, fill: false, color: look.selected ? look.select : look.paper, weight: width + 6 };
  parts.unshift(new DecoratedLine(at, { ...under, opacity: look.selected ? 0.9 : 0.6 }, () => {}));
  return parts;
}

/** The paths of a mark that has ground or length. @param {Mark} mark @param {Look} look @param {L.Canvas} renderer @returns {L.Path[]} */
export function shapeLayers(mark, look, renderer) {
  const shared = { renderer, interactive: false };
  if (mark.form === "arrow" && mark.from) {
    return strand(bow(mark.from, mark.at), look, 2.5, shared, (ctx, points) => glyphs.arrowHead(ctx, points, look, 10));
  }
  if (mark.form === "near" && !mark.geometry?.type.endsWith("Polygon")) {
    return [new NearCircle(latLng(mark.at), { ...shared, ...ground(mark, look), radius: 1000 * mark.radiusKm })];
  }
  if (!mark.geometry) return [];
  if (mark.form === "border" || mark.form === "route" || mark.form === "line") {
    const border = mark.form === "border";
    const middle = (/** @type {L.Point[]} */ points) => points[Math.floor(points.length / 2)];
    return strand(lines(mark.geometry), look, border ? 5 : 3.5, shared, (ctx, points) => {
      if (border) glyphs.crossings(ctx, points, look);
      else if (mark.form === "route")
        for (const way of [points, [...points].reverse()]) glyphs.arrowHead(ctx, way, look);
      glyphs.signs(ctx, middle(points).x, middle(points).y, look);
    });
  }
  return [L.polygon(lines(mark.geometry), { ...shared, ...ground(mark, look) })];
}

/** A single event's point. @param {Mark} mark @param {Look} look @param {L.Canvas} renderer @returns {L.Path} */
export function glyphLayer(mark, look, renderer) {
  const facility = mark.form === "facility";
  const paint = facility ? glyphs.pin : glyphs.ring;
  const extent = facility ? { size: 9, lift: 12 } : { size: 9, lift: 0 };
  return new Glyph(latLng(mark.at), renderer, extent, (ctx, x, y) => paint(ctx, x, y, look));
}

/** A badge for several events. @param {readonly [number, number]} at @param {readonly string[]} colours one for each event
 * @param {Look} look @param {L.Canvas} renderer @returns {L.Path} */
export function badgeLayer(at, colours, look, renderer) {
  const extent = { size: glyphs.badgeRadius(colours.length) + 1, lift: 0 };
  return new Glyph(latLng(at), renderer, extent, (ctx, x, y) => glyphs.badge(ctx, x, y, colours, look));
}
