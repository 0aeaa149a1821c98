// @ts-check
// Knows the box on the map that events are filtered by: how it is drawn with a pointer, and how it looks.

import { element } from "./dom.js";
import { latLngBounds } from "./layers.js";
import { t } from "./words.js";

/** @import { Box, Store } from "./types" */
/** @import { Palette } from "./palette.js" */

const LEAST = 8; // pixels: a smaller box was a press, not a drag

/** @param {L.LatLngBounds} bounds @returns {Box} in three decimals, as the URL has it; from -180 to 180 where it goes around */
export function boxOfBounds(bounds) {
  const [south, north] = [bounds.getSouth(), bounds.getNorth()].map((lat) => Math.max(-90, Math.min(90, round(lat))));
  if (bounds.getEast() - bounds.getWest() >= 360) return [-180, south, 180, north];
  return [turned(bounds.getWest()), south, turned(bounds.getEast()), north];
}

/** @param {number} degrees */
function round(degrees) {
  return Math.round(degrees * 1000) / 1000;
}

/** Between -180 and 180. @param {number} lon */
function turned(lon) {
  return round(((((lon + 180) % 360) + 360) % 360) - 180);
}

/** The one or, across the antimeridian, two boxes to draw. @param {Box} box @returns {Box[]} */
export function halves([west, south, east, north]) {
  if (west <= east) return [[west, south, east, north]];
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ];
}

/** Draw the box of the state, and let the reader draw another. @param {L.Map} map @param {Store} store @param {L.Canvas} renderer
 * @param {() => Palette} colours @param {(drawing: boolean, boxed: boolean) => void} tell whether a box is being drawn, and whether one filters */
export function createBox(map, store, renderer, colours, tell) {
  const container = map.getContainer();
  const edges = L.layerGroup().addTo(map);
  const hint = element("p", { class: "map-hint", role: "status" });
  container.append(hint);
  let drawing = false;
  let draggable = true;
  /** @type {L.Point | null} */
  let start = null;

  /** @param {readonly Box[]} boxes */
  const show = (boxes) => {
    edges.clearLayers();
    const style = { renderer, interactive: false, fill: false };
    for (const box of boxes) {
      edges.addLayer(L.rectangle(latLngBounds(box), { ...style, color: colours().paper, weight: 5, opacity: 0.8 }));
      edges.addLayer(L.rectangle(latLngBounds(box), { ...style, color: colours().ink, weight: 2, dashArray: [7, 5] }));
    }
  };
  const redraw = () => {
    const { bbox } = store.get();
    show(bbox ? halves(bbox) : []);
  };
  /** @param {boolean} now */
  const become = (now) => {
    drawing = now;
    start = null;
    container.classList.toggle("is-drawing", now);
    hint.textContent = now ? t("Drag over the part of the map that you want. Escape ends it.") : "";
    if (now) draggable = map.dragging.enabled();
    map.dragging[now || !draggable ? "disable" : "enable"]();
    tell(now, store.get().bbox !== null);
  };
  /** @param {PointerEvent} event */
  const bounds = (event) => {
    const end = map.mouseEventToContainerPoint(event);
    return start && start.distanceTo(end) >= LEAST
      ? L.latLngBounds(map.containerPointToLatLng(start), map.containerPointToLatLng(end))
      : null;
  };
  container.addEventListener("pointerdown", (event) => {
    if (!drawing || (event.target instanceof Element && event.target.closest(".leaflet-control, .map-panel"))) return;
    start = map.mouseEventToContainerPoint(event);
    container.setPointerCapture(event.pointerId);
  });
  container.addEventListener("pointermove", (event) => {
    const drawn = drawing && bounds(event);
    if (drawn) show([[drawn.getWest(), drawn.getSouth(), drawn.getEast(), drawn.getNorth()]]);
  });
  container.addEventListener("pointerup", (event) => {
    const drawn = drawing && bounds(event);
    start = null;
    if (!drawn) return;
    // The click that follows is the end of the drag, and chooses nothing.
    setTimeout(() => become(false));
    store.set({ bbox: boxOfBounds(drawn) }, { push: true });
  });
  container.addEventListener("pointercancel", redraw);
  store.subscribe((state, before) => {
    if (state.bbox === before.bbox) return;
    redraw();
    tell(drawing, state.bbox !== null);
  });
  redraw();
  tell(false, store.get().bbox !== null);

  return {
    redraw,
    isDrawing: () => drawing,
    /** Begin to draw, or end it without a box. @param {boolean} [now] */
    draw(now = !drawing) {
      if (now !== drawing) become(now);
      redraw();
    },
    /** Take what the map shows as the box; where there is one, take it away. */
    view() {
      store.set({ bbox: store.get().bbox ? null : boxOfBounds(map.getBounds()) }, { push: true });
    },
  };
}
