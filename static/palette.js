// @ts-check
// Knows the colours of the page: CSS custom properties, read again when light and dark change.

import { FAMILIES } from "./families.js";

/** @import { Family } from "./types" */

/** @typedef {{
 *   families: Record<Family, string>, ink: string, muted: string, paper: string, select: string, land: string, water: string,
 *   border: string, disputed: string, label: string, font: string,
 * }} Palette */

/** The colours that a reader who forces colours has chosen stand for ours: what is a mark, a name or an edge has the colour
 * of text; forms and edges tell the rest. @type {Readonly<Record<string, string>>} */
const FORCED = { paper: "Canvas", land: "Canvas", water: "Canvas", select: "Highlight", border: "GrayText" };

/** What a system colour is, for a canvas does not ask the reader's theme. @param {string} name */
function resolved(name) {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = name;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** The colours as they now are. @returns {Palette} */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  const forced = matchMedia("(forced-colors: active)").matches;
  /** @param {string} name */
  const colour = (name) => {
    return forced ? resolved(FORCED[name] ?? "CanvasText") : style.getPropertyValue(`--${name}`).trim();
  };
  return {
    families: /** @type {Record<Family, string>} */ (
      Object.fromEntries(FAMILIES.map(([family]) => [family, colour(family)]))
    ),
    ink: colour("ink"),
    muted: colour("ink-muted"),
    paper: colour("paper"),
    select: colour("select"),
    land: colour("land"),
    water: colour("water"),
    border: colour("border"),
    disputed: colour("border-disputed"),
    label: colour("label"),
    font: getComputedStyle(document.body).fontFamily,
  };
}

/** Call `listener` whenever the reader's system changes between light and dark, or to forced colours. @param {() => void} listener */
export function onThemeChange(listener) {
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", listener);
  }
}
