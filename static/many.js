// @ts-check
// Puts a page of very many events together: like main.js, but what is listed, drawn and counted is asked of the server.

import { createAsOf } from "./asof.js";
import { createDialogs } from "./dialogs.js";
import { createForm } from "./form.js";
import { createFrame } from "./frame.js";
import { createManyBand } from "./manyband.js";
import { createManyList } from "./manylist.js";
import { manyServerOf } from "./manyserver.js";
import { watchEdition } from "./newer.js";
import { complain, settle } from "./notices.js";
import { createPrinting } from "./paper.js";
import { createQuestion } from "./question.js";
import { createSheet } from "./sheet.js";
import { createStore } from "./state.js";
import { keepOffers } from "./tongues.js";
import { t } from "./words.js";

/** @import { Page, Store } from "./types" */
/** @import { Found, ManyServer, Whole } from "./manyserver.js" */
/** @import { Question } from "./question.js" */

/** What the URL asks for and this edition does not have is let go of. @param {Store} store @param {Found} found */
function settleWith(store, found) {
  const { briefing, sel } = store.get();
  const known = briefing.filter((id) => found.briefings.includes(id));
  if (known.length < briefing.length) store.set({ briefing: known });
  if (sel !== null && found.selected < 0) store.set({ sel: null });
}

/** What the filter form knows of a page's events: the names that it offers. @param {HTMLFormElement} form @returns {Page} */
function offeredIn(form) {
  const names = (/** @type {string} */ key) =>
    [.../** @type {NodeListOf<HTMLOptionElement>} */ (form.querySelectorAll(`#${key}-names option`))].map(
      ({ value }) => value,
    );
  const none = {
    edition: "",
    events: [],
    briefings: [],
    shapes: { type: /** @type {const} */ ("FeatureCollection"), features: [] },
  };
  return { ...none, actors: names("actor"), claimants: names("claimant") };
}

/** @param {Store} store @param {ManyServer} server @param {Question} question @param {Whole} whole */
async function start(store, server, question, whole) {
  const [list, form, band, map] = ["events", "filters", "band", "map"].map((id) => document.getElementById(id));
  if (list) createManyList(list, store, server, question);
  if (form instanceof HTMLFormElement) createForm(form, offeredIn(form), store);
  if (list) createSheet(list, store);
  createDialogs();
  createPrinting(store);
  createAsOf(store);
  keepOffers(document);
  const drawn = [band && createManyBand(band, store, server, whole, (id) => question.event(id)?.title)];
  if (map && window.L && window.map_main) {
    const { createManyMap } = await import("./manymap.js"); // needs Leaflet to be there already
    const embedded = document.querySelector("main[data-view=embed]") !== null;
    drawn.push(createManyMap(window.map_main, store, server, question, whole, map, embedded));
  }
  await Promise.all([question.look(), ...drawn]);
}

/** @param {HTMLElement} main */
function open(main) {
  const server = manyServerOf(main.dataset.index ?? "");
  const store = createStore(window);
  const question = createQuestion(store, server);
  question.listen((found) => settleWith(store, found));
  const load = async () => {
    settle("data");
    /** @type {Whole} */
    let whole;
    try {
      whole = await server.whole();
    } catch {
      main.dataset.ready = "failed";
      complain("data", t("The map and the time band could not be loaded. The list is there."), load);
      return;
    }
    if (main.dataset.view === "embed") createFrame(store);
    await start(store, server, question, whole);
    watchEdition(server, main.dataset.edition ?? "");
    main.dataset.ready = "1";
  };
  load();
}

const main = document.querySelector("main");
if (main?.dataset.index) open(main);
