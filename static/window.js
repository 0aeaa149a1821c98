// @ts-check
// Knows the band's window: two handles, the body between them, and drawing a new one.

import { addMonths, dayInWords, daysOf, isoOf } from "./dates.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @import { State, Store } from "./types" */
/** @import { Days, Scale } from "./scale.js" */

const TOUCH = 44; // pixels: what a finger can hit

/** The window of a state as half-open days, null where an end is open. @param {Pick<State, "from" | "to">} state
 * @returns {[number | null, number | null]} */
export function windowOf(state) {
  return [
    state.from === null ? null : (daysOf(state.from)?.[0] ?? null),
    state.to === null ? null : (daysOf(state.to)?.[1] ?? null),
  ];
}

/** The state's patch for half-open days; an end at or beyond that of `domain` is no restriction, and at least a day is left.
 * @param {number | null} from @param {number | null} until @param {Days} domain @returns {Pick<State, "from" | "to">} */
export function patchOf(from, until, domain) {
  const start = from === null || from <= domain[0] ? null : Math.min(from, (until ?? domain[1]) - 1);
  const end = until === null || until >= domain[1] ? null : Math.max(until, (start ?? domain[0]) + 1);
  return { from: start === null ? null : isoOf(start), to: end === null ? null : isoOf(end - 1) };
}

/** Where a key moves a handle that stands at `day`; null for keys that mean nothing here.
 * @param {string} key @param {boolean} shift @param {number} day @param {Days} domain */
export function stepped(key, shift, day, domain) {
  const stride = shift ? 7 : 1;
  /** @type {Record<string, () => number>} */
  const moves = {
    ArrowLeft: () => day - stride,
    ArrowDown: () => day - stride,
    ArrowRight: () => day + stride,
    ArrowUp: () => day + stride,
    PageDown: () => addMonths(day, -1),
    PageUp: () => addMonths(day, 1),
    Home: () => domain[0],
    End: () => domain[1],
  };
  return Object.hasOwn(moves, key) ? Math.min(Math.max(moves[key](), domain[0]), domain[1]) : null;
}

/** What the band now shows; `reveal` moves it so that a day is in view. @typedef {{ scale: Scale, domain: Days, reveal(day: number): void }} Stage */

/** Put the window into `plot`. @param {HTMLElement} plot @param {Store} store @param {() => Stage} stage */
export function createWindow(plot, store, stage) {
  const body = element("div", { class: "band-window", hidden: "" });
  const handles = /** @type {const} */ (["from", "to"]).map((end) => handle(end, store, stage));
  plot.append(body, ...handles.map((made) => made.element));
  drawing(plot, store, stage);
  return () => {
    const { scale } = stage();
    const [from, until] = windowOf(store.get());
    const left = from === null ? 0 : Math.min(Math.max(scale.x(from), 0), scale.width);
    const right = until === null ? scale.width : Math.min(Math.max(scale.x(until), 0), scale.width);
    body.hidden = from === null && until === null;
    body.style.left = `${left}px`;
    body.style.width = `${Math.max(right - left, 1)}px`;
    handles[0].place(left, from);
    handles[1].place(right, until);
  };
}

/** One end of the window. @param {"from" | "to"} end @param {Store} store @param {() => Stage} stage */
function handle(end, store, stage) {
  const name = end === "from" ? t("Window begins") : t("Window ends");
  const made = element("div", { class: `band-handle is-${end}`, role: "slider", tabindex: "0", "aria-label": name });
  /** @param {number} day */
  const move = (day) => {
    const [from, until] = windowOf(store.get());
    const { domain } = stage();
    if (end === "from") store.set(patchOf(Math.min(day, (until ?? domain[1]) - 1), until, domain));
    else store.set(patchOf(from, Math.max(day, (from ?? domain[0]) + 1), domain));
  };
  made.addEventListener("keydown", (press) => {
    const { domain } = stage();
    const now = windowOf(store.get())[end === "from" ? 0 : 1] ?? domain[end === "from" ? 0 : 1];
    const day = press.altKey || press.ctrlKey || press.metaKey ? null : stepped(press.key, press.shiftKey, now, domain);
    if (day === null) return;
    press.preventDefault();
    move(day);
    stage().reveal(day);
  });
  made.addEventListener("pointerdown", (down) => {
    down.preventDefault();
    down.stopPropagation();
    made.focus();
    made.setPointerCapture(down.pointerId);
  });
  made.addEventListener("pointermove", (drag) => {
    if (made.hasPointerCapture(drag.pointerId)) move(dayAt(made.parentElement ?? made, drag.clientX, stage().scale));
  });
  return {
    element: made,
    /** @param {number} x @param {number | null} day */
    place(x, day) {
      const { domain } = stage();
      // It lies outside the window, so that a window of a day can still be taken hold of; at the edges it has no room to.
      const left = Math.min(Math.max(x - (end === "from" ? TOUCH - 4 : 4), 0), stage().scale.width - TOUCH);
      made.style.left = `${left}px`;
      made.style.setProperty("--line", `${Math.min(Math.max(x - left, 1), TOUCH - 1)}px`);
      made.classList.toggle("is-open", day === null);
      made.setAttribute("aria-valuemin", String(domain[0]));
      made.setAttribute("aria-valuemax", String(domain[1]));
      made.setAttribute("aria-valuenow", String(day ?? domain[end === "from" ? 0 : 1]));
      made.setAttribute("aria-valuetext", inWords(end, day));
    },
  };
}

/** @param {"from" | "to"} end @param {number | null} day */
function inWords(end, day) {
  if (day === null)
    return end === "from"
      ? t("No beginning set: all earlier events are shown")
      : t("No end set: all later events are shown");
  return end === "from" ? t("From {day}", { day: dayInWords(day) }) : t("To {day}", { day: dayInWords(day - 1) });
}

/** The nearest boundary of days to a point of the screen. @param {HTMLElement} plot @param {number} clientX @param {Scale} scale */
function dayAt(plot, clientX, scale) {
  return Math.round(scale.day(clientX - plot.getBoundingClientRect().left));
}

/** Drag inside the window to move it, elsewhere to draw a new one. A press without a drag stays a click on a mark; a second
 * finger takes back what the first has drawn.
 * @param {HTMLElement} plot @param {Store} store @param {() => Stage} stage */
function drawing(plot, store, stage) {
  /** @type {{ x: number, day: number, window: [number | null, number | null], moving: boolean, drawn: boolean } | null} */
  let drag = null;
  plot.addEventListener("pointerdown", (down) => {
    if (drag && !down.isPrimary) {
      if (drag.drawn) store.set(patchOf(...drag.window, stage().domain));
      drag = null;
    }
    if (down.button !== 0 || !down.isPrimary) return;
    const day = stage().scale.day(down.clientX - plot.getBoundingClientRect().left);
    const window = windowOf(store.get());
    const [from, until] = window;
    const inside = from !== null && until !== null && day >= from && day < until;
    drag = { x: down.clientX, day: Math.round(day), window, moving: inside, drawn: false };
  });
  plot.addEventListener("pointermove", (move) => {
    if (!drag || !move.isPrimary || (!drag.drawn && Math.abs(move.clientX - drag.x) < 5)) return;
    if (!drag.drawn) plot.setPointerCapture(move.pointerId);
    drag.drawn = true;
    const { domain, scale } = stage();
    const day = dayAt(plot, move.clientX, scale);
    const [from, until] = drag.window;
    if (drag.moving && from !== null && until !== null) {
      const shift = Math.min(Math.max(day - drag.day, domain[0] + 1 - from), domain[1] - 1 - until);
      store.set(patchOf(from + shift, until + shift, domain));
    } else if (day !== drag.day) store.set(patchOf(Math.min(day, drag.day), Math.max(day, drag.day), domain));
  });
  const end = () => {
    drag = null;
  };
  plot.addEventListener("pointerup", end);
  plot.addEventListener("pointercancel", end);
  plot.addEventListener("lostpointercapture", end);
}
