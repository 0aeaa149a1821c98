// @ts-check
// Knows how the shown events lie in time, and lets the reader choose a window of it.

import { chart, laneNames, layLanes, tint } from "./chart.js";
import { daysOf } from "./dates.js";
import { button, element } from "./dom.js";
import { firstDays, reachOf, scaleOf, wholeView, zoomed } from "./scale.js";
import { passes } from "./select.js";
import { choseAnew } from "./state.js";
import { createWindow, windowOf } from "./window.js";

/** @import { Page, State, Store } from "./types" */
/** @import { Days, Scale } from "./scale.js" */
/** @import { Reach } from "./timemarks.js" */

const NARROW = 560;

/** @param {HTMLElement} band @param {Page} page @param {Store} store */
export function createBand(band, page, store) {
  const published = new Map(page.briefings.map((briefing) => [briefing.id, daysOf(briefing.published)?.[0] ?? 0]));
  const reaches = page.events.flatMap((event) => {
    const reach = reachOf(event, published.get(event.doc_id) ?? -Infinity);
    return reach ? [{ event, ...reach }] : [];
  });
  const events = new Map(page.events.map((event) => [event.id, event]));
  const rules = [...new Set(published.values())].sort((a, b) => a - b);
  const whole = wholeView([
    ...reaches.map((reach) => reach.days),
    ...rules.map((day) => /** @type {Days} */ ([day, day + 1])),
  ]);
  if (!whole || reaches.length === 0) {
    band.append(element("p", { class: "band-nothing" }, "No event has a known date."));
    return;
  }
  const domain = whole;
  let view = startView(domain, firstDays(reaches.map((reach) => reach.days)) ?? domain, store.get());
  let scale = scaleOf(view, 1);

  const plot = element("div", { class: "band-plot", tabindex: "-1" }); // so that a press gives the band the focus
  const names = element("div", { class: "band-names", "aria-hidden": "true" });
  /** @param {Days} next */
  const show = (next) => {
    view = next;
    redraw();
  };
  band.append(element("div", { class: "band-stage" }, names, plot));
  const tools = toolbar(band, { view: () => view, domain, store, show });
  const placeWindow = createWindow(plot, store, () => ({ scale, domain }));

  const redraw = () => {
    const wide = band.clientWidth >= NARROW;
    band.classList.toggle("is-narrow", !wide);
    scale = scaleOf(view, Math.max(plot.clientWidth, 50));
    const shown = reaches.filter((reach) => passes(reach.event, store.get()));
    plot.querySelector("svg")?.remove();
    const lanes = layLanes(reaches, scale, wide);
    plot.prepend(chart(shown, lanes, scale, rules));
    names.replaceChildren(...(wide ? laneNames(lanes) : []));
    refresh();
  };
  /** What changes while a handle is dragged: much cheaper than drawing everything. */
  const refresh = () => {
    tint(plot, events, store.get());
    tools(reaches.filter((reach) => passes(reach.event, store.get())));
    placeWindow();
  };

  listen(plot, store, { scale: () => scale, show, view: () => view });
  new ResizeObserver(redraw).observe(band);
  store.subscribe((state, before) => {
    const { cat, status, actor, q } = before;
    if (choseAnew(state, { ...state, cat, status, actor, q })) redraw();
    else if (choseAnew(state, before)) refresh();
    if (state.hover !== before.hover) mark(plot, "is-hovered", state.hover);
  });
}

/** The first view: where most events are, and the window of the URL. @param {Days} domain @param {Days} first @param {State} state @returns {Days} */
function startView(domain, first, state) {
  const [from, until] = windowOf(state);
  const view = /** @type {Days} */ ([
    Math.min(first[0], (from ?? first[0]) - 1),
    Math.max(first[1], (until ?? first[1]) + 1),
  ]);
  return [Math.max(view[0], domain[0] - 366), Math.min(view[1], domain[1] + 366)];
}

/** Zoom buttons, and what lies outside the view. @param {HTMLElement} band
 * @param {{ view(): Days, domain: Days, store: Store, show(view: Days): void }} stage */
function toolbar(band, { view, domain, store, show }) {
  const middle = () => {
    const [from, until] = windowOf(store.get());
    return from !== null && until !== null ? (from + until) / 2 : (view()[0] + view()[1]) / 2;
  };
  /** @param {number} days */
  const around = (days) => {
    const from = Math.round(middle() - days / 2);
    show([from, from + days]);
  };
  /** @param {number} factor */
  const zoom = (factor) => show(zoomed(view(), factor, middle()));
  const out = button("−", "band-tool is-small", () => zoom(2));
  out.setAttribute("aria-label", "Show more time");
  const into = button("+", "band-tool is-small", () => zoom(0.5));
  into.setAttribute("aria-label", "Show less time");
  const clear = button("Clear window", "band-tool band-clear", () => store.set({ from: null, to: null }));
  const earlier = button("", "band-tool band-beyond", () => show(domain));
  const later = button("", "band-tool band-beyond", () => show(domain));
  const tools = element(
    "div",
    { class: "band-tools" },
    button("All", "band-tool", () => show(domain)),
    button("Month", "band-tool", () => around(31)),
    button("Week", "band-tool", () => around(7)),
    out,
    into,
    clear,
    earlier,
    later,
  );
  band.append(tools);
  /** @param {readonly Reach[]} shown */
  return (shown) => {
    const { from, to } = store.get();
    clear.hidden = from === null && to === null;
    tell(earlier, shown.filter((reach) => reach.days[1] <= view()[0]).length, "earlier");
    tell(later, shown.filter((reach) => reach.days[0] >= view()[1]).length, "later");
  };
}

/** @param {HTMLButtonElement} made @param {number} count @param {string} side */
function tell(made, count, side) {
  made.hidden = count === 0;
  made.textContent = `${count} ${side}`;
}

/** Clicks, hovering and wheel. The wheel zooms where the band has the focus or Ctrl is held, so that the page can still be scrolled past it.
 * @param {HTMLElement} plot @param {Store} store @param {{ scale(): Scale, view(): Days, show(view: Days): void }} stage */
function listen(plot, store, { scale, view, show }) {
  /** @param {Event} event */
  const idAt = (event) => {
    const found = event.target instanceof Element ? event.target.closest(".band-mark") : null;
    return found?.getAttribute("data-id") ?? null;
  };
  plot.addEventListener("click", (click) => {
    const id = idAt(click);
    if (id) store.set({ sel: id }, { push: true });
  });
  plot.addEventListener("pointerover", (over) => {
    const hover = idAt(over);
    if (hover !== store.get().hover) store.set({ hover });
  });
  plot.addEventListener("pointerleave", () => {
    if (store.get().hover) store.set({ hover: null });
  });
  plot.addEventListener(
    "wheel",
    (wheel) => {
      const sideways = Math.abs(wheel.deltaX) > Math.abs(wheel.deltaY);
      if (!sideways && !wheel.ctrlKey && !plot.parentElement?.parentElement?.contains(document.activeElement)) return;
      wheel.preventDefault();
      const day = scale().day(wheel.clientX - plot.getBoundingClientRect().left);
      if (sideways) {
        const shift = Math.round(wheel.deltaX / scale().perDay) || Math.sign(wheel.deltaX);
        show([view()[0] + shift, view()[1] + shift]);
      } else show(zoomed(view(), wheel.deltaY > 0 ? 1.25 : 0.8, day));
    },
    { passive: false },
  );
}

/** @param {HTMLElement} plot @param {string} name @param {string | null} id */
function mark(plot, name, id) {
  for (const made of plot.querySelectorAll(".band-mark"))
    made.classList.toggle(name, made.getAttribute("data-id") === id);
}
