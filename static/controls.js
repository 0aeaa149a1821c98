// @ts-check
// Knows the buttons on the map, its scale and its sources.

import { button, element, svg } from "./dom.js";
import { t } from "./words.js";

/** Strokes of the buttons' pictures, on a square of 20. @type {Readonly<Record<string, string>>} */
const PICTURES = {
  in: "M10 4v12M4 10h12",
  out: "M4 10h12",
  full: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  first: "M3 10l7-6 7 6M5 9v8h10V9",
  draw: "M3 3h2m2 0h2m2 0h2m2 0h2v2m0 2v2m0 2v2m0 2v2h-2m-2 0h-2m-2 0H7m-2 0H3v-2m0-2v-2m0-2V7m0-2V3",
};

/** A button with a picture and a name. @param {string} picture @param {string} name @param {() => void} act */
function tool(picture, name, act) {
  const made = button("", `map-tool map-${picture}`, act);
  made.append(
    svg(
      "svg",
      { viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
      svg("path", { d: PICTURES[picture] }),
    ),
  );
  entitle(made, name);
  return made;
}

/** @param {HTMLElement} made @param {string} name */
function entitle(made, name) {
  made.setAttribute("aria-label", name);
  made.title = name;
}

/** What the buttons do. @typedef {{ first: () => void, all: () => void, draw: () => void, view: () => void }} Acts */

/** Furnish the corners of the map. @param {L.Map} map @param {HTMLElement} frame @param {Acts} acts */
export function createControls(map, frame, acts) {
  map.attributionControl?.remove();
  const all = button("", "map-words map-all", acts.all);
  const view = button("", "map-words map-view", acts.view);
  const draw = tool("draw", t("Draw a box: only events in it"), acts.draw);
  const full = createFullScreen(frame);
  corner(map, "topleft", element("div", { class: "map-group" }, all, view));
  const tools = [...zooms(map), ...(full ? [full] : []), tool("first", t("Back to the first view"), acts.first), draw];
  corner(map, "topright", element("div", { class: "map-tools" }, ...tools));
  corner(map, "bottomleft", createScale(map));
  if (frame.dataset.attribution) {
    corner(map, "bottomright", element("p", { class: "map-sources" }, frame.dataset.attribution));
  }
  return {
    /** @param {number} count events out of view */
    tell(count) {
      const narrow = map.getSize().x < 480;
      const long = count === 0 ? t("All events") : t("All events ({n} beyond this view)", { n: count });
      const words = narrow && count > 0 ? t("All (+{n})", { n: count }) : long;
      if (all.textContent === words) return;
      all.textContent = words;
      all.title = words === long ? "" : long;
    },
    /** @param {boolean} drawing whether a box is being drawn @param {boolean} boxed whether one filters */
    box(drawing, boxed) {
      draw.setAttribute("aria-pressed", String(drawing));
      view.textContent = boxed ? t("Remove the box") : t("Only this view");
      view.title = boxed ? "" : t("Only events in this part of the map");
    },
  };
}

/** @param {L.Map} map */
function zooms(map) {
  const closer = tool("in", t("Zoom in"), () => map.zoomIn());
  const further = tool("out", t("Zoom out"), () => map.zoomOut());
  const limit = () => {
    closer.setAttribute("aria-disabled", String(map.getZoom() >= map.getMaxZoom()));
    further.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom()));
  };
  map.on("zoomend", limit);
  limit();
  return [closer, further];
}

/** A button that lets the map, with list and band where there is room, take the whole screen; null where that is not allowed,
 * as in most frames. @param {HTMLElement} frame */
function createFullScreen(frame) {
  if (!document.fullscreenEnabled) return null;
  const made = tool("full", t("Full screen"), () => {
    if (document.fullscreenElement) return document.exitFullscreen();
    const wide = matchMedia("(min-width: 1024px)").matches;
    return /** @type {HTMLElement} */ (frame.closest(wide ? ".stage" : ".map-column") ?? frame).requestFullscreen();
  });
  document.addEventListener("fullscreenchange", () => {
    entitle(made, document.fullscreenElement ? t("Leave full screen") : t("Full screen"));
  });
  return made;
}

/** A bar of a round number of metres. @param {L.Map} map */
function createScale(map) {
  const made = element("p", { class: "map-scale" });
  const tell = () => {
    const { x, y } = map.getSize();
    const metres = map.distance(
      map.containerPointToLatLng([x / 2 - 50, y / 2]),
      map.containerPointToLatLng([x / 2 + 50, y / 2]),
    );
    const power = 10 ** Math.floor(Math.log10(metres));
    const round = power * ([5, 2, 1].find((step) => step * power <= metres) ?? 1);
    // Not Intl's units: browsers have none in Belarusian.
    made.textContent =
      round < 1000 ? t("{distance} m", { distance: round }) : t("{distance} km", { distance: round / 1000 });
    made.style.width = `${Math.round((100 * round) / metres)}px`;
  };
  map.on("moveend", tell);
  tell();
  return made;
}

/** Put an element into a corner of the map. @param {L.Map} map @param {L.ControlPosition} position @param {HTMLElement} made */
export function corner(map, position, made) {
  const control = new L.Control({ position });
  control.onAdd = () => {
    made.classList.add("leaflet-control");
    L.DomEvent.disableClickPropagation(made);
    return made;
  };
  control.addTo(map);
}
