// @ts-check
// Makes elements of the sentence and the source of an event when they are opened: two thirds of a row, which few readers see.

import { elementsOf } from "./server.js";

/** What can be opened in a row. @param {HTMLElement} row */
export function unfold(row) {
  const folded = row.querySelector("noscript");
  if (folded) {
    // Of a row that came later a parser without scripts has made elements already.
    const made = folded.firstElementChild ? folded : elementsOf(folded.textContent ?? "");
    folded.replaceWith(...made.childNodes);
  }
  return row.querySelector("details");
}
