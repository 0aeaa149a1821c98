// What the pages load of our own scripts and styles: makes static/built/ of static/, minified, one file for each way of
// loading. A request costs a reader more than a few KiB that another page would not need.
//
// page.js is everything that follows the state, as a module; api.js is for the pages of the API alone. Leaflet and
// Folium's map stay outside: they are found on the window. atlas.css has Leaflet's sheet in it, less the pictures of its own controls and markers, which
// no page has.

import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { AT_ONCE } from "./hints.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "static", "built");
/** The fonts stay where they are, and the sheets lie a folder deeper. */
const fonts = {
  name: "fonts",
  setup: (/** @type {import("esbuild").PluginBuild} */ { onResolve }) =>
    onResolve({ filter: /\.woff2$/ }, ({ path }) => ({ path: `../${path}`, external: true })),
};
const BUNDLES = [
  { entryPoints: { page: "static/main.js", many: "static/many.js" }, format: "esm", banner: { js: AT_ONCE } },
  { entryPoints: { api: "static/api.js" }, format: "esm" },
  { entryPoints: { site: "static/site.css", atlas: "static/atlas.css" }, loader: { ".png": "empty" }, plugins: [fonts] },
];

mkdirSync(target, { recursive: true });
for (const bundle of BUNDLES) {
  const { outputFiles } = await build({
    ...bundle,
    absWorkingDir: root,
    outdir: target,
    bundle: true,
    minify: true,
    legalComments: "none",
    target: "es2022",
    charset: "utf8",
    write: false,
    logLevel: "warning",
  });
  for (const { path, contents } of outputFiles) {
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, contents);
    renameSync(fresh, join(target, basename(path))); // whole at once: a server may be reading it
  }
}
