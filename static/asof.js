// @ts-check
// Knows what had been published by the day that the page is as of: hides what later briefings told, and says that it does.

import { dayInWords, daysOf } from "./dates.js";
import { element } from "./dom.js";
import { t } from "./words.js";

/** @import { Store } from "./types" */

/** Hide what stands in `part` and was not known by the day `asof`. @param {ParentNode} part @param {string | null} asof */
export function hideLater(part, asof) {
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-known]"))) {
    each.hidden = asof !== null && (each.dataset.known ?? "") > asof;
  }
}

/** The banner, and everything outside the list. @param {Store} store */
export function createAsOf(store) {
  const banner = document.getElementById("asof-banner");
  const leave = element("a", { href: "?" }, t("Show all that is known"));
  leave.addEventListener("click", (click) => {
    click.preventDefault();
    store.set({ asof: null }, { push: true });
  });
  const render = () => {
    const { asof } = store.get();
    const day = daysOf(asof ?? "")?.[0];
    if (banner) banner.hidden = day === undefined;
    if (day !== undefined)
      banner?.replaceChildren(t("Showing what was published by {day}.", { day: dayInWords(day) }), " ", leave);
    hideLater(document, asof);
  };
  render();
  store.subscribe((state, before) => {
    if (state.asof !== before.asof) render();
  });
}
