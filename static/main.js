// @ts-check
// Puts the page together: one state, and the list, the band, the map and the text that each follow it.

import "./trust.js";
import { createAsOf } from "./asof.js";
import { createBand } from "./band.js";
import { decode } from "./data.js";
import { createDialogs } from "./dialogs.js";
import { foliumMap } from "./folium.js";
import { createForm } from "./form.js";
import { createFrame } from "./frame.js";
import { createList } from "./list.js";
import { watchEdition } from "./newer.js";
import { complain, settle } from "./notices.js";
import { createPrinting } from "./paper.js";
import { createSearch } from "./search.js";
import { isKnown, widened } from "./select.js";
import { serverOf } from "./server.js";
import { createSheet } from "./sheet.js";
import { createStore } from "./state.js";
import { createText } from "./text.js";
import { keepOffers } from "./tongues.js";
import { t } from "./words.js";

/** @import { Page, Store } from "./types" */
/** @import { Server } from "./server.js" */

/** What the URL asks for and this edition does not have is let go of; a link to an event, or to its sentence, shows it
 * even where the window of the link leaves it out. @param {Store} store @param {Page} page */
function settleWith(store, page) {
  const state = store.get();
  const ids = new Set(page.briefings.map(({ id }) => id));
  const [, sentence] = location.hash.split("#s-");
  const named = state.sel ?? sentence;
  const chosen = page.events.find((event) => event.id === named && isKnown(event, state));
  store.set({
    ...(state.briefing.some((id) => !ids.has(id)) && { briefing: state.briefing.filter((id) => ids.has(id)) }),
    ...(chosen ? { sel: chosen.id, ...widened(state, chosen) } : { sel: null }),
  });
}

/** @param {Page} page @param {Store} store @param {Server} server */
async function start(page, store, server) {
  settleWith(store, page);
  const [list, form, band, frame] = ["events", "filters", "band", "map"].map((id) => document.getElementById(id));
  if (list) createList(list, page, store, server);
  if (form instanceof HTMLFormElement) createForm(form, page, store);
  if (list) createSheet(list, store);
  createDialogs();
  createPrinting(store);
  createAsOf(store);
  keepOffers(document);
  if (band) createBand(band, page, store);
  createText(page, store); // once the band has taken its room from it
  const map = await foliumMap;
  if (frame && map) {
    const { createMap } = await import("./map.js"); // needs Leaflet to be there already
    createMap(map, page, store, frame, document.querySelector("main[data-view=embed]") !== null);
  }
}

/** @param {HTMLElement} main */
function open(main) {
  const server = serverOf(main.dataset.index ?? "");
  const store = createStore(window);
  const search = createSearch(store, server);
  const load = async () => {
    settle("data");
    const searching = search.ask(); // while the index comes: what is listed first is what was found
    /** @type {Page} */
    let page;
    try {
      page = decode(await server.index());
    } catch {
      main.dataset.ready = "failed";
      // The list as the server made it stays.
      complain("data", t("The map and the time band could not be loaded. The list is there."), load);
      return;
    }
    await searching;
    if (main.dataset.view === "embed") createFrame(store);
    await start(page, store, server);
    watchEdition(server, page.edition);
    main.dataset.ready = "1";
  };
  load();
}

const main = document.querySelector("main");
if (main?.dataset.index) open(main);
