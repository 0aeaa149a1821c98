// @ts-check
// Knows which markup may become elements by way of a string: Leaflet's own constants, and rows from this server.
// Runs before Leaflet; where a browser knows no Trusted Types there is nothing to do.

/** What Leaflet 1.9.4 gives to innerHTML: its probe for SVG, its zoom buttons, the × of a popup, a DivIcon without words. */
const CONSTANTS = new Set([
  "<svg/>",
  '<span aria-hidden="true">+</span>',
  '<span aria-hidden="true">&#x2212;</span>',
  '<span aria-hidden="true">&#215;</span>',
  "",
]);
const SCALE = /^\d{1,5} k?m$/; // "300 km", of its scale bar

window.trustedTypes?.createPolicy("default", {
  /** @param {string} markup */
  createHTML: (markup) => (CONSTANTS.has(markup) || SCALE.test(markup) ? markup : null),
});
