// @ts-check
// Knows what keys do: arrow keys, Home and End in the list; J and K wherever the focus is on list, map or band (not on the
// whole page: single keys may belong to the reader's own tools there, WCAG 2.1.4); Escape lets go of what is selected.

import { neighbour, sift } from "./select.js";

/** @import { EventRecord, Page, Store } from "./types" */
/** @import { Rows } from "./list.js" */

/** @param {{ rows: Rows, rove: (id: string) => void, page: Page, store: Store }} given `rove` makes a row the tab stop */
export function listenToKeys({ rows, rove, page, store }) {
  /** @param {string} id */
  const goTo = (id) => {
    rove(id);
    const row = rows.bring(id);
    /** @type {HTMLElement | null | undefined} */ (row?.querySelector(".event-select"))?.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (press) => {
    // Chromium (seen in 156) loses the focus where Tab leads past rows it has not laid out yet.
    if (press.key === "Tab") document.documentElement.classList.add("by-key");
    const target = press.target instanceof HTMLElement ? press.target : null;
    if (!target || press.altKey || press.ctrlKey || press.metaKey || target.closest("input, textarea, select")) return;
    const { sel } = store.get();
    const { shown } = sift(page, store.get());
    const inList = target.closest("#events") !== null;
    if (press.key === "Escape" && sel !== null) {
      store.set({ sel: null }, { push: true });
      if (inList) goTo(sel); // what had the focus may be gone
    } else if ((press.key === "j" || press.key === "k") && (inList || target.closest("#map, #band"))) {
      const next = neighbour(shown, sel, press.key === "j" ? 1 : -1);
      if (next) store.set({ sel: next }, { push: true });
      if (next && inList) goTo(next);
    } else if (target.classList.contains("event-select")) {
      const here = /** @type {HTMLElement | null} */ (target.closest("li.event"))?.dataset.id ?? sel;
      const goal = goalOf(press.key, shown, here);
      if (!goal) return;
      press.preventDefault();
      goTo(goal);
    }
  });
}

/** Where a key leads in the list. @param {string} key @param {readonly EventRecord[]} shown @param {string | null} here */
function goalOf(key, shown, here) {
  if (key === "ArrowDown") return neighbour(shown, here, 1);
  if (key === "ArrowUp") return neighbour(shown, here, -1);
  if (key === "Home") return shown[0]?.id;
  return key === "End" ? shown[shown.length - 1]?.id : null;
}
