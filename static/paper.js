// @ts-check
// Knows how the page comes to paper: with the server's picture of the map, which a printer can sharpen, for the events shown.

import { hideLater } from "./asof.js";
import { button, element } from "./dom.js";
import { unfold } from "./unfold.js";
import { t } from "./words.js";

/** @import { Store } from "./types" */

/** Keep the picture in step, and offer to print once it is there: a browser does not wait for one that is not.
 * @param {HTMLImageElement} picture lazy and hidden on screens, so that it is fetched for paper only @param {Store} store */
function createPaper(picture, store) {
  const { pathname } = new URL(picture.src);
  const follow = () => {
    picture.loading = "lazy";
    picture.src = `${pathname}${window.location.search}`;
  };
  const print = async () => {
    picture.loading = "eager";
    await picture.decode().catch(() => {}); // the list is worth printing without a map, too
    window.print();
  };
  store.subscribe((state, before) => {
    if (state.hover === before.hover) follow();
  });
  document.querySelector(".downloads")?.append(element("li", {}, button(t("Print"), "print-offer", print)));
}

/** Nothing on paper can be opened. @param {Store} store */
function unfoldAll(store) {
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("li.event:not([hidden])"))) {
    unfold(row);
    hideLater(row, store.get().asof);
  }
}

/** @param {Store} store */
export function createPrinting(store) {
  const screen = matchMedia("screen");
  screen.addEventListener("change", () => screen.matches || unfoldAll(store));
  addEventListener("beforeprint", () => unfoldAll(store)); // Firefox tells of the print in this way only
  const picture = document.getElementById("paper-map");
  if (picture instanceof HTMLImageElement) createPaper(picture, store);
}
