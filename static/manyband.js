// @ts-check
// Knows how very many events lie in time: the server counts them day by day, and the band draws what it tells.

import { startView } from "./band.js";
import { AXIS, chart, HEAP, LEAST_LANE, laneNames } from "./chart.js";
import { dayInWords, daysOf, isoOf } from "./dates.js";
import { columnsOf, paintAmounts } from "./density.js";
import { element, lettered } from "./dom.js";
import { FAMILIES } from "./families.js";
import { listen } from "./gestures.js";
import { createGrip, USUAL } from "./grip.js";
import { latest, paced } from "./latest.js";
import { complain, settle } from "./notices.js";
import { onThemeChange } from "./palette.js";
import { createPlay, endsOf, patchTo } from "./play.js";
import { asksAnew } from "./question.js";
import { barsOf, scaleOf, wholeView } from "./scale.js";
import { createToolbar } from "./toolbar.js";
import { createWindow } from "./window.js";
import { t, tn } from "./words.js";

/** @import { Lane, Store } from "./types" */
/** @import { Amounts, ManyServer, Whole } from "./manyserver.js" */
/** @import { Laid } from "./chart.js" */
/** @import { Beyond, Days, Scale } from "./scale.js" */

const NARROW = 560; // pixels; below, the band is one row
const ONE_ROW = lettered(64);
const NAMED_LANE = lettered(13); // pixels for each claimant or place
const MOST_LANES = 12;
const DRAG = 5; // pixels: less is a press that trembles
const PAUSE_MS = 80; // hands that still move

const NOBODY = { count: 0, day: null };
const UNTOLD = { first: 0, size: 1, count: 0, heap: [], hull: null, before: NOBODY, after: NOBODY };

/** A lane as it is drawn, and what was counted of it. @typedef {Laid & { amounts: number[][] }} Counted */

/** @param {HTMLElement} band @param {Store} store @param {ManyServer} server @param {Whole} whole
 * @param {(id: string) => string | undefined} titleOf an event */
export function createManyBand(band, store, server, whole, titleOf) {
  const days =
    whole.days && wholeView([whole.days, ...whole.published.map((day) => /** @type {Days} */ ([day, day + 1]))]);
  if (!days || !whole.dense) {
    band.append(element("p", { class: "band-nothing" }, t("No event has a known date.")));
    return Promise.resolve();
  }
  const dense = wholeView([whole.dense]) ?? days;
  return draw(band, store, server, { domain: days, dense, rules: whole.published, families: whole.families, titleOf });
}

/** `dense`: the days of most events; `rules`: those of publication; `families`: those that occur.
 * @typedef {{ domain: Days, dense: Days, rules: readonly number[], families: readonly string[], titleOf: (id: string) => string | undefined }} Time */

/** @param {HTMLElement} band @param {Store} store @param {ManyServer} server @param {Time} time */
function draw(band, store, server, { domain, dense, rules, families, titleOf }) {
  let view = startView(domain, dense, store.get());
  let scale = scaleOf(view, 1);
  let height = USUAL;
  /** @type {Amounts} with the lanes that are to come, so that the band takes its room at once */
  let told = { ...UNTOLD, lanes: families.map((family) => ({ family, amounts: [] })) };
  /** @type {Counted[]} */
  let lanes = [];
  let picture = /** @type {Element | null} */ (null);
  /** Of what stands in the lanes. @type {{ lane: Lane, wide: boolean, width: number } | null} */
  let room = null;

  const plot = element("div", { class: "band-plot is-dense", tabindex: "-1" });
  const names = element("div", { class: "band-names", "aria-hidden": "true" });
  const canvas = element("canvas", { class: "band-canvas", "aria-hidden": "true" });
  plot.append(canvas);
  /** @param {Days} next */
  const show = (next) => {
    view = next;
    redraw();
    soon();
  };
  /** @param {number} day */
  const reveal = (day) => {
    if (day >= view[0] && day <= view[1]) return;
    const half = (view[1] - view[0]) / 2;
    show([day - half, day + half]);
  };
  const stage = {
    view: () => view,
    domain,
    show,
    hull: () => (told.hull ? wholeView([told.hull]) : null),
    beyond: () => beyondIn(told),
  };
  const { made: tools, tell, say } = createToolbar(store, stage, createPlay(store, finderAt(server), titleOf));
  const grip = createGrip((next) => {
    height = next;
    redraw();
  });
  tools.classList.add("is-counted");
  band.append(grip, element("div", { class: "band-stage" }, names, plot), tools);
  const placeWindow = createWindow(plot, store, () => ({ scale, domain, reveal }));

  /** Measured anew only where it may differ: the page would be laid out for each look. */
  const measured = () => {
    const { lane } = store.get();
    if (room?.lane === lane) return room;
    band.dataset.lanes = lane;
    const wide = band.clientWidth >= NARROW;
    band.classList.toggle("is-narrow", !wide);
    room = { lane, wide, width: Math.max(plot.clientWidth, 50) };
    return room;
  };
  const redraw = () => {
    const { lane, wide, width } = measured();
    scale = scaleOf(view, width);
    const all = wide ? height : ONE_ROW;
    lanes = layCounted(told, all - HEAP - AXIS - 2, wide, lane);
    const bottom = all - AXIS;
    names.replaceChildren(...laneNames(lanes.filter(({ name }) => name)));
    refresh();
    // Nothing is drawn before it has been counted, but the map above takes the room that the band leaves it.
    plot.style.minHeight = told.count > 0 ? "" : `${all}px`;
    if (told.count > 0) paint(bottom);
  };
  /** @param {number} bottom of the lanes */
  const paint = (bottom) => {
    const { asof } = store.get();
    const asOf = asof === null ? null : (daysOf(asof)?.[0] ?? null);
    const published = asOf === null ? rules : rules.filter((day) => day <= asOf);
    const next = chart(lanes, scale, bottom, { bars: barsOf(told.heap, told), rules: published, asOf });
    if (picture) picture.replaceWith(next);
    else canvas.after(next);
    picture = next;
    const amounts = lanes.map((lane) => lane.amounts);
    paintAmounts(canvas, lanes, amounts, told, scale, bottom);
  };
  const refresh = () => {
    tell(store.get());
    say(null);
    placeWindow();
  };

  const ask = latest((/** @type {Parameters<ManyServer["days"]>[1]} */ bins, signal) => {
    return server.days(store.get(), bins, signal);
  });
  const load = async () => {
    const { lane } = store.get();
    const free = height - HEAP - AXIS - 2;
    const most = Math.max(3, Math.min(Math.floor(free / (NAMED_LANE + 4)), MOST_LANES));
    const { first, size, count } = columnsOf(scale);
    try {
      const answer = await ask({ first, size, count, lane, ...(lane !== "cat" && { most }) });
      if (!answer) return;
      settle("band");
      told = answer;
      redraw();
    } catch {
      complain("band", t("The time band could not be loaded."), load);
    }
  };
  const soon = paced(load, PAUSE_MS);

  /** @param {EventTarget | null} _ @param {number} x @param {number} y */
  const at = (_, x, y) => {
    const column = columnUnder(told, lanes, scale, x, y);
    return column && { ids: [], words: columnInWords(column) };
  };
  listen(plot, store, { scale: () => scale, show, at, say });
  let pressed = 0; // where
  plot.addEventListener("pointerdown", ({ clientX }) => {
    pressed = clientX;
  });
  plot.addEventListener("click", ({ clientX, clientY }) => {
    if (Math.abs(clientX - pressed) >= DRAG) return; // the end of a drag, which has drawn a window of its own
    const { left, top } = plot.getBoundingClientRect();
    const column = columnUnder(told, lanes, scale, clientX - left, clientY - top);
    if (column) store.set({ from: isoOf(column.days[0]), to: isoOf(column.days[1] - 1) }, { push: true });
  });
  onThemeChange(redraw);
  redraw(); // at once: what stands above the band, the map, takes the room that is left
  let drawn = band.clientWidth;
  new ResizeObserver(() => {
    if (band.clientWidth === drawn || band.clientWidth === 0) return;
    drawn = band.clientWidth;
    room = null;
    redraw();
    soon();
  }).observe(band);
  store.subscribe((state, before) => {
    if (asksAnew(state, before) || state.lane !== before.lane) soon();
    if (state.from !== before.from || state.to !== before.to) refresh();
  });
  return load();
}

/** Finds steps by asking the server. @param {ManyServer} server @returns {import("./play.js").Finder} */
function finderAt(server) {
  return async (mode, step, state) => {
    const [from, now] = endsOf(state);
    if (mode === "event") {
      const { id } = await server.next(state, { step, by: "event", sel: state.sel ?? "" });
      return id === null ? null : { sel: id };
    }
    const least = mode === "grow" && from !== null ? { least: from } : {};
    const { day } = await server.next(state, { step, by: "day", ...(now !== null && { now }), ...least });
    return day === null ? null : patchTo(day, mode, state);
  };
}

/** @param {Amounts} told @returns {Beyond} */
function beyondIn({ before, after }) {
  return {
    before: { count: before.count, day: before.day ?? -Infinity },
    after: { count: after.count, day: after.day ?? Infinity },
  };
}

/** Lanes one above the other; where they have no room, all together in one. @param {Amounts} told @param {number} room pixels
 * @param {boolean} wide @param {Lane} by what the lanes stand for @returns {Counted[]} */
export function layCounted(told, room, wide, by) {
  const gap = lettered(wide ? 4 : 2);
  const single = !wide || told.lanes.length * (LEAST_LANE + gap) > room;
  const given = single ? [{ name: "", amounts: together(told) }] : told.lanes;
  const height = Math.min(Math.max((room - gap * given.length) / given.length, LEAST_LANE), 36);
  return given.map((lane, at) => {
    const family = FAMILIES.find(([name]) => "family" in lane && name === lane.family);
    return {
      name: family ? t(family[1]) : single ? "" : laneName(lane.name ?? null, by),
      family: family?.[0] ?? null,
      own: !family && Boolean(lane.name),
      reaches: [],
      top: HEAP + gap + at * (height + gap),
      height,
      row: 0,
      rows: null,
      amounts: lane.amounts,
    };
  });
}

/** @param {string | null} name null: of events that have none; "": of the rest @param {Lane} by */
function laneName(name, by) {
  if (name === null) return by === "claimant" ? t("publisher itself") : t("no place");
  return name || t("others");
}

/** All lanes in one. @param {Amounts} told @returns {number[][]} */
function together({ lanes, count }) {
  const ways = lanes[0]?.amounts.length ?? 0;
  return Array.from({ length: ways }, (_, way) =>
    Array.from({ length: count }, (_, bin) => lanes.reduce((sum, { amounts }) => sum + amounts[way][bin], 0)),
  );
}

/** How many events lie in the column under a point, and its days; null where none does.
 * @param {Amounts} told @param {readonly Counted[]} lanes @param {Scale} scale @param {number} x @param {number} y pixels */
export function columnUnder(told, lanes, scale, x, y) {
  const lane = lanes.find(({ top, height }) => y >= top && y <= top + height);
  const bin = Math.floor(scale.day(x) / told.size) - told.first;
  const count = lane ? lane.amounts.reduce((sum, way) => sum + (way[bin] ?? 0), 0) : 0;
  if (count === 0) return null;
  const first = (told.first + bin) * told.size;
  return { count, days: /** @type {Days} */ ([first, first + told.size]) };
}

/** @param {{ count: number, days: Days }} column */
function columnInWords({ count, days: [first, until] }) {
  const day = dayInWords(first);
  const when = until - first === 1 ? day : `${day} – ${dayInWords(until - 1)}`;
  return tn("{day}: {n} event", "{day}: {n} events", count, { day: when });
}
