// @ts-check
// Knows how the names on the map are written: those of the ground, and before them those of the selected event's places.

import { lettered } from "./dom.js";
import { written } from "./labels.js";

/** @import { Frame, Name } from "./labels.js" */
/** @import { Named } from "./basemap.js" */
/** @import { Palette } from "./palette.js" */

/** @typedef {Name & { font: string, kind: string, dot: boolean, rank: number }} Writing `rank`: lower is more important */
/** @typedef {{ name: Writing, frame: Frame }} Written */

/** How the names of each kind of place are written; "own" are those of events. @type {Readonly<Record<string, string>>} */
const FONTS = {
  own: "600 12px",
  country: "600 12px",
  capital: "600 11px",
  region: "italic 400 10px",
  sea: "italic 400 11px",
  city: "400 11px",
  town: "400 10px",
};

const SAME = 80; // pixels within which one name is meant once
const CLOSE = 24; // pixels from a place to a lesser one that is a part of it, for all that can be seen

/** Kinds that are a spot; their names stand beside it. */
const SPOTS = ["capital", "city", "town"];

/** @type {Map<string, number>} */
const widths = new Map();
const probe = globalThis.document?.createElement("canvas").getContext("2d") ?? null;

/** Pixels that words take. @param {string} words @param {string} font */
function widthOf(words, font) {
  const key = `${font} ${words}`;
  const known = widths.get(key);
  if (known !== undefined || !probe) return known ?? 0;
  probe.font = font;
  const width = probe.measureText(words).width;
  widths.set(key, width);
  return width;
}

/** @param {string} words @param {number} x @param {number} y @param {string} kind @param {boolean} spot @param {string} family
 * @param {number} rank @returns {Writing} */
function writing(words, x, y, kind, spot, family, rank = 0) {
  const font = `${(FONTS[kind] ?? FONTS.town).replace(/\d+(?=px)/, (size) => String(lettered(Number(size))))} ${family}`;
  const tall = Number(/([\d.]+)px/.exec(font)?.[1]) + 2;
  return { words, x, y, wide: widthOf(words, font), tall, spot, font, kind, dot: spot && kind !== "own", rank };
}

/** The names without those that another of the same words, further up, stands close to: our Brest on the ground's Brest.
 * @param {readonly Writing[]} names */
function once(names) {
  /** @type {Map<string, Writing[]>} */
  const said = new Map();
  return names.filter((name) => {
    const same = said.get(name.words) ?? [];
    said.set(name.words, [...same, name]);
    return !same.some(({ x, y }) => Math.hypot(x - name.x, y - name.y) < SAME);
  });
}

/** The names without those of places close to a more important one: suburbs of a city that is but a dot.
 * @param {readonly Writing[]} names */
function apart(names) {
  /** @type {Map<string, Writing[]>} */
  const near = new Map(); // by cells as wide as what is close
  return names.filter((name) => {
    if (!name.dot) return true;
    const [column, row] = [Math.floor(name.x / CLOSE), Math.floor(name.y / CLOSE)];
    for (let at = 0; at < 9; at += 1) {
      const there = near.get(`${column - 1 + (at % 3)} ${row - 1 + Math.floor(at / 3)}`) ?? [];
      if (there.some(({ x, y, rank }) => rank < name.rank && Math.hypot(x - name.x, y - name.y) < CLOSE)) return false;
    }
    const key = `${column} ${row}`;
    near.set(key, [...(near.get(key) ?? []), name]);
    return true;
  });
}

/** @typedef {{ words: string, x: number, y: number, spot: boolean }} Own */

/** @typedef {{ zoom: number, sees: (x: number, y: number) => boolean, pixel: (x: number, y: number) => { x: number, y: number } }} View */

/** The names that find room in a view, `own` first, then the more important ones of the ground.
 * @param {readonly Own[]} own in pixels of the layer @param {readonly Named[]} ground @param {View} view of the unit square
 * @param {ReturnType<typeof import("./labels.js").createFrames>} frames that are taken @param {string} family of the font
 * @returns {Written[]} */
export function namesAt(own, ground, { zoom, sees, pixel }, frames, family) {
  const ours = own.map(({ words, x, y, spot }) => ({ ...writing(words, x, y, "own", spot, family), needed: true }));
  const theirs = ground
    .filter((named) => named.zoom < zoom && sees(named.x, named.y))
    .sort((a, b) => a.rank - b.rank || a.x - b.x || a.y - b.y)
    .map((named) => {
      const { x, y } = pixel(named.x, named.y);
      return writing(named.name, x, y, named.kind, SPOTS.includes(named.kind), family, named.rank);
    });
  return written(once([...ours, ...apart(theirs)]), frames);
}

/** @param {CanvasRenderingContext2D} ctx @param {readonly Written[]} names @param {Palette} colours */
export function paintNames(ctx, names, colours) {
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const { name, frame } of names) {
    const own = name.kind === "own";
    ctx.font = name.font;
    ctx.lineWidth = own ? 4 : 3;
    ctx.strokeStyle = own ? colours.paper : name.kind === "sea" ? colours.water : colours.land;
    ctx.fillStyle = own ? colours.ink : colours.label;
    ctx.strokeText(name.words, frame.left, (frame.top + frame.bottom) / 2);
    ctx.fillText(name.words, frame.left, (frame.top + frame.bottom) / 2);
    if (!name.dot) continue;
    ctx.beginPath();
    ctx.arc(name.x, name.y, 1.5, 0, 2 * Math.PI);
    ctx.fill();
  }
}
