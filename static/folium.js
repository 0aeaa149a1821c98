// @ts-check
// Knows when the map that Folium made is there: its scripts come after the page's own, which have much to do before it.

/** The map; undefined where it or Leaflet could not be loaded. @type {Promise<L.Map | undefined>} */
export const foliumMap = new Promise((there) => {
  document.addEventListener("DOMContentLoaded", () => there(window.L && window.map_main));
});
