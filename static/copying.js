// @ts-check
// Puts a button below lines that are to be copied.

import { button } from "./dom.js";
import { t } from "./words.js";

const SAID_MS = 2000;

/** @param {HTMLElement} code */
export function copying(code) {
  const copy = button(t("Copy"), "copy", async () => {
    await navigator.clipboard.writeText(code.textContent ?? "");
    copy.textContent = t("Copied");
    setTimeout(() => {
      copy.textContent = t("Copy");
    }, SAID_MS);
  });
  code.parentElement?.after(copy);
}
