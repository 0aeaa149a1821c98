// @ts-check
// The form that asks the API: shows the address that it makes, and how many features that takes, as it is filled in.

import { t, tn } from "./words.js";

const PATIENCE_MS = 400;

/** @param {HTMLFormElement} form */
export function asking(form) {
  const items = form.dataset.items ?? form.action;
  const said = /** @type {HTMLOutputElement} */ (form.querySelector("[data-count]"));
  const shown = /** @type {HTMLElement} */ (form.querySelector("[data-address]"));
  const lines = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-joint]")]);
  let waiting = 0;
  let running = new AbortController();

  /** @param {string} query */
  async function count(query) {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    try {
      const answer = await fetch(`${items}?${joined(query, "f=json", "limit=1")}`, { signal });
      const told = await answer.json();
      said.textContent = answer.ok ? tn("{n} feature", "{n} features", told.numberMatched) : told.detail;
    } catch {
      if (!signal.aborted) said.textContent = t("Not counted: the server cannot be reached.");
    }
  }

  function follow() {
    const query = asked(form);
    shown.textContent = `${items}?${joined(query, "f=json")}`;
    for (const line of lines) line.textContent = query && `${line.dataset.joint}${query}`;
    clearTimeout(waiting);
    waiting = window.setTimeout(() => count(query), PATIENCE_MS);
  }

  form.addEventListener("input", follow);
  form.addEventListener("submit", () => {
    for (const field of fields(form)) field.disabled = !field.value; // what is empty asks nothing
  });
  addEventListener("pageshow", () => {
    for (const field of fields(form)) field.disabled = false;
  });
  follow();
}

/** @param {...string} parts */
function joined(...parts) {
  return parts.filter(Boolean).join("&");
}

/** @param {HTMLFormElement} form */
function fields(form) {
  const every = /** @type {(HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[]} */ ([
    ...form.querySelectorAll("input, select, textarea"),
  ]);
  return every.filter((field) => field.name);
}

/** What the form asks, as a query. @param {HTMLFormElement} form */
function asked(form) {
  const given = fields(form).filter((field) => field.value.trim() && field.name !== "f" && field.name !== "lang");
  return new URLSearchParams(given.map((field) => [field.name, field.value.trim()])).toString();
}
