// @ts-check
// Knows how the ground under the events is painted: land, water and borders, quieter than anything on it.

import { later } from "./dom.js";
import { onThemeChange } from "./palette.js";
import { ask } from "./server.js";

/** @import { Palette } from "./palette.js" */

/** @typedef {{ props: Record<string, string | number | boolean | null> }} Feature */

/** Asked for only where it is needed, and once all else is drawn; the scripts lie a folder deeper than this one. */
const PAINTER = new URL("../vendor/protomaps-leaflet/protomaps-leaflet.js", import.meta.url).href;

/** What places are called in the page's language, by what their tile says of them: "country BY", "city BY Minsk".
 * @typedef {Readonly<Record<string, string>>} Called */

/** Those at `address`; without them places have their main names. @param {string | undefined} address @returns {Promise<Called>} */
async function calledAt(address) {
  return address
    ? ask(address, "application/json")
        .then((answer) => answer.json())
        .catch(() => ({}))
    : {};
}

/** Add the vector tiles once the events have been painted, in the colours that `colours` gives when they are. Without
 * tiles or their painter the map stays plain and everything else works. Gives the places to be named in the tiles that have
 * come; `changed` is called whenever more have.
 * @param {L.Map} map @param {DOMStringMap} told the address of the tiles, and that of what their places are called in the
 * page's language @param {() => Palette} colours @param {() => void} changed
 * @param {Promise<unknown>} [drawn] when the events are there @returns {() => Named[]} */
export function basemap(map, { basemap: url, names: called }, colours, changed, drawn = Promise.resolve()) {
  let names = () => /** @type {Named[]} */ ([]);
  const add = async () => {
    const [painter, spoken] = await Promise.all([
      import(PAINTER).then(
        (script) => script.default,
        () => null,
      ),
      calledAt(called),
    ]);
    if (painter) names = addGround(map, painter, `${url}`, spoken, colours, changed);
  };
  if (url) drawn.then(() => later(add));
  return () => names();
}

/** @param {L.Map} map @param {any} painter @param {string} url @param {Called} spoken @param {() => Palette} colours
 * @param {() => void} changed */
function addGround(map, painter, url, spoken, colours, changed) {
  // An absolute address without the page's query or hash: the reader of tiles parses it against another base.
  const layer = painter.leafletLayer({
    url: new URL(url, document.baseURI).href,
    attribution: "",
    noWrap: false,
    maxDataZoom: 6,
    paintRules: paintRules(painter, colours),
    labelRules: [],
  });
  const names = createNames(layer, spoken, changed);
  layer.addTo(map);
  onThemeChange(() => layer.rerenderTiles());
  return names;
}

/** @param {any} painter @param {() => Palette} colours */
function paintRules({ PolygonSymbolizer, LineSymbolizer }, colours) {
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

/** A named place of the ground; `x`, `y` on the map's unit square. @typedef {{ x: number, y: number, name: string, kind: string, rank: number, zoom: number }} Named */

/** The places named in the tiles that have come, by tile. protomaps-leaflet would write each tile's names for itself, and
 * know nothing of the marks: the names are written with the marks instead, so that they keep clear of each other.
 * @param {any} layer of protomaps-leaflet @param {Called} spoken @param {() => void} changed */
function createNames(layer, spoken, changed) {
  /** @type {Map<string, Named[]>} */
  const tiles = new Map();
  let held = -1;
  layer.on("tileload", async (/** @type {L.TileEvent} */ { coords }) => {
    const view = layer.views.get("");
    const columns = 2 ** coords.z;
    const wrapped = { x: ((coords.x % columns) + columns) % columns, y: coords.y, z: coords.z };
    const { dataTile, data } = await view.getDisplayTile(wrapped); // it was painted just now, and is at hand
    if (dataTile.z !== held) tiles.clear();
    held = dataTile.z;
    tiles.set(
      `${dataTile.x} ${dataTile.y}`,
      namesOf(dataTile, data.get("places") ?? [], view.tileCache.tileSize, spoken),
    );
    changed();
  });
  return () => [...tiles.values()].flat();
}

/** @param {{ z: number, x: number, y: number }} tile @param {readonly any[]} features @param {number} tileSize
 * @param {Called} spoken @returns {Named[]} */
function namesOf(tile, features, tileSize, spoken) {
  return features.map(({ props, geom: [[point]] }) => ({
    x: (tile.x + point.x / tileSize) / 2 ** tile.z,
    y: (tile.y + point.y / tileSize) / 2 ** tile.z,
    name: called(props, spoken),
    kind: String(props.kind),
    rank: Number(props.rank),
    zoom: Number(props.zoom),
  }));
}

const SORTS = ["sea", "region"]; // all else that is no country is a city

/** @param {Record<string, string>} props of a place of a tile @param {Called} spoken @returns {string} */
export function called({ kind, iso = "", name }, spoken) {
  const sort = SORTS.includes(kind) ? kind : "city";
  return spoken[kind === "country" ? `country ${iso}` : `${sort} ${iso} ${name}`] ?? name;
}
