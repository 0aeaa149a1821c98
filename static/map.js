// @ts-check
// Knows how the map is put together, and how it follows the state.

import { basemap } from "./basemap.js";
import { createBox } from "./box.js";
import { corner, createControls } from "./controls.js";
import { createDrawing } from "./drawing.js";
import { createKey } from "./key.js";
import { marksOf, marksOfEvent, plot } from "./marks.js";
import { onThemeChange, palette } from "./palette.js";
import { createPanel } from "./panel.js";
import { followPointer } from "./pointer.js";
import { sift } from "./select.js";
import { createSpider } from "./spider.js";
import { choseAnew, FILTERS } from "./state.js";
import { beyond, boxOf, createFirstView, followView, reveal, showBox, yieldToPage } from "./view.js";

/** @import { EventRecord, Page, Store } from "./types" */

/** Draw `page` on the map that Folium made, and keep it in step with `store`.
 * @param {L.Map} map @param {Page} page @param {Store} store @param {HTMLElement} frame the element around the map
 * @param {boolean} embedded whether the page stands in a frame of another */
export function createMap(map, page, store, frame, embedded) {
  const plotted = plot(page);
  const named = new Map(page.events.map((event) => [event.id, event]));
  const tolerance = matchMedia("(pointer: coarse)").matches ? 12 : 5; // pixels beside a mark that still hit it
  const renderer = L.canvas({ padding: 0.3, tolerance });
  let colours = palette();
  const gather = () => marksOf(sift(page, store.get()).shown, plotted);
  let marks = gather();
  /** @param {string | null} id */
  const eventOf = (id) => (id === null ? undefined : named.get(id));
  const marksFor = (/** @type {EventRecord | undefined} */ event) => marksOfEvent(marks, event, plotted);

  const controls = createControls(map, frame, {
    first: () => backToFirst(),
    all: () => {
      const bounds = boxOf(marks);
      if (bounds) showBox(map, bounds, true);
    },
    draw: () => box.draw(),
    view: () => box.view(),
  });
  const key = createKey(() => colours);
  corner(map, "bottomleft", key.made);
  const backToFirst = followView(
    map,
    store,
    frame,
    createFirstView(map, marks.length > 0 ? marks : marksOf(page.events, plotted)),
    marksFor(eventOf(store.get().sel)),
  );
  if (embedded) yieldToPage(map);

  const names = basemap(
    map,
    frame.dataset,
    () => colours,
    () => drawing.rename(),
  );
  const spider = createSpider(map, renderer, () => colours);
  const drawing = createDrawing(map, renderer, {
    colours: () => colours,
    ground: names,
    marksFor,
    raised: spider.raise,
  });
  const panel = createPanel(map, store);
  const box = createBox(map, store, renderer, () => colours, controls.box);
  followPointer(map, store, { drawing, spider, panel, box, tolerance });

  const look = () => controls.tell(beyond(map, marks));
  drawing.show(marks, eventOf(store.get().sel));
  look();
  map.on("zoomstart viewreset", spider.close);
  map.on("moveend", () => {
    drawing.compose();
    look();
  });
  onThemeChange(() => {
    colours = palette();
    drawing.compose();
    box.redraw();
    key.redraw();
  });
  store.subscribe((state, before) => {
    if (state.hover !== before.hover) drawing.point(eventOf(state.hover));
    if (state.hover !== before.hover || state.sel !== before.sel) spider.mark(state.sel, state.hover);
    if (!choseAnew(state, before)) return;
    if (FILTERS.some((filter) => state[filter] !== before[filter])) {
      spider.close();
      marks = gather();
    }
    drawing.show(marks, eventOf(state.sel));
    look();
    if (state.sel !== before.sel) reveal(map, marksFor(eventOf(state.sel)));
  });
}
