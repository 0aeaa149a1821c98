// @ts-check
// Knows how the ground under the events is painted: land, water and borders, quieter than anything on it.

import { onThemeChange } from "./palette.js";

/** @import { Palette } from "./palette.js" */

/** @typedef {{ props: Record<string, string | number | boolean | null> }} Feature */

/** Add the vector tiles at `url`, in the colours that `colours` gives when they are painted. Without tiles the map stays
 * plain and everything else works. @param {L.Map} map @param {string | undefined} url @param {() => Palette} colours */
export function basemap(map, url, colours) {
  if (!url || typeof protomapsL === "undefined") return;
  // An absolute address without the page's query or hash: the reader of tiles parses it against another base.
  const layer = protomapsL.leafletLayer({
    url: new URL(url, document.baseURI).href,
    attribution: "",
    noWrap: false,
    maxDataZoom: 6,
    paintRules: paintRules(colours),
    labelRules: labelRules(colours),
  });
  layer.addTo(map);
  onThemeChange(() => {
    layer.clearLayout();
    layer.rerenderTiles();
  });
}

/** @param {() => Palette} colours */
function paintRules(colours) {
  const { PolygonSymbolizer, LineSymbolizer } = protomapsL;
  /** @param {(palette: Palette) => string} pick */
  const colour = (pick) => () => pick(colours());
  const disputed = (/** @type {Feature} */ feature) => Boolean(feature.props.disputed);
  return [
    { dataLayer: "countries", symbolizer: new PolygonSymbolizer({ fill: colour((p) => p.land) }) },
    { dataLayer: "lakes", symbolizer: new PolygonSymbolizer({ fill: colour((p) => p.water) }) },
    {
      dataLayer: "regions",
      minzoom: 5,
      symbolizer: new LineSymbolizer({ color: colour((p) => p.border), width: 0.5, opacity: 0.6 }),
    },
    {
      dataLayer: "borders",
      symbolizer: new LineSymbolizer({ color: colour((p) => p.border), width: 1.1 }),
      filter: (/** @type {number} */ _zoom, /** @type {Feature} */ feature) => !disputed(feature),
    },
    {
      dataLayer: "borders",
      symbolizer: new LineSymbolizer({
        color: colour((p) => p.disputed),
        width: 1.1,
        dash: [3, 3],
        dashColor: colour((p) => p.disputed),
        dashWidth: 1.1,
      }),
      filter: (/** @type {number} */ _zoom, /** @type {Feature} */ feature) => disputed(feature),
    },
  ];
}

/** How the names of each kind of place are written. @type {Readonly<Record<string, string>>} */
const FONTS = {
  country: "600 12px",
  capital: "600 11px",
  region: "italic 400 10px",
  sea: "italic 400 11px",
  city: "400 11px",
  town: "400 10px",
};

/** Kinds that are a spot on this map; their names stand beside it, clear of what happened there. */
const SPOTS = ["capital", "city", "town"];

/** Labels, the important ones first; each from the zoom that its place asks for.
 * @param {() => Palette} colours */
function labelRules(colours) {
  const { CenteredTextSymbolizer, CircleSymbolizer, GroupSymbolizer, OffsetTextSymbolizer, TextPlacements } =
    protomapsL;
  const dot = new CircleSymbolizer({ radius: 1.5, fill: () => colours().label });
  return Object.entries(FONTS).map(([kind, font]) => {
    const writing = {
      labelProps: ["name"],
      fill: () => colours().label,
      stroke: () => (kind === "sea" ? colours().water : colours().land),
      width: 2,
      font: () => `${font} ${colours().font}`,
      offsetX: 11,
      placements: [TextPlacements.E],
    };
    return {
      id: kind,
      dataLayer: "places",
      filter: (/** @type {number} */ zoom, /** @type {Feature} */ { props }) =>
        props.kind === kind && Number(props.zoom) < zoom,
      sort: (/** @type {Feature["props"]} */ a, /** @type {Feature["props"]} */ b) => Number(a.rank) - Number(b.rank),
      symbolizer: SPOTS.includes(kind)
        ? new GroupSymbolizer([dot, new OffsetTextSymbolizer(writing)])
        : new CenteredTextSymbolizer(writing),
    };
  });
}
