// @ts-check
// Knows what has gone wrong, and offers to try it again: a line for each trouble, for as long as it lasts.

import { button, element } from "./dom.js";
import { t } from "./words.js";

/** What may not come from the server. @typedef {"data" | "search" | "rows" | "tiles" | "band"} Trouble */

/** Say that something did not come. @param {Trouble} trouble @param {string} words @param {() => void} again */
export function complain(trouble, words, again) {
  settle(trouble);
  const message = document.getElementById("message");
  message?.append(
    element("span", { "data-trouble": trouble }, `${words} `, button(t("Try again"), "retry", again), " "),
  );
  if (message) message.hidden = false;
}

/** It has come after all, or is asked for anew. @param {Trouble} trouble */
export function settle(trouble) {
  const message = document.getElementById("message");
  message?.querySelector(`[data-trouble="${trouble}"]`)?.remove();
  if (message) message.hidden = message.childElementCount === 0;
}
