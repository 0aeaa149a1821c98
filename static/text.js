// @ts-check
// Knows the briefing's own text: marks the sentence of the selected event, and selects the event of a sentence.

import { calm } from "./dom.js";
import { sift } from "./select.js";
import { choseAnew } from "./state.js";

/** @import { Page, State, Store } from "./types" */

/** @param {Page} page @param {Store} store */
export function createText(page, store) {
  const marks = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("mark[data-ids]"))];
  if (marks.length === 0) return;
  const column = marks[0].closest(".text-column"); // scrolled for the reader only where it does not take the page along
  /** @param {HTMLElement} mark */
  const idsOf = (mark) => (mark.dataset.ids ?? "").split(" ");

  /** @param {State} state @param {string | null} before the event selected until now */
  const render = (state, before) => {
    const { ids } = sift(page, state);
    for (const mark of marks) {
      mark.classList.toggle("is-outside", !idsOf(mark).some((id) => ids.has(id)));
      mark.classList.toggle("is-selected", state.sel !== null && idsOf(mark).includes(state.sel));
    }
    const chosen = marks.find((mark) => mark.classList.contains("is-selected"));
    if (chosen && state.sel !== before && column && column.scrollHeight > column.clientHeight)
      chosen.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
  };
  render(store.get(), null);
  // Following a link to a sentence, browsers scroll the page as well where the column's end comes first.
  const back = () => scrollTo(0, 0);
  if (location.hash && column && column.scrollHeight > column.clientHeight) {
    if (document.readyState === "complete") back();
    else addEventListener("load", () => setTimeout(back), { once: true });
  }
  store.subscribe((state, before) => {
    if (choseAnew(state, before)) render(state, before.sel);
  });
  for (const mark of marks) {
    mark.addEventListener("click", (click) => {
      const link = click.target instanceof Element ? click.target.closest("a[href^='#e-']") : null;
      const named = link ? decodeURIComponent(link.getAttribute("href")?.slice(3) ?? "") : "";
      const id = idsOf(mark).includes(named) ? named : idsOf(mark)[0];
      click.preventDefault();
      store.set({ sel: id }, { push: true });
    });
  }
}
