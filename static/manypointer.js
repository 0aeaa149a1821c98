// @ts-check
// Knows what a pointer or a key does on a map of very many events: what lies there is counted, and told when it is pressed.

import { aroundOf, boxInWords } from "./clumps.js";
import { decode } from "./data.js";
import { calm } from "./dom.js";
import { latest } from "./latest.js";
import { latLngBounds } from "./layers.js";
import { MOST } from "./legs.js";
import { marksOf, plot } from "./marks.js";
import { listen, MIDDLE, ROOMY } from "./pointer.js";
import { separatedAt, spotOf } from "./scene.js";
import { tn } from "./words.js";

/** @import { EventRecord, Mark, Store } from "./types" */
/** @import { Heap } from "./clumps.js" */
/** @import { Drawn } from "./painting.js" */
/** @import { Parts } from "./pointer.js" */
/** @import { ManyServer } from "./manyserver.js" */

const CLOSER = 2; // zooms, where a cluster hides how far apart its places lie

/** @param {L.Map} map @param {Store} store @param {ManyServer} server @param {Parts} parts */
export function followMany(map, store, server, { drawing, spider, panel, box, tolerance }) {
  const container = map.getContainer();
  const askUnder = latest(async (/** @type {string} */ within, signal) => {
    const { at, taken } = await server.found(store.get(), { within }, signal);
    return at.length > 0 ? { page: decode(await server.part(at, signal)), taken } : null;
  });

  /** Let the reader choose among what lies at a spot. @param {Drawn} spot @param {number} x pixels from the map's left
   * @param {boolean} byKey */
  const offer = async (spot, x, byKey) => {
    const found = await askUnder(boxInWords(aroundOf(spot.marks))).catch(() => null);
    if (!found) return;
    const { page, taken } = found;
    const few = taken <= MOST;
    if (few && taken > 1) {
      const here = marksOf(page.events, plot(page));
      const alike = spotOf(here, store.get().sel);
      spider.open({ ...alike, events: page.events, px: spot.px, py: spot.py }, store.get().sel);
    }
    const listed = [...page.events];
    listed.length = Math.max(taken, listed.length); // how many they are is said of all, a hundred are listed
    if (taken === 1) store.set({ sel: listed[0].id }, { push: true });
    else if (!few || byKey || map.getSize().x >= ROOMY) panel.open(listed, x, byKey);
  };

  /** @param {L.Point} pixel of the layer @param {number} x @param {boolean} byKey @param {number} [reach] */
  const open = (pixel, x, byKey, reach = tolerance) => {
    spider.close();
    panel.close();
    panel.tip(null, []);
    const { spot } = drawing.at(pixel, reach);
    if (!spot) return;
    if (spot.events.length === 1) store.set({ sel: spot.events[0].id }, { push: true });
    else if (byKey || !comeNearer(map, spot.marks)) offer(spot, x, byKey);
  };

  map.on("click", (click) => {
    if (box.isDrawing()) return;
    const leg = spider.at(click.layerPoint, tolerance);
    if (leg === "within") return;
    if (leg && leg.events.length === 1) store.set({ sel: leg.events[0].id }, { push: true });
    else if (leg) panel.open(leg.events, click.containerPoint.x, false);
    else open(click.layerPoint, click.containerPoint.x, false);
  });

  /** @param {L.Point | null} at pixel of the container */
  const point = (at) => {
    const pixel = at && !box.isDrawing() ? map.containerPointToLayerPoint(at) : null;
    const leg = pixel && spider.at(pixel, tolerance);
    const spot = leg === "within" ? null : leg || (pixel && drawing.at(pixel, tolerance).spot);
    container.classList.toggle("over-mark", spot !== null);
    panel.tip(at, spot ? namedOf(spot) : []);
    const hover = spot?.events.length === 1 ? spot.events[0].id : null;
    if (store.get().hover !== hover) store.set({ hover });
  };
  listen(map, { spider, panel, box }, point, (middle, x) => open(middle, x, true, MIDDLE));
}

/** What is told of a spot under the pointer: the title of one event, how many they are of more.
 * @param {Drawn} spot @returns {readonly EventRecord[]} */
function namedOf({ events }) {
  const only = events.length === 1 ? events[0] : null;
  const title = only?.title || tn("{n} event here", "{n} events here", events.length);
  return [/** @type {EventRecord} */ ({ ...only, title })];
}

/** Zoom in to marks that share a badge, if that parts them; whether it does. @param {L.Map} map @param {readonly Mark[]} marks */
function comeNearer(map, marks) {
  const most = map.getMaxZoom();
  const hiding = /** @type {readonly Heap[]} */ (marks).some(({ spots }) => spots > 1);
  const apart = separatedAt(marks, map.getZoom(), most) ?? (hiding ? Math.min(map.getZoom() + CLOSER, most) : null);
  if (apart === null || apart <= map.getZoom()) return false;
  const [west, south, east, north] = aroundOf(marks);
  map.setView(latLngBounds([west, south, east, north]).getCenter(), apart, { animate: !calm() });
  return true;
}
