// @ts-check
// Knows how the shown events lie in time, and lets the reader choose a window of it.

import { dayInWords, daysOf } from "./dates.js";
import { button, element, svg } from "./dom.js";
import { FAMILIES, familyOf } from "./families.js";
import { firstDays, heap, pack, reachOf, scaleOf, ticks, wholeView, zoomed } from "./scale.js";
import { inWindow, passes } from "./select.js";
import { choseAnew } from "./state.js";
import { definitions, extentOf, timeMark } from "./timemarks.js";
import { createWindow, windowOf } from "./window.js";

/** @import { Family, Page, State, Store } from "./types" */
/** @import { Days, Scale } from "./scale.js" */
/** @import { Reach } from "./timemarks.js" */

const HEAP = 22;
const AXIS = 18;
const NARROW = 560;
const TALLEST = 150; // pixels for all lanes together

/** @param {HTMLElement} band @param {Page} page @param {Store} store */
export function createBand(band, page, store) {
  const published = new Map(page.briefings.map((briefing) => [briefing.id, daysOf(briefing.published)?.[0] ?? 0]));
  const reaches = page.events.flatMap((event) => {
    const reach = reachOf(event, published.get(event.doc_id) ?? -Infinity);
    return reach ? [{ event, ...reach }] : [];
  });
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
    plot.prepend(chart(shown, lanes, scale, rules, store.get()));
    names.replaceChildren(...(wide ? laneNames(lanes) : []));
    tools(shown);
    placeWindow();
  };

  listen(plot, store, { scale: () => scale, show, view: () => view });
  new ResizeObserver(redraw).observe(band);
  store.subscribe((state, before) => {
    if (choseAnew(state, before)) redraw();
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

/** @typedef {{ family: Family | null, name: string, top: number, height: number, row: number, rows: Map<string, number> }} Lane */

/** A lane for each family that the page has, rows packed; one for all where narrow. Filters leave lanes and rows where they are.
 * @param {readonly Reach[]} all @param {Scale} scale @param {boolean} wide @returns {Lane[]} */
function layLanes(all, scale, wide) {
  const present = new Set(all.map((reach) => familyOf(reach.event)));
  /** @type {[Family | null, string][]} */
  const kinds = wide
    ? FAMILIES.filter(([family]) => present.has(family)).map(([family, name]) => [family, name])
    : [[null, ""]];
  const packed = kinds.map(([family, name]) => {
    const inside = all.filter((reach) => family === null || familyOf(reach.event) === family);
    const { rows, count } = pack(inside.map((reach) => extentOf(reach, scale)));
    return {
      family,
      name,
      count: Math.max(count, 1),
      rows: new Map(inside.map((reach, at) => [reach.event.id, rows[at]])),
    };
  });
  const total = packed.reduce((sum, lane) => sum + lane.count, 0);
  const room = wide ? TALLEST - 6 * packed.length : 16;
  const row = Math.min(12, Math.max(room / total, 2));
  let top = HEAP + 4;
  return packed.map(({ count, ...lane }) => {
    const height = wide ? Math.max(count * row, 14) : room;
    const laid = { ...lane, top, height, row };
    top += height + 6;
    return laid;
  });
}

/** @param {readonly Lane[]} lanes */
function laneNames(lanes) {
  return lanes.map((lane) => {
    const name = element("span", { class: "band-name", "data-family": lane.family ?? "other" }, lane.name);
    name.style.top = `${lane.top}px`;
    name.style.height = `${lane.height}px`;
    return name;
  });
}

/** @param {readonly Reach[]} shown @param {readonly Lane[]} lanes @param {Scale} scale @param {readonly number[]} rules @param {State} state */
function chart(shown, lanes, scale, rules, state) {
  const last = lanes[lanes.length - 1];
  const bottom = last.top + last.height + 4;
  const height = bottom + AXIS;
  const made = svg("svg", { class: "band-chart", width: scale.width, height, "aria-hidden": "true" }, definitions());
  made.append(...backdrop(scale, lanes, rules, bottom), ...heapBars(shown, scale));
  for (const lane of lanes) {
    for (const reach of shown) {
      const row = lane.rows.get(reach.event.id);
      if (row === undefined || !visible(reach, scale)) continue;
      const made_ = timeMark(reach, scale, lane.top + row * lane.row, Math.max(lane.row - 2, 2));
      made_.classList.toggle("is-outside", !inWindow(reach.event, state));
      made_.classList.toggle("is-selected", reach.event.id === state.sel);
      made.append(made_);
    }
  }
  const selected = made.querySelector(".is-selected");
  if (selected) made.append(selected); // above the others
  return made;
}

/** @param {Reach} reach @param {Scale} scale */
function visible(reach, scale) {
  const [left, right] = extentOf(reach, scale);
  return right > 0 && left < scale.width;
}

/** Lines of lanes and ticks, the days after the last publication, and the days of publication.
 * @param {Scale} scale @param {readonly Lane[]} lanes @param {readonly number[]} rules @param {number} bottom */
function backdrop(scale, lanes, rules, bottom) {
  const parts = [];
  const future = scale.x(rules[rules.length - 1] + 1);
  if (future < scale.width) {
    parts.push(
      svg("rect", {
        class: "band-future",
        x: Math.max(future, 0),
        y: HEAP,
        width: scale.width - Math.max(future, 0),
        height: bottom - HEAP,
      }),
    );
  }
  for (const lane of lanes)
    parts.push(
      svg("line", {
        class: "band-lane",
        x1: 0,
        x2: scale.width,
        y1: lane.top + lane.height + 3,
        y2: lane.top + lane.height + 3,
      }),
    );
  for (const tick of ticks(scale)) {
    const x = scale.x(tick.day);
    parts.push(
      svg("line", { class: tick.major ? "band-tick is-major" : "band-tick", x1: x, x2: x, y1: HEAP, y2: bottom + 4 }),
    );
    if (x < scale.width - 30)
      parts.push(svg("text", { class: "band-tick-words", x: x + 3, y: bottom + 15 }, tick.words));
  }
  for (const day of rules) {
    const x = scale.x(day + 1);
    const words = svg("title", {}, `Published ${dayInWords(day)}`);
    parts.push(svg("line", { class: "band-rule", x1: x, x2: x, y1: 0, y2: bottom }, words));
    if (rules.length === 1 && x > 70)
      parts.push(svg("text", { class: "band-rule-words", x: x - 4, y: 10 }, "published"));
  }
  return parts;
}

/** @param {readonly Reach[]} shown @param {Scale} scale */
function heapBars(shown, scale) {
  return heap(
    shown.map((reach) => reach.days),
    scale,
  )
    .filter((bin) => bin.height > 0)
    .map(({ days, height }) => {
      const [left, right] = [scale.x(days[0]), scale.x(days[1])];
      const tall = Math.max(2, height * (HEAP - 4));
      return svg("rect", {
        class: "band-heap",
        x: left + 0.5,
        y: HEAP - tall,
        width: Math.max(right - left - 1, 1),
        height: tall,
      });
    });
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
