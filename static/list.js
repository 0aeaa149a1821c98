// @ts-check
// Knows the list that the server rendered: hides what the state leaves out, opens what is selected.

import { calm } from "./dom.js";
import { countsInWords, isBackwards, neighbour, sift } from "./select.js";
import { choseAnew } from "./state.js";

/** @import { Page, State, Store } from "./types" */

/** @param {HTMLElement} list @param {Page} page @param {Store} store */
export function createList(list, page, store) {
  /** @type {Map<string, HTMLElement>} */
  const items = new Map();
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("li.event"))) {
    items.set(item.dataset.id ?? "", item);
  }
  const tell = counter(document.getElementById("counts"));
  const empty = document.getElementById("empty");
  const backwards = document.getElementById("backwards");

  /** @param {State} state @param {State | null} before */
  const render = (state, before) => {
    const selection = sift(page, state);
    for (const [id, item] of items) {
      const left = !selection.ids.has(id);
      if (item.hidden !== left) item.hidden = left; // thousands of items: touch only those that change
    }
    const chosen = state.sel === null ? undefined : items.get(state.sel);
    for (const item of list.querySelectorAll("li[aria-current]")) if (item !== chosen) select(item, false);
    if (chosen && chosen.getAttribute("aria-current") !== "true") select(chosen, true);
    rove(list, chosen ?? items.get(selection.shown[0]?.id));
    if (empty) empty.hidden = selection.shown.length > 0;
    if (backwards) backwards.hidden = !isBackwards(state);
    tell(countsInWords(selection));
    if (chosen && state.sel !== before?.sel)
      chosen.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
  };
  for (const button of list.querySelectorAll(".event-select")) button.setAttribute("tabindex", "-1");
  render(store.get(), null);
  store.subscribe((state, before) => {
    if (state.hover !== before.hover) hover(items, state.hover);
    if (choseAnew(state, before)) render(state, before);
  });

  list.addEventListener("click", (click) => {
    const target = click.target instanceof Element ? click.target : null;
    const other = target?.closest("a, details, button:not(.event-select)"); // the rest of an item is as good as its button
    const id = other ? null : /** @type {HTMLElement | null | undefined} */ (target?.closest("li.event"))?.dataset.id;
    if (id) store.set({ sel: store.get().sel === id ? null : id }, { push: true });
  });
  list.addEventListener("pointerover", (over) => {
    const item =
      over.target instanceof Element ? /** @type {HTMLElement | null} */ (over.target.closest("li.event")) : null;
    const id = item?.dataset.id ?? null;
    if (id !== store.get().hover) store.set({ hover: id });
  });
  list.addEventListener("pointerleave", () => {
    if (store.get().hover) store.set({ hover: null });
  });
  listenToKeys(list, items, page, store);
}

/** Mark an item as the selected one and show its sentence, or let go of it. @param {Element} item @param {boolean} selected */
function select(item, selected) {
  if (selected) item.setAttribute("aria-current", "true");
  else item.removeAttribute("aria-current");
  item.querySelector(".event-select")?.setAttribute("aria-pressed", String(selected));
  const more = item.querySelector("details");
  if (more) more.open = selected;
}

/** One button of the list is a tab stop; arrow keys reach the others. @param {Element} list @param {Element | undefined} stop */
function rove(list, stop) {
  list.querySelector('.event-select[tabindex="0"]')?.setAttribute("tabindex", "-1");
  stop?.querySelector(".event-select")?.setAttribute("tabindex", "0");
}

/** @param {ReadonlyMap<string, HTMLElement>} items @param {string | null} id */
function hover(items, id) {
  document.querySelector("li.event.is-hovered")?.classList.remove("is-hovered");
  if (id !== null) items.get(id)?.classList.add("is-hovered");
}

/** Writes the counts, at most twice a second: it is read aloud. @param {HTMLElement | null} place */
function counter(place) {
  let next = "";
  let waiting = false;
  return (/** @type {string} */ words) => {
    next = words;
    if (!place || waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      if (place.textContent !== next) place.textContent = next;
    }, 500);
  };
}

/** Arrow keys, Home and End in the list; J and K wherever the focus is on list, map or band (not on the whole page: single
 * keys may belong to the reader's own tools there, WCAG 2.1.4); Escape clears the selection.
 * @param {Element} list @param {ReadonlyMap<string, HTMLElement>} items @param {Page} page @param {Store} store */
function listenToKeys(list, items, page, store) {
  document.addEventListener("keydown", (press) => {
    const target = press.target instanceof HTMLElement ? press.target : null;
    if (!target || press.altKey || press.ctrlKey || press.metaKey || target.closest("input, textarea, select")) return;
    const inList = target.closest("#events") !== null;
    const id = /** @type {HTMLElement | null} */ (target.closest("li.event"))?.dataset.id ?? store.get().sel;
    const { shown } = sift(page, store.get());
    if (press.key === "Escape" && store.get().sel !== null) {
      const open = items.get(store.get().sel ?? "");
      store.set({ sel: null }, { push: true });
      if (open?.contains(target)) focus(open); // what had the focus may be gone
    } else if ((press.key === "j" || press.key === "k") && (inList || target.closest("#map, #band"))) {
      const next = neighbour(shown, store.get().sel, press.key === "j" ? 1 : -1);
      if (next) store.set({ sel: next }, { push: true });
      if (next && inList) focus(items.get(next));
    } else if (target.classList.contains("event-select")) {
      const last = shown[shown.length - 1]?.id;
      /** @type {Record<string, string | null | undefined>} */
      const goals = {
        ArrowDown: neighbour(shown, id, 1),
        ArrowUp: neighbour(shown, id, -1),
        Home: shown[0]?.id,
        End: last,
      };
      const goal = Object.hasOwn(goals, press.key) ? goals[press.key] : null;
      if (!goal) return;
      press.preventDefault();
      const next = items.get(goal);
      rove(list, next);
      focus(next);
    }
  });
}

/** @param {HTMLElement | undefined} item */
function focus(item) {
  /** @type {HTMLElement | null | undefined} */ (item?.querySelector(".event-select"))?.focus();
}
