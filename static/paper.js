// @ts-check
// Knows how the page comes to paper: with the server's picture of the map, which a printer can sharpen, for the events shown.

import { button, element } from "./dom.js";
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

/** @param {Store} store */
export function createPrinting(store) {
  const picture = document.getElementById("paper-map");
  if (picture instanceof HTMLImageElement) createPaper(picture, store);
}
