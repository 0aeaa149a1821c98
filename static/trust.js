// @ts-check
// Knows which strings may become markup: one constant of Leaflet's, which is to run after this. A browser without Trusted
// Types has nothing to be told of strings.

const PROBE = "<svg/>"; // what Leaflet 1.9.4 asks of a browser first; its controls that write markup are not used

window.trustedTypes?.createPolicy("default", {
  createHTML: (markup) => (markup === PROBE ? markup : null),
});
