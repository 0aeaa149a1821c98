// @ts-check
// Knows how the list follows the state: which row is selected, under the pointer, a tab stop; and how many are listed.

import { hideLater } from "./asof.js";
import { button, element } from "./dom.js";
import { listenToKeys } from "./keys.js";
import { createLongList } from "./longlist.js";
import { countsInWords, isBackwards, remedies, sift } from "./select.js";
import { ROOMY } from "./sheet.js";
import { createShortList } from "./shortlist.js";
import { choseAnew } from "./state.js";
import { unfold } from "./unfold.js";

/** @import { Page, Selection, State, Store } from "./types" */
/** @import { Server } from "./server.js" */

/** The rows of a list, all of them in the page or those near the screen.
 * @typedef {{
 *   show(selection: Selection): void,
 *   rows(): Iterable<HTMLElement>,
 *   row(id: string): HTMLElement | undefined,
 *   bring(id: string): HTMLElement | undefined,
 * }} Rows `rows` and `row` give those that are in the page, `bring` scrolls to one and gives it */

/** @param {HTMLElement} list @param {Page} page @param {Store} store @param {Server} server */
export function createList(list, page, store, server) {
  let stop = ""; // the one row that is a tab stop

  /** Make a row look as the state says. @param {HTMLElement} row */
  const dress = (row) => {
    const { sel, hover, asof } = store.get();
    const { id = "" } = row.dataset;
    select(row, id === sel);
    row.classList.toggle("is-hovered", id === hover);
    row.querySelector(".event-select")?.setAttribute("tabindex", id === stop ? "0" : "-1");
    hideLater(row, asof);
  };
  const whole = list.querySelectorAll("li.event").length === page.events.length;
  const rows = whole ? createShortList(list) : createLongList(list, server, dress);
  const say = createSayings(page, store);

  /** @param {readonly (string | null)[]} ids */
  const dressAgain = (...ids) => {
    for (const id of ids) {
      const row = id === null ? undefined : rows.row(id);
      if (row) dress(row);
    }
  };
  /** @param {string} id */
  const rove = (id) => {
    const before = stop;
    stop = id;
    dressAgain(before, stop);
  };

  /** @param {State} state @param {State | null} before */
  const render = (state, before) => {
    const selection = sift(page, state);
    const chosen = selection.shown.some(({ id }) => id === state.sel) ? state.sel : null;
    stop = chosen ?? selection.shown[0]?.id ?? "";
    rows.show(selection);
    // Rows come from the server as they look where nothing is known later: of thousands few differ.
    if ((before?.asof ?? null) !== state.asof) for (const row of rows.rows()) dress(row);
    else dressAgain(...selected(list), before?.sel ?? null, state.sel, stop, ...stops(list));
    say(selection, state);
    if (chosen && chosen !== before?.sel && !isToldOverText()) rows.bring(chosen);
  };
  render(store.get(), null);
  store.subscribe((state, before) => {
    if (state.hover !== before.hover) dressAgain(before.hover, state.hover);
    if (choseAnew(state, before)) render(state, before);
  });
  listenToPointer(list, store);
  listenToKeys({ rows, rove, page, store });
}

/** The rows that are marked as selected, and as tab stops. @param {HTMLElement} list */
const selected = (list) => idsOf(list.querySelectorAll("li[aria-current]"));
/** @param {HTMLElement} list */
const stops = (list) => idsOf(list.querySelectorAll('.event-select[tabindex="0"]'));

/** @param {NodeListOf<Element>} elements in rows */
function idsOf(elements) {
  return [...elements].map((each) => /** @type {HTMLElement | null} */ (each.closest("li.event"))?.dataset.id ?? null);
}

/** Mark a row as the selected one and show its sentence, or let go of it. @param {HTMLElement} row @param {boolean} selected */
export function select(row, selected) {
  if (row.hasAttribute("aria-current") === selected) return; // what else the reader has opened stays open
  if (selected) row.setAttribute("aria-current", "true");
  else row.removeAttribute("aria-current");
  row.querySelector(".event-select")?.setAttribute("aria-pressed", String(selected));
  const more = selected ? unfold(row) : row.querySelector("details");
  if (more) more.open = selected;
}

/** @param {HTMLElement} list @param {Store} store */
export function listenToPointer(list, store) {
  /** @param {Event} event */
  const idOf = ({ target }) =>
    target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest("li.event"))?.dataset.id : undefined;
  /** @type {string | undefined} */
  let pressed;
  list.addEventListener("pointerdown", (press) => {
    pressed = idOf(press);
  });
  list.addEventListener("click", (click) => {
    // The rest of a row is as good as its button.
    const other = click.target instanceof Element && click.target.closest("a, details, button:not(.event-select)");
    // Where the rows moved during the press (a font came, say), the browser has the list clicked on, not a row.
    const id = other ? undefined : (idOf(click) ?? pressed);
    if (id) store.set({ sel: store.get().sel === id ? null : id }, { push: true });
  });
  list.addEventListener("pointerover", (over) => {
    const id = idOf(over) ?? null;
    if (id !== store.get().hover) store.set({ hover: id });
  });
  list.addEventListener("pointerleave", () => {
    if (store.get().hover) store.set({ hover: null });
  });
}

/** Whether a sentence was pressed that stays where it is read: on a phone a sheet tells of its event. */
const isToldOverText = () => matchMedia(ROOMY).matches && Boolean(document.activeElement?.closest(".text-column"));

/** What stands above the list: how many are shown, and where none is, what would bring some back.
 * @param {Page} page @param {Store} store @returns {(selection: Selection, state: State) => void} */
function createSayings(page, store) {
  const tell = counter(document.getElementById("counts"));
  const [empty, backwards, list, together] = ["empty", "backwards", "remedies", "together"].map((id) =>
    document.getElementById(id),
  );
  return (selection, state) => {
    const none = selection.shown.length === 0;
    const { filters, ways } = none ? remedies(page, state) : { filters: 0, ways: [] };
    if (empty) empty.hidden = !none;
    if (backwards) backwards.hidden = !isBackwards(state);
    if (together) together.hidden = ways.length > 0 || filters < 2;
    list?.replaceChildren(
      ...ways.map(({ words, patch }) =>
        element(
          "li",
          {},
          button(words, "remedy", () => store.set(patch, { push: true })),
        ),
      ),
    );
    tell(countsInWords(selection));
  };
}

/** Writes the counts, at once but at most twice a second: it is read aloud. @param {HTMLElement | null} place */
function counter(place) {
  let next = "";
  let resting = false;
  const write = () => {
    if (!place || resting || place.textContent === next) return;
    place.textContent = next;
    resting = true;
    setTimeout(() => {
      resting = false;
      write();
    }, 500);
  };
  return (/** @type {string} */ words) => {
    next = words;
    write();
  };
}
