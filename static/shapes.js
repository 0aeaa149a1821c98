// @ts-check
// Knows which shapes lie on the map now, in which order, and which of them lie under a pixel.

import { isClosing, shapeLayers } from "./layers.js";

/** @import { Look } from "./styles.js" */
/** @import { Mark, Part } from "./types" */

/** @typedef {{ layers: L.Path[], mark: Mark, signature: string }} Shape */

/** @param {L.Map} map @param {L.Canvas} renderer */
export function createShapes(map, renderer) {
  /** @type {Map<Part, Shape>} */
  let present = new Map();

  /** @param {Mark} mark @param {Look} look @returns {Shape} */
  const shapeOf = (mark, look) => {
    const signature = `${Object.values(look).join()} ${isClosing(mark)}`;
    const known = present.get(mark.part);
    if (known?.signature === signature) return { ...known, mark };
    return { layers: shapeLayers(mark, look, renderer), mark, signature };
  };

  return {
    /** Draw these, beneath to above, and no others; whether anything changed.
     * @param {readonly Mark[]} marks @param {(mark: Mark) => Look} lookOf */
    show(marks, lookOf) {
      const wanted = new Map(marks.map((mark) => [mark.part, shapeOf(mark, lookOf(mark))]));
      const [before, after] = [present, wanted].map((shapes) => [...shapes.values()].flatMap(({ layers }) => layers));
      present = wanted;
      if (before.length === after.length && before.every((layer, at) => layer === after[at])) return false;
      const kept = new Set(after);
      for (const layer of before) if (!kept.has(layer)) layer.remove();
      for (const layer of after) layer.addTo(map).bringToFront();
      return true;
    },
    /** The lines that lie in view, in pixels of the layer. @returns {L.Point[][]} */
    lines() {
      const found = [...present.values()].map(({ layers }) => layers[layers.length - 1]);
      return found.flatMap((layer) =>
        layer instanceof L.Polyline && !(layer instanceof L.Polygon) ? layer._parts : [],
      );
    },
    /** The marks under a pixel of the layer, the uppermost first. @param {L.Point} pixel @returns {Mark[]} */
    at(pixel) {
      const hit = [...present.values()].filter(({ layers }) => layers.some((layer) => layer._containsPoint(pixel)));
      return hit.map(({ mark }) => mark).reverse();
    },
  };
}
