// @ts-check
// Knows a list too long for the page: only the rows near the screen are in it, and what they say is asked for as they come.

import { whenInWords } from "./dates.js";
import { element } from "./dom.js";
import { familyOf } from "./families.js";
import { createHeights } from "./heights.js";
import { complain, settle } from "./notices.js";
import { t } from "./words.js";

/** @import { EventRecord } from "./types" */
/** @import { Rows } from "./list.js" */
/** @import { Server } from "./server.js" */

const PAUSE_MS = 60; // a scroll that goes on
const AT_ONCE = 100; // rows that the server gives at a time
const KEPT = 1000; // rows that are remembered

/** @param {HTMLElement} list with some of the rows in it @param {Server} server @param {(row: HTMLElement) => void} dress
 * makes a row look as the state says @returns {Rows} */
export function createLongList(list, server, dress) {
  const told = createRows(list, server);
  const heights = createHeights();
  /** @type {Map<string, HTMLElement>} rows in the page */
  const here = new Map();
  /** @type {readonly EventRecord[]} */
  let shown = [];
  /** @type {string | null} the row that was brought into view last */
  let brought = null;

  const watch = new ResizeObserver((entries) => {
    const sizes = entries.map(
      (entry) =>
        /** @type {[string, number]} */ ([
          /** @type {HTMLElement} */ (entry.target).dataset.id ?? "",
          entry.borderBoxSize[0].blockSize,
        ]),
    );
    const anchor = heights.at(edge(list));
    const before = heights.top(anchor);
    if (!heights.measure(sizes)) return;
    place();
    scrollerOf(list).scrollBy(0, heights.top(anchor) - before); // what is being read stays where it is
    here.get(brought ?? "")?.scrollIntoView({ block: "nearest" });
    soon();
  });

  const place = () => {
    list.style.height = `${heights.top(shown.length)}px`;
    for (const row of here.values()) row.style.top = `${heights.top(Number(row.ariaPosInSet) - 1)}px`;
  };

  /** The rows that should be in the page, by their number: a screen above and below, what has the focus, what was brought. */
  const wanted = () => {
    const top = -list.getBoundingClientRect().top;
    const [first, last] = [heights.at(top - innerHeight), heights.at(top + 2 * innerHeight)];
    const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest("#events > li"))?.dataset.id;
    const kept = shown.flatMap(({ id }, at) => (id === focused || id === brought ? [at] : []));
    const near = Array.from({ length: Math.min(last + 1, shown.length) - first }, (_, at) => first + at);
    return [...new Set([...near, ...kept])].sort((a, b) => a - b);
  };

  const draw = () => {
    const events = new Map(wanted().map((at) => [shown[at].id, at]));
    for (const [id, row] of here) if (!events.has(id)) leave(id, row);
    let next = list.firstElementChild;
    for (const [id, at] of events) {
      const row = here.get(id) ?? told.row(shown[at]);
      row.ariaPosInSet = String(at + 1);
      row.setAttribute("value", row.ariaPosInSet); // its number on paper
      row.ariaSetSize = String(shown.length);
      row.style.top = `${heights.top(at)}px`;
      dress(row);
      if (row === next) next = next.nextElementSibling;
      else list.insertBefore(row, next); // those that were there are never moved: they would lose the focus
      if (!here.has(id)) watch.observe(row);
      here.set(id, row);
    }
    told.ask(() => [...events.values()].map((at) => shown[at]).filter(({ id }) => here.has(id)), arrive);
  };

  /** @param {string} id @param {HTMLElement} row */
  const leave = (id, row) => {
    watch.unobserve(row);
    row.remove();
    here.delete(id);
  };

  /** What a row says has come. @param {string} id @param {HTMLElement} row */
  const arrive = (id, row) => {
    const waiting = here.get(id);
    if (!waiting) return;
    const focused = waiting.contains(document.activeElement);
    row.ariaPosInSet = waiting.ariaPosInSet;
    row.setAttribute("value", waiting.ariaPosInSet ?? "");
    row.ariaSetSize = waiting.ariaSetSize;
    row.style.top = waiting.style.top;
    waiting.replaceWith(row);
    watch.unobserve(waiting);
    watch.observe(row);
    here.set(id, row);
    dress(row);
    if (focused) /** @type {HTMLElement | null} */ (row.querySelector(".event-select"))?.focus({ preventScroll: true });
  };

  let waits = false;
  const soon = () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      if (!isInView(here.get(brought ?? ""), list)) brought = null; // the reader has gone on
      draw();
    });
  };
  list.classList.add("is-long");
  list.setAttribute("role", "list"); // some browsers take a list without bullets for none
  list.replaceChildren();
  addEventListener("scroll", soon, { capture: true, passive: true });
  addEventListener("resize", soon);
  let width = 0;
  new ResizeObserver(() => {
    if (list.clientWidth === width) return;
    width = list.clientWidth;
    heights.forget(); // every row breaks its lines anew
    heights.measure([...here].map(([id, row]) => [id, row.offsetHeight]));
    place();
    soon();
  }).observe(list);

  return {
    show(selection) {
      if (shown === selection.shown) return;
      shown = selection.shown;
      brought = null;
      heights.list(shown);
      place();
      soon(); // with whatever else this change moves: asking now where the list lies would lay the page out twice
    },
    rows: () => here.values(),
    row: (id) => here.get(id),
    bring(id) {
      if (!shown.some((event) => event.id === id)) return undefined;
      brought = id;
      draw();
      here.get(id)?.scrollIntoView({ block: "nearest" });
      draw();
      return here.get(id);
    },
  };
}

/** The rows as the server tells them; until they come, what is known of them. @param {HTMLElement} list @param {Server} server */
function createRows(list, server) {
  /** @type {Map<string, HTMLElement>} */
  const rows = new Map();
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("li.event"))) {
    rows.set(row.dataset.id ?? "", row);
  }
  let busy = false;
  let failed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  /** @param {() => EventRecord[]} events @param {(id: string, row: HTMLElement) => void} arrive */
  const fetchRows = async (events, arrive) => {
    const missing = events().filter(({ id }) => !rows.has(id));
    if (busy || failed || missing.length === 0) return;
    busy = true;
    settle("rows");
    try {
      const come = await server.rows(missing.slice(0, AT_ONCE).map(({ position }) => position));
      for (const [id, row] of come) {
        rows.set(id, row);
        arrive(id, row);
      }
      failed = come.size === 0; // an answer to something else
      for (const id of [...rows.keys()].slice(0, -KEPT)) rows.delete(id);
    } catch {
      failed = true;
    }
    busy = false;
    const again = () => {
      failed = false;
      return fetchRows(events, arrive);
    };
    if (failed) complain("rows", t("What the rows say could not be loaded: they show the title and the time."), again);
    else await fetchRows(events, arrive);
  };

  return {
    /** @param {EventRecord} event */
    row: (event) => rows.get(event.id) ?? outline(event),
    /** @param {() => EventRecord[]} events that are in the page when it is asked
     * @param {(id: string, row: HTMLElement) => void} arrive */
    ask(events, arrive) {
      clearTimeout(pause);
      pause = setTimeout(() => fetchRows(events, arrive), PAUSE_MS);
    },
  };
}

/** A row of what the scripts know themselves: it can be read and selected. @param {EventRecord} event */
function outline(event) {
  const select = element("button", { type: "button", class: "event-select", "aria-pressed": "false" });
  select.append(element("bdi", {}, event.title));
  return element(
    "li",
    {
      class: `event is-waiting status-${event.modality}`,
      "data-id": event.id,
      "data-family": familyOf(event),
      tabindex: "-1",
    },
    element("p", { class: "event-when" }, whenInWords(event)),
    element("h3", { class: "event-title" }, select),
  );
}

/** How far into the list the reader has come, in pixels: where it meets the upper edge of what scrolls. @param {HTMLElement} list */
function edge(list) {
  const scroller = scrollerOf(list);
  const top = scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top;
  return Math.max(0, top) - list.getBoundingClientRect().top;
}

/** @param {HTMLElement | undefined} row @param {HTMLElement} list */
function isInView(row, list) {
  if (!row) return false;
  const [box, frame] = [row.getBoundingClientRect(), scrollerOf(list).getBoundingClientRect()];
  return box.bottom > Math.max(0, frame.top) && box.top < Math.min(innerHeight, frame.bottom);
}

/** @param {HTMLElement} list @returns {Element} */
function scrollerOf(list) {
  for (let around = list.parentElement; around; around = around.parentElement) {
    const { overflowY } = getComputedStyle(around);
    if ((overflowY === "auto" || overflowY === "scroll") && around.scrollHeight > around.clientHeight) return around;
  }
  return document.scrollingElement ?? document.documentElement;
}
