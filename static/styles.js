// @ts-check
// Knows how edges and grounds are drawn: which dashes say how a thing is told, and which that it was so before.

/** @import { Form, Status } from "./types" */

/** How a mark looks. `before`: something left from here.
 * @typedef {{
 *   colour: string, paper: string, ink: string, select: string, font: string, status: Status, selected: boolean, before: boolean,
 * }} Look */

/** What a canvas is told of a path, by Leaflet's names.
 * @typedef {{
 *   color: string, weight: number, opacity: number, dashArray: number[], lineCap: CanvasLineCap,
 *   fill: boolean, fillColor?: string | CanvasPattern, fillOpacity?: number,
 * }} Style */

/** Dashes of an edge of `width` pixels. @type {Readonly<Record<Status, (width: number) => number[]>>} */
const DASHES = {
  asserted: () => [],
  claimed: (width) => [2.2 * width, 1.6 * width],
  denied: () => [],
  planned: () => [],
  hypothetical: (width) => [0.1, 2 * width],
};

/** Dashes of the edge of a mark. What was before is dashed however it is told. @param {Look} look @param {number} width */
export function dashes(look, width) {
  return look.before ? [2.5 * width, 1.5 * width] : DASHES[look.status](width);
}

/** Dashes of a circle that only says "around here": of what is stated, and of what is claimed. */
const NEAR = [
  [8, 5],
  [8, 4, 1.5, 4],
];

/** Edge and fill of an area. @param {Form} form @param {Look} look @param {(colour: string, crossed: boolean) => CanvasPattern | null} hatching
 * @returns {Style} */
export function ground(form, look, hatching) {
  const { status, colour } = look;
  const width = look.selected ? 3 : 1.75;
  const empty = status === "planned" || status === "hypothetical" || look.before;
  const flat = (form === "country" || form === "near") && status !== "denied";
  const dashArray = form === "near" ? NEAR[status === "claimed" ? 1 : 0] : dashes(look, width);
  return {
    color: look.selected ? look.select : colour,
    weight: width,
    opacity: form === "country" && !look.selected ? 0.6 : 0.9,
    dashArray,
    lineCap: dashArray[0] < 1 ? "round" : "butt",
    fill: true,
    fillColor: flat ? colour : (hatching(colour, status === "denied") ?? colour),
    fillOpacity: empty ? 0 : flat ? 0.13 : 0.5,
  };
}

/** Width of a line by what it is. @type {Readonly<Partial<Record<Form, number>>>} */
const WIDTHS = { border: 5, route: 3.5, line: 3.5, arrow: 2.5 };

/** The strokes of a line, beneath to above: a halo, the line, and a hollow in it where it is planned. A way that is only
 * announced is dotted. @param {Form} form @param {Look} look @returns {Style[]} */
export function strokes(form, look) {
  const width = WIDTHS[form] ?? 3;
  const way = form === "route" || form === "arrow";
  const dashArray = way && look.status === "planned" && !look.before ? [0.1, 2 * width] : dashes(look, width);
  const lineCap = dashArray[0] < 1 ? "round" : "butt";
  const line = /** @type {Style} */ ({
    color: look.colour,
    weight: width,
    opacity: 1,
    dashArray,
    lineCap,
    fill: false,
  });
  const halo = { ...line, color: look.selected ? look.select : look.paper, weight: width + 6, dashArray: [] };
  const strokes = [{ ...halo, opacity: look.selected ? 0.9 : 0.6 }, line];
  if (look.status === "planned" && !way) strokes.push({ ...line, color: look.paper, weight: width - 2 });
  return strokes;
}
