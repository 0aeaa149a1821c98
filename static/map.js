// @ts-check
// Knows how the shown events look on the map, and which of them lie under the pointer.

import { basemap } from "./basemap.js";
import { cluster } from "./cluster.js";
import { FAMILIES, familyOf, soleFamily, statusOf } from "./families.js";
import { badgeLayer, glyphLayer, shapeLayers } from "./layers.js";
import { geometriesOf, marksOf, ORDER } from "./marks.js";
import { onThemeChange, palette } from "./palette.js";
import { createPanel } from "./panel.js";
import { sift } from "./select.js";
import { choseAnew } from "./state.js";
import { beyond, boxOf, followView, reveal, showBox, yieldToPage } from "./view.js";

/** @import { EventRecord, Mark, Page, Store } from "./types" */
/** @import { Palette } from "./palette.js" */

/** Something drawn, and the events it stands for. @typedef {{ layers: L.Path[], marks: Mark[], events: EventRecord[], spot: boolean }} Item */

const REACH = 24; // pixels within which points share a badge: just over the width of one

/** Draw `page` on the map that Folium made, and keep it in step with `store`.
 * @param {L.Map} map @param {Page} page @param {Store} store @param {HTMLElement} frame the element around the map
 * @param {boolean} embedded whether the page stands in a frame of another */
export function createMap(map, page, store, frame, embedded) {
  const geometries = geometriesOf(page);
  const coarse = matchMedia("(pointer: coarse)").matches;
  const renderer = L.canvas({ padding: 0.3, tolerance: coarse ? 12 : 5 });
  const drawn = L.layerGroup().addTo(map);
  const panel = createPanel(map, store);
  const hovering = createOutline(map, renderer, () => colours);
  let colours = palette();
  /** @type {Mark[]} */
  let marks = [];
  /** @type {Item[]} */
  let items = [];

  const gather = () => {
    marks = marksOf(sift(page.events, store.get()).shown, geometries);
  };
  const redraw = () => {
    drawn.clearLayers();
    items = itemsOf(map, marks, store.get().sel, colours, renderer);
    for (const item of items) for (const layer of item.layers) drawn.addLayer(layer);
    fit.tell(beyond(map, marks));
  };
  const fit = furnish(map, frame, () => boxOf(marks));
  gather();
  followView(map, store, frame, marks, marksOfEvent(marks, store.get().sel));
  if (embedded) yieldToPage(map);
  basemap(map, frame.dataset.basemap, () => colours);
  redraw();

  map.on("zoomend", redraw);
  map.on("moveend", () => fit.tell(beyond(map, marks)));
  map.on("click", (click) => choose(eventsAt(items, click.layerPoint), store, panel));
  // Not the map's own "mousemove": its canvas drops those within 32 ms of another, and with them where the pointer came to rest.
  map.getContainer().addEventListener("mousemove", (move) => {
    const onControl = move.target instanceof Element && move.target.closest(".leaflet-control, .map-panel");
    const under = onControl ? [] : eventsAt(items, map.mouseEventToLayerPoint(move));
    map.getContainer().classList.toggle("over-mark", under.length > 0);
    panel.tip(map.mouseEventToContainerPoint(move), under);
    const hover = under.length === 1 ? under[0].id : null;
    if (store.get().hover !== hover) store.set({ hover });
  });
  map.getContainer().addEventListener("mouseleave", () => {
    panel.tip(null, []);
    if (store.get().hover) store.set({ hover: null });
  });
  onThemeChange(() => {
    colours = palette();
    redraw();
  });
  store.subscribe((state, before) => {
    if (state.hover !== before.hover) hovering(marksOfEvent(marks, state.hover));
    if (!choseAnew(state, before)) return;
    gather();
    redraw();
    if (state.sel !== before.sel) reveal(map, marksOfEvent(marks, state.sel));
  });
}

/** @param {readonly Mark[]} marks @param {string | null} id */
function marksOfEvent(marks, id) {
  return marks.filter((mark) => mark.events.some((event) => event.id === id));
}

/** A ring around the marks of the event under the pointer. @param {L.Map} map @param {L.Canvas} renderer @param {() => Palette} colours */
function createOutline(map, renderer, colours) {
  const rings = L.layerGroup().addTo(map);
  return (/** @type {readonly Mark[]} */ marks) => {
    rings.clearLayers();
    for (const mark of marks) {
      const options = { renderer, interactive: false, radius: 17, color: colours().ink, weight: 1.5, fill: false };
      rings.addLayer(L.circleMarker([mark.at[1], mark.at[0]], options));
    }
  };
}

/** One event: select it. Several: let the reader choose. @param {EventRecord[]} events @param {Store} store
 * @param {ReturnType<typeof createPanel>} panel */
function choose(events, store, panel) {
  if (events.length > 1) panel.open(events);
  else {
    panel.close();
    if (events.length === 1) store.set({ sel: events[0].id }, { push: true });
  }
}

/** The events drawn at a pixel: those of the topmost point or badge, else those of every shape there, smallest first.
 * @param {readonly Item[]} items @param {L.Point} pixel @returns {EventRecord[]} */
function eventsAt(items, pixel) {
  const hits = items.filter((item) => item.layers.some((layer) => layer._containsPoint(pixel))).reverse();
  const spot = hits.find((item) => item.spot);
  return [...new Set((spot ? [spot] : hits).flatMap((item) => item.events))];
}

/** Everything to draw, beneath to above. @param {L.Map} map @param {readonly Mark[]} marks @param {string | null} sel
 * @param {Palette} colours @param {L.Canvas} renderer @returns {Item[]} */
function itemsOf(map, marks, sel, colours, renderer) {
  /** @param {readonly EventRecord[]} events */
  const look = (events) => {
    const selected = events.find((event) => event.id === sel);
    const told = selected ? [selected] : events;
    const family = soleFamily(told);
    const { paper, ink, select, font } = colours;
    return {
      colour: family ? colours.families[family] : ink,
      paper,
      ink,
      select,
      font,
      status: statusOf(told),
      selected: !!selected,
    };
  };
  const shapes = marks
    .filter((mark) => !isSpot(mark))
    .map((mark) => ({
      layers: shapeLayers(mark, look(mark.events), renderer),
      marks: [mark],
      events: mark.events,
      spot: false,
      raised: mark.events.some((event) => event.id === sel),
    }));
  shapes.sort((a, b) => Number(a.raised) - Number(b.raised));
  const spots = groups(map, marks).map((group) => {
    const events = [...new Set(group.flatMap((mark) => mark.events))].sort(byFamily);
    const lone = events.length === 1 && isSpot(group[0]);
    const layer = lone
      ? glyphLayer(group[0], look(events), renderer)
      : badgeLayer(
          group[0].at,
          events.map((event) => colours.families[familyOf(event)]),
          look(events),
          renderer,
        );
    return { layers: [layer], marks: group, events, spot: true };
  });
  return [...shapes, ...spots];
}

/** @param {Mark} mark */
function isSpot(mark) {
  return mark.form === "point" || mark.form === "facility";
}

/** Points, and shapes that several events share (their number has to stand somewhere), grouped where they would overlap.
 * @param {L.Map} map @param {readonly Mark[]} marks */
function groups(map, marks) {
  const nodes = marks
    .filter((mark) => isSpot(mark) || (mark.form !== "arrow" && mark.events.length > 1))
    .map((mark) => {
      const { x, y } = map.project([mark.at[1], mark.at[0]]);
      return { x, y, weight: mark.events.length + ORDER.indexOf(mark.form) / 100, item: mark };
    });
  return cluster(nodes, REACH)
    .map((group) => group.map((node) => node.item))
    .reverse();
}

/** @param {EventRecord} a @param {EventRecord} b */
function byFamily(a, b) {
  const order = FAMILIES.map(([family]) => family);
  return order.indexOf(familyOf(a)) - order.indexOf(familyOf(b));
}

/** The controls: zoom, "all events", scale, sources. @param {L.Map} map @param {HTMLElement} frame @param {() => L.LatLngBounds} box */
function furnish(map, frame, box) {
  map.attributionControl?.remove();
  L.control.zoom({ position: "topright" }).addTo(map);
  L.control.scale({ position: "bottomleft", imperial: false }).addTo(map);
  const all = Object.assign(document.createElement("button"), { type: "button", className: "map-all" });
  all.addEventListener("click", () => {
    const bounds = box();
    if (bounds.isValid()) showBox(map, bounds, true);
  });
  corner(map, "topright", all);
  if (frame.dataset.attribution) {
    const sources = Object.assign(document.createElement("p"), { className: "map-sources" });
    sources.textContent = frame.dataset.attribution;
    corner(map, "bottomright", sources);
  }
  return {
    /** @param {number} count events out of view */
    tell(count) {
      const narrow = map.getSize().x < 480;
      const long = count === 0 ? "All events" : `All events (${count} beyond this view)`;
      const words = narrow && count > 0 ? `All (+${count})` : long;
      if (all.textContent === words) return;
      all.textContent = words;
      all.title = words === long ? "" : long;
    },
  };
}

/** Put an element into a corner of the map. @param {L.Map} map @param {L.ControlPosition} position @param {HTMLElement} made */
function corner(map, position, made) {
  const control = new L.Control({ position });
  control.onAdd = () => {
    made.classList.add("leaflet-control");
    L.DomEvent.disableClickPropagation(made);
    return made;
  };
  control.addTo(map);
}
