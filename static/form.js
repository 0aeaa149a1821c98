// @ts-check
// Knows the filter form: what is ticked and typed becomes state without a reload, and state becomes what is ticked.

import { fold } from "./select.js";
import { activeIn, NOTHING, readState } from "./state.js";

/** @import { Page, State, Store } from "./types" */

/** @param {HTMLFormElement} form @param {Page} page @param {Store} store */
export function createForm(form, page, store) {
  const change = () => {
    // The form is read as the server would read it: one reading of filters, not two.
    const read = readState(`?${new URLSearchParams(/** @type {any} */ (new FormData(form)))}`);
    const { from, to, cat, status, actor, claimant, q, asof, bbox, briefing } = read;
    store.set({ from, to, cat, status, actor, claimant, q, asof, bbox, briefing });
  };
  form.addEventListener("input", ({ target }) => {
    // Half a name is nobody's: a name counts once it is one of those that occur, or the reader has left the field.
    if (!(target instanceof HTMLInputElement) || !isHalfANameOf(page, target)) change();
  });
  form.addEventListener("change", change);
  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    change();
  });
  for (const reset of document.querySelectorAll("a.reset")) {
    reset.addEventListener("click", (click) => {
      click.preventDefault();
      const { z, c, sel, lane } = store.get();
      store.set({ ...NOTHING, z, c, sel, lane }, { push: true });
    });
  }
  fill(form, store.get());
  store.subscribe((state) => fill(form, state));
}

/** @param {Page} page @param {HTMLInputElement} field */
function isHalfANameOf(page, { name, value }) {
  if (name !== "actor" && name !== "claimant") return false;
  const typed = fold(value.trim());
  return typed !== "" && !(name === "actor" ? page.actors : page.claimants).some((each) => fold(each) === typed);
}

/** @param {HTMLFormElement} form @param {State} state */
function fill(form, state) {
  const summary = form.closest("details")?.querySelector("summary");
  const active = activeIn(state);
  if (summary && active > 0) summary.dataset.active = String(active);
  else summary?.removeAttribute("data-active");
  for (const field of form.querySelectorAll("input")) {
    const value = state[/** @type {keyof State} */ (field.name)];
    if (field.name === "bbox") {
      // One box may be drawn: it is offered for removal while there is one.
      field.checked = state.bbox !== null;
      field.value = state.bbox?.join(",") ?? "";
      const chip = field.closest("label");
      if (chip) chip.hidden = state.bbox === null;
    } else if (field.type === "checkbox") field.checked = Array.isArray(value) && value.includes(field.value);
    else if (field.type === "hidden" || field === document.activeElement)
      continue; // never under the reader's hands
    else if (field.value !== (value ?? "")) field.value = String(value ?? "");
  }
}
