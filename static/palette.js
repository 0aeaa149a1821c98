// @ts-check
// Knows the colours of the page: CSS custom properties, read again when light and dark change.

import { FAMILIES } from "./families.js";

/** @import { Family } from "./types" */

/** @typedef {{
 *   families: Record<Family, string>, ink: string, muted: string, paper: string, select: string, land: string, water: string,
 *   border: string, disputed: string, label: string, font: string,
 * }} Palette */

/** The colours as they now are. @returns {Palette} */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  /** @param {string} name */
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
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
