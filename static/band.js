// @ts-check
// Knows how the shown events lie in time, and puts together what lets the reader choose a window of it.

import { AXIS, chart, HEAP, LEAST_LANE, laneNames, layLanes, pointOut, tint } from "./chart.js";
import { dayInWords, daysOf } from "./dates.js";
import { columnAt, paintLanes } from "./density.js";
import { button, element, lettered } from "./dom.js";
import { listen } from "./gestures.js";
import { createGrip, USUAL } from "./grip.js";
import { lanesOf } from "./lanes.js";
import { onThemeChange } from "./palette.js";
import { createPlay, finderIn } from "./play.js";
import { beyondOf, firstDays, heap, reachOf, scaleOf, wholeView } from "./scale.js";
import { sift } from "./select.js";
import { FILTERS } from "./state.js";
import { inWords } from "./timemarks.js";
import { createToolbar } from "./toolbar.js";
import { createWindow, windowOf } from "./window.js";
import { t, tn } from "./words.js";

/** @import { EventRecord, Page, State, Store } from "./types" */
/** @import { Laid } from "./chart.js" */
/** @import { Days, Reach } from "./scale.js" */

const NARROW = 560; // pixels; below, the band is one row until it is opened
const ONE_ROW = lettered(64);
const OPENED = lettered(260);
const NAMED_LANE = lettered(13); // pixels for each claimant or place, so that their marks have some rows
const MOST_LANES = 12; // of claimants or places: more are not told apart

/** @param {HTMLElement} band @param {Page} page @param {Store} store */
export function createBand(band, page, store) {
  const known = new Map(page.events.map((event) => [event, reachOf(event)]));
  const reaches = [...known.values()].filter((reach) => reach !== null);
  const days = new Set(page.briefings.map(({ published }) => published));
  const rules = [...days].flatMap((iso) => daysOf(iso)?.[0] ?? []).sort((a, b) => a - b);
  const domain = wholeView([
    ...reaches.map((reach) => reach.days),
    ...rules.map((day) => /** @type {Days} */ ([day, day + 1])),
  ]);
  if (!domain || reaches.length === 0) {
    band.append(element("p", { class: "band-nothing" }, t("No event has a known date.")));
    return;
  }
  draw(band, page, store, { known: /** @type {Map<EventRecord, Reach>} */ (known), reaches, rules, domain });
}

/** @typedef {{ known: ReadonlyMap<EventRecord, Reach>, reaches: readonly Reach[], rules: readonly number[], domain: Days }} Time */

/** @param {HTMLElement} band @param {Page} page @param {Store} store @param {Time} time */
function draw(band, page, store, { known, reaches, rules, domain }) {
  const events = new Map(page.events.map((event) => [event.id, event]));
  let view = startView(domain, firstDays(reaches.map((reach) => reach.days)) ?? domain, store.get());
  let scale = scaleOf(view, 1);
  let height = USUAL;
  let dense = false;
  /** @type {Laid[]} */
  let lanes = [];
  let picture = /** @type {Element | null} */ (null);

  const plot = element("div", { class: "band-plot", tabindex: "-1" }); // so that a press gives the band the focus
  const names = element("div", { class: "band-names", "aria-hidden": "true" });
  const canvas = element("canvas", { class: "band-canvas", "aria-hidden": "true" });
  plot.append(canvas);
  /** @param {readonly EventRecord[]} given */
  const placed = (given) => given.flatMap((event) => known.get(event) ?? []);
  /** @param {Days} next */
  const show = (next) => {
    view = next;
    redraw();
  };
  /** Bring days into view if they lie beyond it. @param {number} from @param {number} [until] */
  const reveal = (from, until = from) => {
    const [first, last] = view;
    if (until >= first && from <= last) return;
    const start = (from + until) / 2 - (last - first) / 2;
    show([start, start + last - first]);
  };
  const play = createPlay(store, finderIn(page, known), (id) => events.get(id)?.title);
  const inside = () => placed(sift(page, store.get()).shown);
  const stage = {
    view: () => view,
    domain,
    show,
    hull: () => wholeView(inside().map((reach) => reach.days)),
    beyond: () => beyondOf(inside(), view),
  };
  const { made: tools, tell, say } = createToolbar(store, stage, play);
  const opener = createOpener(band, () => redraw());
  const grip = createGrip((next) => {
    height = next;
    redraw();
  });
  band.append(grip, element("div", { class: "band-stage" }, names, plot, opener), tools);
  const placeWindow = createWindow(plot, store, () => ({ scale, domain, reveal }));

  const redraw = () => {
    band.dataset.lanes = store.get().lane; // before anything is measured, or the page is laid out once more
    const wide = band.clientWidth >= NARROW;
    const whole = wide || band.classList.contains("is-open");
    band.classList.toggle("is-narrow", !wide);
    const state = store.get();
    const shown = placed(sift(page, state).matching);
    const all = wide ? height : whole ? OPENED : ONE_ROW;
    const space = { room: all - HEAP - AXIS - 2, gap: lettered(wide ? 4 : whole ? 15 : 2) };
    scale = scaleOf(view, Math.max(plot.clientWidth, 50));
    const most = Math.floor(space.room / (LEAST_LANE + space.gap));
    const named = Math.min(Math.floor(space.room / (NAMED_LANE + space.gap)), MOST_LANES);
    const told = whole && (state.lane === "cat" || named > 2) ? lanesOf(reaches, shown, state.lane, named) : [];
    const single = told.length === 0 || told.length > most; // too little room for lanes
    const given = single ? [{ name: "", family: null, own: false, reaches: shown }] : told;
    lanes = layLanes(given, { ...space, scale });
    dense = lanes.some((lane) => lane.rows === null);
    const bottom = all - AXIS; // whatever is shown: the map above would change its size with every filter
    const asOf = state.asof === null ? null : (daysOf(state.asof)?.[0] ?? null);
    const published = asOf === null ? rules : rules.filter((day) => day <= asOf);
    const bars = heap(
      shown.map((reach) => reach.days),
      scale,
    );
    const next = chart(lanes, scale, bottom, { bars, rules: published, asOf });
    if (picture) picture.replaceWith(next);
    else canvas.after(next);
    picture = next;
    plot.classList.toggle("is-dense", dense);
    canvas.hidden = !dense;
    if (dense) paintLanes(canvas, lanes, scale, bottom);
    names.replaceChildren(...(single ? [] : laneNames(lanes)));
    refresh();
  };
  /** What changes while a handle is dragged: much cheaper than drawing everything. */
  const refresh = () => {
    const state = store.get();
    if (picture && dense) pointOut(picture, lanes, scale, state);
    if (picture) tint(picture, events, state);
    tell(state);
    say(null);
    placeWindow();
  };

  /** @param {EventTarget | null} target @param {number} x @param {number} y */
  const at = (target, x, y) => {
    const mark = target instanceof Element && !dense ? target.closest(".band-mark") : null;
    const event = events.get(mark?.getAttribute("data-id") ?? "");
    if (event) return { ids: [event.id], words: inWords(event) };
    const column = dense ? columnAt(lanes, scale, x, y) : null;
    return column && { ids: column.reaches.map((reach) => reach.event.id), words: columnInWords(column) };
  };
  listen(plot, store, { scale: () => scale, show, at, say });
  onThemeChange(() => dense && redraw());
  redraw(); // at once: what stands above the band, the map, takes the room that is left
  let drawn = band.clientWidth;
  new ResizeObserver(() => {
    if (band.clientWidth === drawn || band.clientWidth === 0) return; // on paper it is not there
    drawn = band.clientWidth;
    redraw();
  }).observe(band);
  store.subscribe((state, before) => {
    if (state.lane !== before.lane || FILTERS.some((key) => !isOfWindow(key) && state[key] !== before[key])) redraw();
    else if (state.sel !== before.sel || state.from !== before.from || state.to !== before.to) refresh();
    else if (state.hover !== before.hover && picture) {
      if (dense) pointOut(picture, lanes, scale, state);
      tint(picture, events, state);
    }
    const chosen =
      state.sel !== before.sel ? known.get(/** @type {EventRecord} */ (events.get(state.sel ?? ""))) : null;
    if (chosen) reveal(...chosen.days);
  });
}

/** @param {keyof State} key */
const isOfWindow = (key) => key === "from" || key === "to";

/** The first view: where most events are, and the window of the URL. @param {Days} domain @param {Days} first @param {State} state @returns {Days} */
export function startView(domain, first, state) {
  const [from, until] = windowOf(state);
  const view = /** @type {Days} */ ([
    Math.min(first[0], (from ?? first[0]) - 1),
    Math.max(first[1], (until ?? first[1]) + 1),
  ]);
  return [Math.max(view[0], domain[0] - 366), Math.min(view[1], domain[1] + 366)];
}

/** Opens the whole band where it is one row. @param {HTMLElement} band @param {() => void} redraw */
function createOpener(band, redraw) {
  const opener = button("", "band-tool band-open", () => {
    const open = band.classList.toggle("is-open");
    opener.setAttribute("aria-expanded", String(open));
    redraw();
  });
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-label", t("Whole time band"));
  return opener;
}

/** What stands in one column of a crowded lane. @param {{ reaches: readonly Reach[], days: Days }} column */
function columnInWords({ reaches, days: [first, until] }) {
  if (reaches.length === 1) return inWords(reaches[0].event);
  const day = dayInWords(first);
  const when = until - first === 1 ? day : `${day} – ${dayInWords(until - 1)}`;
  return tn("{day}: {n} event", "{day}: {n} events", reaches.length, { day: when });
}
