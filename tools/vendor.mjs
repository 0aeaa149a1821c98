// What of each third-party package the pages load: copies the files named under "vendor" in package.json from
// node_modules to static/vendor/PACKAGE/, with each package's licence and, in versions.json, its version. A script that
// leaves a name on the window, and that a module of ours loads when it is needed, is made a module itself; one that every
// map page runs as it opens says so.

import { appendFileSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AT_ONCE } from "./hints.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "static", "vendor");
const fresh = `${target}.new`;
const EARLY = new Set(["leaflet.js"]); // those that every map page runs as it opens
const NAMES = new Map([["protomaps-leaflet.js", "protomapsL"]]); // what a script leaves on the window

/** @param {string} path */
const json = (path) => JSON.parse(readFileSync(path, "utf8"));

/** "@fontsource/inter" is served as "inter". @param {string} name */
const folder = (name) => basename(name);

/**
 * Copies one package's files; returns what versions.json says of it.
 * @param {string} name
 * @param {string[]} files
 */
function vendor(name, files) {
  const source = join(root, "node_modules", name);
  const into = join(fresh, folder(name));
  const { version, license } = json(join(source, "package.json"));
  const licence = readdirSync(source).find((file) => /^licen[cs]e/i.test(file));
  if (licence === undefined) throw new Error(`${name} ${version}: no licence file in ${source}`);
  mkdirSync(into, { recursive: true });
  copyFileSync(join(source, licence), join(into, "LICENSE"));
  for (const file of files) {
    copyFileSync(join(source, file), join(into, basename(file)));
    if (EARLY.has(basename(file))) hint(join(into, basename(file)));
    const left = NAMES.get(basename(file));
    if (left) appendFileSync(join(into, basename(file)), `\nexport default ${left};\n`);
  }
  return { version, license, files: files.map((file) => basename(file)).sort() };
}

/** @param {string} script */
function hint(script) {
  writeFileSync(script, `${AT_ONCE}\n${readFileSync(script, "utf8")}`);
}

rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
const versions = Object.fromEntries(
  Object.entries(json(join(root, "package.json")).vendor).map(([name, files]) => [name, vendor(name, files)]),
);
writeFileSync(join(fresh, "versions.json"), `${JSON.stringify(versions, null, 2)}\n`);
// Swapped in whole, so that an interrupted copy is never served.
if (existsSync(target)) rmSync(target, { recursive: true });
renameSync(fresh, target);
