// @ts-check
// Knows how tall the reader wants the band: its upper edge can be pulled, or moved with the arrow keys.

import { element, lettered } from "./dom.js";
import { t } from "./words.js";

const LOWEST = lettered(72); // pixels
const HIGHEST = lettered(240);
export const USUAL = Math.min(lettered(166), Math.max(166, 0.35 * (globalThis.innerHeight ?? 0)));
const STEP = 12;

/** @param {(height: number) => void} change is told the height that the lanes and their axis shall have */
export function createGrip(change) {
  const grip = element("div", {
    class: "band-grip",
    role: "separator",
    tabindex: "0",
    "aria-orientation": "horizontal",
    "aria-label": t("Height of the time band"),
    "aria-valuemin": String(LOWEST),
    "aria-valuemax": String(HIGHEST),
    "aria-valuenow": String(USUAL),
  });
  let height = USUAL;
  let pulled = 0;
  /** @param {number} next */
  const become = (next) => {
    height = Math.min(Math.max(next, LOWEST), HIGHEST);
    grip.setAttribute("aria-valuenow", String(Math.round(height)));
    change(height);
  };
  grip.addEventListener("keydown", (press) => {
    const step = press.key === "ArrowUp" ? STEP : press.key === "ArrowDown" ? -STEP : 0;
    if (!step) return;
    press.preventDefault();
    become(height + step);
  });
  grip.addEventListener("pointerdown", (down) => {
    pulled = height + down.clientY;
    grip.setPointerCapture(down.pointerId);
  });
  grip.addEventListener("pointermove", (move) => {
    if (grip.hasPointerCapture(move.pointerId)) become(pulled - move.clientY);
  });
  return grip;
}
