// @ts-check
// Knows how the map of very many events is put together: clusters and single events come in tiles, what is selected by itself.

import { basemap } from "./basemap.js";
import { createBox } from "./box.js";
import { boxInWords, clumpOf } from "./clumps.js";
import { corner, createControls } from "./controls.js";
import { decode } from "./data.js";
import { later } from "./dom.js";
import { createDrawing } from "./drawing.js";
import { onSquare } from "./geometry.js";
import { createKey } from "./key.js";
import { latest, paced } from "./latest.js";
import { latLngBounds } from "./layers.js";
import { followMany } from "./manypointer.js";
import { filtersOf } from "./manyserver.js";
import { marksOf, plot } from "./marks.js";
import { complain, settle } from "./notices.js";
import { onThemeChange, palette } from "./palette.js";
import { createPanel } from "./panel.js";
import { asksAnew } from "./question.js";
import { createSpider } from "./spider.js";
import { createTiling } from "./tiling.js";
import { followView, reveal, showBox, showMost, yieldToPage } from "./view.js";
import { t } from "./words.js";

/** @import { Box, EventRecord, Mark, Store } from "./types" */
/** @import { Heap } from "./clumps.js" */
/** @import { ManyServer, Whole } from "./manyserver.js" */
/** @import { Question } from "./question.js" */

const PAUSE_MS = 60; // a handle that is still being dragged
const PAD = 0.3; // of the view, on each side of it

/** @param {L.Map} map @param {Store} store @param {ManyServer} server @param {Question} question @param {Whole} whole
 * @param {HTMLElement} frame the element around the map @param {boolean} embedded */
export function createManyMap(map, store, server, question, whole, frame, embedded) {
  const tolerance = matchMedia("(pointer: coarse)").matches ? 12 : 5; // pixels beside a mark that still hit it
  const renderer = L.canvas({ padding: PAD, tolerance });
  let colours = palette();
  /** @type {readonly Heap[]} */
  let heaps = [];
  const chosen = createChosen(store, server);
  const all = whole.box ? latLngBounds(whole.box) : null;

  const controls = createControls(map, frame, {
    first: () => backToFirst(),
    all: () => all && showBox(map, all, true),
    draw: () => box.draw(),
    view: () => box.view(),
  });
  const key = createKey(() => colours);
  corner(map, "bottomleft", key.made);
  const showFirst = () => whole.core && showMost(map, all, latLngBounds(whole.core));
  const backToFirst = followView(map, store, frame, showFirst, chosen.marks());
  if (embedded) yieldToPage(map);

  let drawnFirst = (/** @type {unknown} */ _) => {};
  const names = basemap(
    map,
    frame.dataset,
    () => colours,
    () => drawing.rename(),
    new Promise((resolve) => {
      drawnFirst = resolve;
    }),
  );
  const spider = createSpider(map, renderer, () => colours);
  const drawing = createDrawing(map, renderer, {
    colours: () => colours,
    ground: names,
    marksFor: (event) =>
      event && event === chosen.event() ? chosen.marks() : nearest(heaps, question.event(event?.id)),
    raised: spider.raise,
    together: clumpOf,
  });
  const panel = createPanel(map, store);
  const boxed = createBox(map, store, renderer, () => colours, controls.box);
  const box = boxed;
  followMany(map, store, server, { drawing, spider, panel, box, tolerance });

  const draw = () => drawing.show([...heaps, ...chosen.marks()], chosen.event());
  const tiling = createTiling(server.tile);
  const fill = latest((/** @type {Parameters<typeof tiling>[0]} */ view) => tiling(view));
  const load = async () => {
    try {
      const found = await fill({ query: `${filtersOf(store.get())}`, zoom: map.getZoom(), box: squareOf(map) });
      if (!found) return;
      settle("tiles");
      heaps = found;
      frame.dataset.drawn = String(map.getZoom());
      draw();
    } catch {
      complain("tiles", t("The events on the map could not be loaded."), load);
    }
  };
  const count = createBeyond(map, store, server, question, controls.tell);
  const soon = paced(load, PAUSE_MS);

  const point = async () => {
    if (store.get().hover !== null) await question.learn();
    drawing.point(question.event(store.get().hover));
  };

  map.on("zoomstart viewreset", spider.close);
  map.on("moveend", () => {
    drawing.compose();
    soon();
    count();
  });
  onThemeChange(() => {
    colours = palette();
    drawing.compose();
    box.redraw();
    key.redraw();
  });
  chosen.listen(() => {
    draw();
    reveal(map, chosen.marks());
  });
  store.subscribe((state, before) => {
    if (state.hover !== before.hover) point();
    if (state.hover !== before.hover || state.sel !== before.sel) spider.mark(state.sel, state.hover);
    if (asksAnew(state, before)) {
      spider.close();
      soon();
    }
  });
  return load().then(() => {
    drawnFirst(null);
    later(() => question.listen(count)); // not before: what is asked then would come between
  });
}

/** The selected event with all that it is drawn as; asked for when it is selected. @param {Store} store @param {ManyServer} server */
function createChosen(store, server) {
  /** @type {EventRecord | undefined} */
  let event;
  /** @type {readonly Mark[]} */
  let marks = [];
  /** @type {(() => void)[]} */
  const listeners = [];
  const ask = latest(async (/** @type {string} */ sel, signal) => {
    const { selected } = await server.found(store.get(), { sel }, signal);
    return selected < 0 ? null : decode(await server.part([selected], signal));
  });
  const look = async () => {
    const { sel } = store.get();
    const page = sel === null ? null : await ask(sel).catch(() => null);
    if (sel !== store.get().sel) return;
    event = page?.events[0];
    marks = page && event ? marksOf([event], plot(page)) : [];
    for (const listener of listeners) listener();
  };
  store.subscribe((state, before) => {
    if (state.sel !== before.sel) look();
  });
  return {
    event: () => event,
    marks: () => marks,
    /** @param {() => void} listener */
    listen: (listener) => listeners.push(listener),
    look,
  };
}

/** Says how many of the events lie beyond the view. @param {L.Map} map @param {Store} store @param {ManyServer} server
 * @param {Question} question @param {(count: number) => void} tell */
function createBeyond(map, store, server, question, tell) {
  const ask = latest((/** @type {string} */ within, signal) => server.found(store.get(), { within }, signal));
  return async () => {
    const whole = question.found();
    const seen = whole && (await ask(boxInWords(viewOf(map))).catch(() => null));
    if (whole && seen && whole === question.found()) tell(Math.max(whole.placed - seen.taken, 0));
  };
}

/** What the map shows, no more than once around the world. @param {L.Map} map @returns {Box} */
function viewOf(map) {
  const bounds = map.getBounds();
  const within = (/** @type {number} */ lon) => Math.max(-180, Math.min(180, lon));
  return [
    within(bounds.getWest()),
    Math.max(-90, bounds.getSouth()),
    within(bounds.getEast()),
    Math.min(90, bounds.getNorth()),
  ];
}

/** What the map shows and is drawn around it, on the unit square. @param {L.Map} map @returns {[number, number, number, number]} */
function squareOf(map) {
  const size = 256 * 2 ** map.getZoom();
  const { min, max } = map.getPixelBounds();
  if (!min || !max) return [0, 0, 1, 1];
  const [wide, tall] = [PAD * (max.x - min.x), PAD * (max.y - min.y)];
  return [(min.x - wide) / size, (min.y - tall) / size, (max.x + wide) / size, (max.y + tall) / size];
}

/** The heaps that an event stands in, as far as they are in the tiles. @param {readonly Heap[]} heaps @param {EventRecord | undefined} event */
function nearest(heaps, event) {
  return (event?.places ?? []).flatMap(({ lat, lon }) => {
    if (lat === null || lon === null) return [];
    const found = heaps.find(({ cell: [left, top, right, bottom] }) => {
      const [x, y] = onSquare([lon, lat]);
      return x >= left && x < right && y >= top && y < bottom;
    });
    return found ? [found] : [];
  });
}
