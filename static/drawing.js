// @ts-check
// Knows what lies on the map's canvas now, beneath to above: shapes, names, spots, and what is pointed at.

import { meet } from "./geometry.js";
import { createFrames } from "./labels.js";
import { edgeLayers, Painted } from "./layers.js";
import { namesAt, paintNames } from "./naming.js";
import { extentOf, isHit, lookOf, paintSpot, ringAround } from "./painting.js";
import { groupsOf, isShort, isSpot, spotOf, worldSize } from "./scene.js";
import { createShapes } from "./shapes.js";
import { along } from "./strokes.js";

/** @import { EventRecord, Extent, Mark, Part } from "./types" */
/** @import { Named } from "./basemap.js" */
/** @import { Palette } from "./palette.js" */
/** @import { Drawn } from "./painting.js" */
/** @import { Written } from "./naming.js" */

const PAD = 0.3; // of the view, drawn on each side of it

/** What the drawing asks for: the page's colours, the names of the ground, those of the marks drawn that an event has; and
 * whom it tells that it has put itself above all else.
 * @typedef {{
 *   colours: () => Palette, ground: () => readonly Named[], marksFor: (event: EventRecord | undefined) => readonly Mark[], raised: () => void,
 *   together?: typeof spotOf,
 * }} Asked `together` makes a spot of marks that share one */

/** @param {L.Map} map @param {L.Canvas} renderer @param {Asked} asked */
export function createDrawing(map, renderer, { colours, ground, marksFor, raised, together = spotOf }) {
  const shapes = createShapes(map, renderer);
  const pointing = createPointing(map, renderer, colours);
  /** @type {readonly Mark[]} */
  let marks = [];
  /** @type {readonly Mark[]} */
  let wide = []; // those that may be drawn as more than a glyph
  /** @type {EventRecord | undefined} */
  let selected;
  let groups = groupsOf(marks, 1);
  let groupedAt = 0;
  /** @type {Drawn[]} */
  let spots = [];
  /** @type {Written[]} */
  let names = [];
  let renaming = 0;
  /** @type {EventRecord | undefined} */
  let pointed;

  const painted = new Painted(renderer, (ctx, redrawn) => {
    paintNames(ctx, names, colours());
    for (const spot of spots) {
      if (!redrawn || redrawn.intersects(boxOf(spot))) paintSpot(ctx, spot.px, spot.py, spot, colours());
    }
  }).addTo(map);

  const compose = () => {
    const view = viewOf(map);
    if (groupedAt !== view.size) groups = groupsOf(marks, view.size);
    groupedAt = view.size;
    const sel = selected?.id ?? null;
    spots = spotsIn(groups, (group) => together(group, sel), view);
    const look = (/** @type {Mark} */ mark) => lookOf(mark.events, sel, mark.part.before, colours());
    shapes.show(shapesIn(wide, marksFor(selected), view), look);
    write(view);
  };
  const write = (view = viewOf(map)) => {
    const frames = createFrames();
    for (const spot of spots) frames.take(frameOf(spot));
    for (const frame of furniture(map)) frames.take(frame);
    for (const line of shapes.lines()) for (const { x, y } of along(line, 12)) frames.take(square(x, y, 5));
    const own = marksFor(selected).flatMap(({ part }) => view.name(part));
    names = namesAt(own, ground(), view, frames, colours().font);
    painted.bringToFront().redraw(); // to the front alone is not drawn where it already was
    point();
    raised();
  };
  const point = () => {
    const own = new Set(marksFor(pointed));
    const rings = own.size > 0 ? spots.filter(({ marks }) => marks.some((mark) => own.has(mark))) : [];
    pointing.show(
      rings,
      [...own].map(({ part }) => part),
    );
  };

  return {
    /** Draw these marks. @param {readonly Mark[]} drawn @param {EventRecord | undefined} chosen the selected event */
    show(drawn, chosen) {
      if (drawn !== marks) groupedAt = 0;
      marks = drawn;
      wide = marks.filter(({ part }) => part.form !== "point" && part.form !== "facility");
      selected = chosen;
      compose();
    },
    /** Draw the same anew: the view has moved, or the colours are others. */
    compose,
    /** Write the names anew, soon: more of them have come. */
    rename() {
      cancelAnimationFrame(renaming);
      renaming = requestAnimationFrame(() => write());
    },
    /** Ring the marks of an event. @param {EventRecord | undefined} event */
    point(event) {
      pointed = event;
      point();
    },
    /** The uppermost spot at a pixel of the layer, else the marks of the shapes there, the smallest first.
     * @param {L.Point} pixel @param {number} tolerance @returns {{ spot: Drawn | null, marks: readonly Mark[] }} */
    at(pixel, tolerance) {
      const spot = spots.findLast((each) => isHit(each, pixel, tolerance)) ?? null;
      return { spot, marks: spot ? spot.marks : shapes.at(pixel) };
    },
  };
}

/** What is pointed at: a ring around its spots, the edges of its shapes.
 * @param {L.Map} map @param {L.Canvas} renderer @param {() => Palette} colours */
function createPointing(map, renderer, colours) {
  /** @type {readonly Drawn[]} */
  let rings = [];
  const edges = L.layerGroup().addTo(map);
  const painted = new Painted(
    renderer,
    (ctx) => {
      for (const spot of rings) ringAround(ctx, spot.px, spot.py, spot, colours());
    },
    () =>
      rings
        .slice(1)
        .reduce((all, spot) => all.extend(boxOf(spot)), rings.length > 0 ? boxOf(rings[0]) : L.bounds([0, 0], [0, 0])),
  ).addTo(map);
  return {
    /** @param {readonly Drawn[]} spots @param {readonly Part[]} parts */
    show(spots, parts) {
      if (spots.length + rings.length + parts.length + edges.getLayers().length === 0) return;
      rings = spots;
      edges.clearLayers();
      for (const part of parts) for (const edge of edgeLayers(part, colours().ink, renderer)) edges.addLayer(edge);
      painted.redraw();
      painted.bringToFront();
    },
  };
}

/** The view and what is drawn around it: pixels of the world, and how they lie on the layer. @param {L.Map} map */
function viewOf(map) {
  const zoom = map.getZoom();
  const size = worldSize(zoom);
  const origin = map.getPixelOrigin();
  const bounds = map.getPixelBounds();
  const [min, max] = [bounds.getTopLeft(), bounds.getBottomRight()];
  const [wide, tall] = [PAD * (max.x - min.x), PAD * (max.y - min.y)];
  /** Whether a point of the unit square is in sight. @param {number} x @param {number} y */
  const sees = (x, y) =>
    x * size >= min.x - wide && x * size <= max.x + wide && y * size >= min.y - tall && y * size <= max.y + tall;
  /** Of the unit square. @param {number} x @param {number} y */
  const pixel = (x, y) => ({ x: x * size - origin.x, y: y * size - origin.y });
  /** What a place of ours is called, if it is in sight. @param {Part} part */
  const name = (part) => {
    const spot = isSpot(part, size) || part.form === "arrow";
    return sees(part.x, part.y) ? [{ words: part.name, ...pixel(part.x, part.y), spot }] : [];
  };
  const around = map.getBounds().pad(PAD);
  /** @type {Extent} */
  const box = [around.getWest(), around.getSouth(), around.getEast(), around.getNorth()];
  return { zoom, size, box, sees, pixel, name };
}

/** The groups in sight as spots, beneath to above: the largest lie above the smaller, what is selected above all.
 * @param {ReturnType<typeof groupsOf>} groups @param {(group: readonly Mark[]) => ReturnType<typeof spotOf>} together
 * @param {ReturnType<typeof viewOf>} view @returns {Drawn[]} */
function spotsIn(groups, together, view) {
  const spots = groups.where(view.sees).map((group) => {
    const spot = together(group);
    const { x, y } = view.pixel(spot.x, spot.y);
    return { ...spot, px: x, py: y };
  });
  return spots.reverse().sort((a, b) => Number(a.selected) - Number(b.selected));
}

/** The marks in sight that are drawn as ground or line, the selected ones last: of those the short ways, too.
 * @param {readonly Mark[]} marks @param {readonly Mark[]} chosen @param {ReturnType<typeof viewOf>} view */
function shapesIn(marks, chosen, view) {
  const own = new Set(chosen);
  const drawn = marks.filter(({ part }) => !isSpot(part, view.size) && meet(part.box, view.box));
  const others = drawn.filter((mark) => !own.has(mark) && !isShort(mark.part, view.size));
  return own.size > 0 ? [...others, ...drawn.filter((mark) => own.has(mark))] : others;
}

/** All that painting a spot may touch. @param {Drawn} spot */
function boxOf(spot) {
  const { radius, lift } = extentOf(spot);
  const reach = radius + 12; // the rings of selection and pointer
  return L.bounds([spot.px - reach, spot.py - lift - reach], [spot.px + reach, spot.py + reach]);
}

/** What no name may cover of a spot. @param {Drawn} spot */
function frameOf(spot) {
  const { radius, lift } = extentOf(spot);
  const room = radius + (spot.selected ? 5 : 0);
  return { left: spot.px - room, top: spot.py - lift - room, right: spot.px + room, bottom: spot.py + room - lift / 2 };
}

/** What buttons, scale and sources cover, in pixels of the layer: a name half beneath them cannot be read. @param {L.Map} map */
function furniture(map) {
  const container = map.getContainer();
  const { left, top } = container.getBoundingClientRect();
  const { x, y } = map.containerPointToLayerPoint([-left, -top]);
  return [...container.querySelectorAll(".leaflet-control")].map((each) => {
    const box = each.getBoundingClientRect();
    return { left: box.left + x, top: box.top + y, right: box.right + x, bottom: box.bottom + y };
  });
}

/** @param {number} x @param {number} y @param {number} room */
function square(x, y, room) {
  return { left: x - room, top: y - room, right: x + room, bottom: y + room };
}
