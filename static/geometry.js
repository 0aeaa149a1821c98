// @ts-check
// Knows where things lie on the map's unit square (Web Mercator, 0..1 from west to east and north to south), and the boxes around them.

/** @import { Geometry } from "geojson" */
/** @import { Extent } from "./types" */

const KM_A_DEGREE = 111.32;
const EDGE = 85.0511287798; // the map's square ends here

/** A point of the unit square. @param {readonly [number, number]} at longitude, latitude @returns {[number, number]} */
export function onSquare([lon, lat]) {
  const sine = Math.sin((Math.max(-EDGE, Math.min(EDGE, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** Pixels that a length takes at a latitude of a map whose world is `size` pixels wide.
 * @param {number} km @param {number} lat @param {number} size */
export function pixels(km, lat, size) {
  return (km / (360 * KM_A_DEGREE * Math.cos((Math.min(EDGE, Math.abs(lat)) * Math.PI) / 180))) * size;
}

/** The box of a geometry's coordinates; null of an empty one. @param {Geometry | null} geometry @returns {Extent | null} */
export function boundsOf(geometry) {
  /** @type {Extent} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  /** @param {any} part */
  const visit = (part) => {
    if (typeof part[0] === "number") widen(box, [part[0], part[1], part[0], part[1]]);
    else for (const inner of part) visit(inner);
  };
  if (geometry?.type === "GeometryCollection") {
    for (const inner of geometry.geometries) widen(box, boundsOf(inner) ?? box);
  } else if (geometry) visit(geometry.coordinates);
  return box[0] <= box[2] ? box : null;
}

/** Make `box` hold `other` too. @param {Extent} box @param {Readonly<Extent>} other */
export function widen(box, other) {
  box[0] = Math.min(box[0], other[0]);
  box[1] = Math.min(box[1], other[1]);
  box[2] = Math.max(box[2], other[2]);
  box[3] = Math.max(box[3], other[3]);
}

/** The box of a circle. @param {readonly [number, number]} at longitude, latitude @param {number} km its radius @returns {Extent} */
export function around([lon, lat], km) {
  const tall = km / KM_A_DEGREE;
  const wide = tall / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return [lon - wide, lat - tall, lon + wide, lat + tall];
}

/** @param {Readonly<Extent>} a @param {Readonly<Extent>} b */
export function meet(a, b) {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
