// @ts-check
// Knows that scripts run, and which strings may become markup: one constant of Leaflet's. A classic script, because it must
// have run before Leaflet, which is one too, and before the page is laid out; a browser without Trusted Types has nothing to
// be told of strings.

{
  document.documentElement.classList.add("js");
  const PROBE = "<svg/>"; // what Leaflet 1.9.4 asks of a browser first; its controls that write markup are not used

  window.trustedTypes?.createPolicy("default", {
    createHTML: (markup) => (markup === PROBE ? markup : null),
  });
}
