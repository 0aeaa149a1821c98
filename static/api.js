// @ts-check
// The pages of the API: what is asked is counted while it is written, and the lines to copy follow it.

import { copying } from "./copying.js";
import { asking } from "./query.js";

for (const form of document.querySelectorAll("form.ask")) asking(/** @type {HTMLFormElement} */ (form));
for (const code of document.querySelectorAll("[data-copy]")) copying(/** @type {HTMLElement} */ (code));
