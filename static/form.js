// @ts-check
// Knows the filter form: what is ticked and typed becomes state without a reload, and state becomes what is ticked.

import { NOTHING, readState } from "./state.js";

/** @import { State, Store } from "./types" */

/** @param {HTMLFormElement} form @param {Store} store */
export function createForm(form, store) {
  const change = () => {
    // The form is read as the server would read it: one reading of filters, not two.
    const { from, to, cat, status, actor, q } = readState(
      `?${new URLSearchParams(/** @type {any} */ (new FormData(form)))}`,
    );
    store.set({ from, to, cat, status, actor, q });
  };
  form.addEventListener("input", change);
  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    change();
  });
  for (const reset of document.querySelectorAll("a.reset")) {
    reset.addEventListener("click", (click) => {
      click.preventDefault();
      const { z, c, sel } = store.get();
      store.set({ ...NOTHING, z, c, sel }, { push: true });
    });
  }
  fill(form, store.get());
  store.subscribe((state) => fill(form, state));
}

/** @param {HTMLFormElement} form @param {State} state */
function fill(form, state) {
  for (const field of form.querySelectorAll("input")) {
    if (field === document.activeElement && field.type !== "checkbox") continue; // never under the reader's hands
    const value = state[/** @type {keyof State} */ (field.name)];
    if (field.type === "checkbox") field.checked = Array.isArray(value) && value.includes(field.value);
    else if (field.value !== (value ?? "")) field.value = String(value ?? "");
  }
}
