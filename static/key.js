// @ts-check
// Knows how to explain the marks of the map: a key whose marks are painted by what paints the map.

import { element } from "./dom.js";
import * as glyphs from "./glyphs.js";
import { arrowHead, crossings, hatching } from "./strokes.js";
import { ground, strokes } from "./styles.js";
import { t } from "./words.js";

/** @import { Palette } from "./palette.js" */
/** @import { Form, Status } from "./types" */
/** @import { Look, Style } from "./styles.js" */

const [WIDE, TALL] = [44, 28]; // pixels of a sample

/** @typedef {(ctx: CanvasRenderingContext2D, look: Look) => void} Sample */

/** @param {(ctx: CanvasRenderingContext2D, x: number, y: number, look: Look) => void} glyph @param {number} [y] @returns {Sample} */
const spot =
  (glyph, y = TALL / 2) =>
  (ctx, look) =>
    glyph(ctx, WIDE / 2, y, look);

/** @param {Form} form @param {(ctx: CanvasRenderingContext2D) => void} outline @returns {Sample} */
const area = (form, outline) => (ctx, look) => {
  ctx.beginPath();
  outline(ctx);
  fill(ctx, ground(form, look, hatching));
};

/** @param {Form} form @param {(ctx: CanvasRenderingContext2D, points: { x: number, y: number }[], look: Look) => void} [painted] @returns {Sample} */
const line =
  (form, painted = () => {}) =>
  (ctx, look) => {
    const points = [4, 14, 26, WIDE - 4].map((x) => ({ x, y: TALL / 2 }));
    for (const style of strokes(form, look).slice(1)) {
      ctx.beginPath();
      for (const { x, y } of points) ctx.lineTo(x, y);
      fill(ctx, style);
    }
    painted(ctx, points, look);
  };

/** Fill and stroke as Leaflet's canvas does. @param {CanvasRenderingContext2D} ctx @param {Style} style */
function fill(ctx, style) {
  if (style.fill && style.fillColor) {
    ctx.globalAlpha = style.fillOpacity ?? 1;
    ctx.fillStyle = style.fillColor;
    ctx.fill();
  }
  ctx.globalAlpha = style.opacity;
  glyphs.stroke(ctx, style.color, style.weight, style.dashArray);
  ctx.globalAlpha = 1;
}

const box = (/** @type {CanvasRenderingContext2D} */ ctx) => ctx.rect(6, 4, WIDE - 12, TALL - 8);
const round = (/** @type {CanvasRenderingContext2D} */ ctx) => ctx.arc(WIDE / 2, TALL / 2, 11, 0, 2 * Math.PI);

/** What the forms say. @returns {[string, Sample, Partial<Look>?][]} */
function forms() {
  return [
    [t("A town"), spot(glyphs.ring)],
    [t("A site, such as an airfield"), spot(glyphs.pin, TALL - 3)],
    [t("Somewhere near, within this circle"), area("near", round)],
    [t("An area, all of it"), area("area", box)],
    [t("A country, all of it"), area("country", box)],
    [t("A border"), line("border")],
    [t("A border closed or made hard to pass"), line("border", crossings)],
    [t("A route or a move"), line("arrow", arrowHead)],
    [t("Announced only"), line("arrow", arrowHead), { status: "planned" }],
    [t("Where it was before"), line("arrow"), { before: true }],
    [
      t("Several events; the ring shows what kinds"),
      (ctx, look) =>
        glyphs.badge(
          ctx,
          WIDE / 2,
          TALL / 2,
          [
            [look.colour, 3],
            [look.select, 2],
          ],
          "5",
          look,
        ),
    ],
  ];
}

/** What the edges say. @returns {[string, Status][]} */
function edges() {
  return [
    [t("Stated as a fact"), "asserted"],
    [t("Claimed by somebody"), "claimed"],
    [t("Denied"), "denied"],
    [t("Planned or announced"), "planned"],
    [t("Only possible"), "hypothetical"],
  ];
}

/** The key, closed at first; what it explains is made when it is opened. @param {() => Palette} colours */
export function createKey(colours) {
  /** @type {(() => void)[]} */
  const paints = [];
  /** @param {[string, Sample, Partial<Look>?]} row */
  const row = ([words, sample, looks]) => {
    const canvas = element("canvas", { width: String(2 * WIDE), height: String(2 * TALL), "aria-hidden": "true" });
    paints.push(() => paint(canvas, sample, looks ?? {}, colours()));
    return element("li", {}, canvas, words);
  };
  const body = element("div", {
    class: "map-key-body",
    tabindex: "0",
    role: "group",
    "aria-label": t("What the marks mean"),
  });
  const fill = () => {
    const told = edges().map(([words, status]) => row([words, spot(glyphs.ring), { status }]));
    body.append(
      element("p", { class: "map-key-title" }, t("Where")),
      element("ul", {}, ...forms().map(row)),
      element("p", { class: "map-key-title" }, t("How it is told")),
      element("ul", {}, ...told),
    );
  };
  const made = element("details", { class: "map-key" }, element("summary", {}, t("What the marks mean")), body);
  const redraw = () => {
    if (made.open && paints.length === 0) fill();
    if (made.open) for (const each of paints) each();
  };
  made.addEventListener("toggle", redraw);
  return { made, redraw };
}

/** @param {HTMLCanvasElement} canvas @param {Sample} sample @param {Partial<Look>} looks @param {Palette} colours */
function paint(canvas, sample, looks, { families, muted, paper, ink, select, font }) {
  const ctx = canvas.getContext("2d");
  if (!ctx) return;
  ctx.setTransform(2, 0, 0, 2, 0, 0);
  ctx.clearRect(0, 0, WIDE, TALL);
  const colour = looks.before ? muted : families.politics;
  sample(ctx, { colour, paper, ink, select, font, status: "asserted", selected: false, before: false, ...looks });
}
