// @ts-check
// Puts the page together: one state, and the list, the band, the map and the text that each follow it.

import { createBand } from "./band.js";
import { decode } from "./data.js";
import { button } from "./dom.js";
import { createForm } from "./form.js";
import { createFrame } from "./frame.js";
import { createList } from "./list.js";
import { widened } from "./select.js";
import { createStore } from "./state.js";
import { createText } from "./text.js";
import { keepOffers } from "./tongues.js";

/** @import { Page, Store } from "./types" */

/** A link to an event shows it even where the window of the link leaves it out. @param {Store} store @param {Page} page */
function showSelected(store, page) {
  const state = store.get();
  const chosen = page.events.find((event) => event.id === state.sel);
  if (chosen) store.set(widened(state, chosen));
  else if (state.sel !== null) store.set({ sel: null });
}

/** @param {Page} page @param {Store} store */
async function start(page, store) {
  showSelected(store, page);
  const [list, form, band, map] = ["events", "filters", "band", "map"].map((id) => document.getElementById(id));
  if (list) createList(list, page, store);
  if (form instanceof HTMLFormElement) createForm(form, store);
  createText(page, store);
  keepOffers(document);
  if (band) createBand(band, page, store);
  if (map && window.L && window.map_main) {
    const { createMap } = await import("./map.js"); // needs Leaflet to be there already
    createMap(window.map_main, page, store, map, document.querySelector("main[data-view=embed]") !== null);
  }
}

/** Say that the data did not come, and offer to try again; the list as the server made it stays.
 * @param {() => void} again */
function complain(again) {
  const message = document.getElementById("message");
  if (!message) return;
  const words = "The map and the time band could not be loaded. The list is complete. ";
  message.replaceChildren(words, button("Try again", "retry", again));
  message.hidden = false;
}

/** @param {HTMLElement} main */
async function load(main) {
  const message = document.getElementById("message");
  if (message) message.hidden = true;
  /** @type {Page} */
  let page;
  try {
    const answer = await fetch(main.dataset.index ?? "");
    if (!answer.ok) throw new Error(`${answer.status}`);
    page = decode(await answer.json());
  } catch {
    main.dataset.ready = "failed";
    complain(() => load(main));
    return;
  }
  const store = createStore(window);
  if (main.dataset.view === "embed") createFrame(store);
  await start(page, store);
  main.dataset.ready = "1";
}

const main = document.querySelector("main");
if (main?.dataset.index) {
  document.documentElement.classList.add("js");
  load(main);
}
