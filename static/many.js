// @ts-check
// Puts a page of very many events together: like main.js, but what is listed, drawn and counted is asked of the server.

import "./trust.js";
import { createAsOf } from "./asof.js";
import { createDialogs } from "./dialogs.js";
import { foliumMap } from "./folium.js";
import { createForm } from "./form.js";
import { createFrame } from "./frame.js";
import { createManyBand } from "./manyband.js";
import { createManyList } from "./manylist.js";
import { manyServerOf } from "./manyserver.js";
import { watchEdition } from "./newer.js";
import { createPrinting } from "./paper.js";
import { createQuestion } from "./question.js";
import { createSheet } from "./sheet.js";
import { createStore } from "./state.js";
import { keepOffers } from "./tongues.js";

/** @import { Page, Store } from "./types" */
/** @import { Answers, Found, ManyServer, Whole } from "./manyserver.js" */
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

/** The title of a listed event. @param {string} id */
const titleOf = (id) => document.getElementById(`e-${id}`)?.querySelector(".event-title")?.textContent ?? undefined;

/** @param {HTMLElement} main @param {Store} store @param {ManyServer} server @param {Question} question @param {Whole} whole */
async function start(main, store, server, question, whole) {
  const [list, form, band, frame] = ["events", "filters", "band", "map"].map((id) => document.getElementById(id));
  if (list) createManyList(list, store, question);
  if (form instanceof HTMLFormElement) createForm(form, offeredIn(form), store);
  if (list) createSheet(list, store);
  createDialogs();
  createPrinting(store);
  createAsOf(store);
  keepOffers(document);
  const drawn = [band && createManyBand(band, store, server, whole, titleOf)]; // measures what the others have changed
  const map = await foliumMap;
  if (frame && map) {
    const { createManyMap } = await import("./manymap.js"); // needs Leaflet to be there already
    drawn.push(createManyMap(map, store, server, question, whole, frame, main.dataset.view === "embed"));
  }
  await Promise.all(drawn);
}

/** @param {HTMLElement} main @param {{ whole: Whole, found: Found, answers: Answers }} known what the page came with */
async function open(main, { whole, found, answers }) {
  const server = manyServerOf(main.dataset.index ?? "", answers);
  const store = createStore(window);
  const question = createQuestion(store, server, { ...found, rows: new Map() });
  question.listen((answer) => settleWith(store, answer));
  if (main.dataset.view === "embed") createFrame(store);
  await start(main, store, server, question, whole);
  main.dataset.ready = "1";
  watchEdition(server, main.dataset.edition ?? "");
}

const main = document.querySelector("main");
const known = document.getElementById("known");
if (main && known) open(main, JSON.parse(known.textContent ?? ""));
