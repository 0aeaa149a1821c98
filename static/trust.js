// @ts-check
// Knows which strings may become markup: the few constants that Leaflet makes its controls of. A classic script, because
// it must have run before Leaflet, which is one too; a browser without Trusted Types has nothing to be told.

{
  /** What Leaflet 1.9.4 gives to innerHTML: its probe for SVG, the zoom buttons, a popup's ×, a DivIcon without words. */
  const CONSTANTS = new Set([
    "<svg/>",
    '<span aria-hidden="true">+</span>',
    '<span aria-hidden="true">&#x2212;</span>',
    '<span aria-hidden="true">&#215;</span>',
    "",
  ]);
  const SCALE = /^\d{1,5} k?m$/; // "300 km", of its scale bar

  window.trustedTypes?.createPolicy("default", {
    createHTML: (markup) => (CONSTANTS.has(markup) || SCALE.test(markup) ? markup : null),
  });
}
