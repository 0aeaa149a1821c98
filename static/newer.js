// @ts-check
// Knows whether a newer edition is served than the one being read, and says so; the reader chooses when to see it.

import { element } from "./dom.js";
import { t } from "./words.js";

/** @import { Server } from "./server.js" */

const EVERY_MS = 5 * 60_000;

/** Asks when the reader comes back to the page, and every few minutes. @param {Server} server @param {string} edition */
export function watchEdition(server, edition) {
  const place = document.getElementById("newer");
  if (!place) return;
  const look = async () => {
    if (document.hidden || !place.hidden) return;
    try {
      if ((await server.newest()) !== edition) tell(place);
    } catch {
      // The server is away, or publishing: what is read stays good, and the next look will tell.
    }
  };
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  setInterval(look, EVERY_MS);
}

/** @param {HTMLElement} place */
function tell(place) {
  const link = element("a", { href: "" }, t("Read it"));
  link.addEventListener("click", () => {
    link.href = window.location.pathname + window.location.search; // with all that was chosen meanwhile
  });
  place.replaceChildren(t("A newer edition is available."), " ", link);
  place.hidden = false;
}
