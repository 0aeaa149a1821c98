// What the pages load of our own scripts: makes static/built/ of static/*.js, minified, one file for each way of loading.
//
// page.js is everything that follows the state, as a module; trust.js is a classic script, because it must have run
// before Leaflet, which is one too. Leaflet and Folium's map stay outside: they are found on the window.

import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "static", "built");
const BUNDLES = [
  { entryPoints: { page: "static/main.js" }, format: "esm" },
  { entryPoints: { trust: "static/trust.js" }, format: "iife" },
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
