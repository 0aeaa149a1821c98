// @ts-check
// Knows what a pointer or a key on the map does: what lies under it is named, and opens when pressed.

import { calm } from "./dom.js";
import { latLng } from "./layers.js";
import { MOST } from "./legs.js";
import { separatedAt } from "./scene.js";

/** @import { EventRecord, Mark, Store } from "./types" */
/** @import { Drawn } from "./painting.js" */

/** What lies under a pointer; `inside`: between the legs of an open spider.
 * @typedef {{ spot: Drawn | null, events: readonly EventRecord[], inside: boolean }} Hit */

/** @typedef {{
 *   drawing: ReturnType<typeof import("./drawing.js").createDrawing>, spider: ReturnType<typeof import("./spider.js").createSpider>,
 *   panel: ReturnType<typeof import("./panel.js").createPanel>, box: ReturnType<typeof import("./box.js").createBox>, tolerance: number,
 * }} Parts */

export const MIDDLE = 30; // pixels around the middle of the map in which Enter finds a mark
export const ROOMY = 560; // pixels: on a narrower map the list would hide what it lists

/** @param {L.Map} map @param {Store} store @param {Parts} parts */
export function followPointer(map, store, { drawing, spider, panel, box, tolerance }) {
  const container = map.getContainer();

  /** @param {L.Point} pixel of the layer @param {number} [reach] @returns {Hit} */
  const under = (pixel, reach = tolerance) => {
    const leg = spider.at(pixel, reach);
    if (leg === "within") return { spot: null, events: [], inside: true };
    if (leg) return { spot: leg, events: leg.events, inside: true };
    const { spot, marks } = drawing.at(pixel, reach);
    return { spot, events: spot ? spot.events : [...new Set(marks.flatMap(({ events }) => events))], inside: false };
  };

  /** Let the reader choose among several events. @param {Hit} hit @param {number} x pixels from the map's left @param {boolean} byKey */
  const offer = ({ spot, events }, x, byKey) => {
    const few = spot !== null && events.length <= MOST;
    if (few) spider.open(spot, store.get().sel);
    if (!few || byKey || map.getSize().x >= ROOMY) panel.open(events, x, byKey);
  };

  /** @param {Hit} hit @param {number} x @param {boolean} byKey */
  const open = (hit, x, byKey) => {
    spider.close();
    panel.close();
    panel.tip(null, []);
    const { spot, events } = hit;
    if (events.length === 1) store.set({ sel: events[0].id }, { push: true });
    else if (events.length > 1 && (byKey || !spot || !comeNearer(map, spot.marks))) offer(hit, x, byKey);
  };

  map.on("click", (click) => {
    if (box.isDrawing()) return;
    const hit = under(click.layerPoint);
    if (hit.inside && hit.events.length === 1) store.set({ sel: hit.events[0].id }, { push: true });
    else if (hit.inside && hit.events.length > 1) panel.open(hit.events, click.containerPoint.x, false);
    else open(hit, click.containerPoint.x, false);
  });

  /** @param {L.Point | null} at pixel of the container */
  const point = (at) => {
    const events = at && !box.isDrawing() ? under(map.containerPointToLayerPoint(at)).events : [];
    container.classList.toggle("over-mark", events.length > 0);
    panel.tip(at, events);
    const hover = events.length === 1 ? events[0].id : null;
    if (store.get().hover !== hover) store.set({ hover });
  };
  listen(map, { spider, panel, box }, point, (middle, x) => open(under(middle, MIDDLE), x, true));
}

/** Hear the pointer and the keys on the map.
 * @param {L.Map} map @param {Pick<Parts, "spider" | "panel" | "box">} parts
 * @param {(at: L.Point | null) => void} point where the pointer is, in pixels of the container; null: nowhere
 * @param {(middle: L.Point, x: number) => void} enter Enter was pressed: the middle of the map, a pixel of the layer, and its distance from the left */
export function listen(map, { spider, panel, box }, point, enter) {
  const container = map.getContainer();
  // Not the map's own "mousemove": its canvas drops those within 32 ms of another, and with them where the pointer came to rest.
  container.addEventListener("mousemove", (move) => {
    const onControl = move.target instanceof Element && move.target.closest(".leaflet-control, .map-panel");
    point(onControl ? null : map.mouseEventToContainerPoint(move));
  });
  container.addEventListener("mouseleave", () => point(null));

  // The circle in which Enter looks is for who moves the map by keys.
  container.addEventListener("keydown", () => container.classList.add("is-keyed"));
  container.addEventListener("pointerdown", () => container.classList.remove("is-keyed"));
  container.addEventListener("keydown", (press) => {
    if (press.key === "Escape") {
      if (!box.isDrawing() && !spider.isOpen() && !panel.isOpen()) return;
      press.stopPropagation();
      box.draw(false);
      spider.close();
      if (panel.isOpen()) panel.leave();
    } else if (press.key === "Enter" && press.target === container) {
      press.preventDefault();
      const middle = map.getSize().divideBy(2);
      enter(map.containerPointToLayerPoint(middle), middle.x);
    }
  });
  document.addEventListener("keydown", (press) => {
    if (press.key === "Escape" && !press.defaultPrevented) spider.close();
  });
}

/** Zoom in to marks that share a badge, if that parts them; whether it does.
 * @param {L.Map} map @param {readonly Mark[]} marks */
function comeNearer(map, marks) {
  const most = map.getMaxZoom();
  const apart = separatedAt(marks, map.getZoom(), most);
  if (apart === null) return false;
  const bounds = L.latLngBounds(marks.map(({ part }) => latLng(part.at)));
  const whole = map.getBoundsZoom(bounds, false, L.point(120, 120));
  map.setView(bounds.getCenter(), Math.max(apart, Math.min(whole, most)), { animate: !calm() });
  return true;
}
