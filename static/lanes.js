// @ts-check
// Knows which lanes the band has: what their names are, and which events stand in each.

import { FAMILIES, familyOf } from "./families.js";
import { fold } from "./select.js";
import { marked, t } from "./words.js";

/** @import { EventRecord, Family, Lane as Kind } from "./types" */
/** @import { Reach } from "./scale.js" */

/** `own`: whether the name is one of the briefings' words. @typedef {{ name: string, family: Family | null, own: boolean, reaches: Reach[] }} Lane */

/** @type {Map<string, string>} */
const folded = new Map();

/** @param {string} name */
function keyOf(name) {
  const key = folded.get(name) ?? fold(name);
  folded.set(name, key);
  return key;
}

const NOT_NAMED = marked("unnamed sources"); // our word for them, not the briefing's

/** The keys and names under which an event stands. @param {EventRecord} event @param {Kind} by @returns {(readonly [string, string])[]} */
function standsOf(event, by) {
  if (by === "claimant") return event.claimants.map((name) => [keyOf(name), name === NOT_NAMED ? t(name) : name]);
  return event.places.map(({ id, name }) => [id, name]);
}

/** A lane for each family of `all`, whatever is shown of it. @param {readonly Reach[]} all @param {readonly Reach[]} shown @returns {Lane[]} */
function familyLanes(all, shown) {
  const present = new Set(all.map((reach) => familyOf(reach.event)));
  const lanes = new Map(
    FAMILIES.filter(([family]) => present.has(family)).map(([family, name]) => [
      family,
      /** @type {Lane} */ ({ name: t(name), family, own: false, reaches: [] }),
    ]),
  );
  for (const reach of shown) lanes.get(familyOf(reach.event))?.reaches.push(reach);
  return [...lanes.values()];
}

/** No more than `most` lanes of `shown`: those events that nobody but the publisher tells, or that name no place; the most
 * frequent claimants or places, an event with several in each; the rest in "others".
 * @param {readonly Reach[]} all @param {readonly Reach[]} shown @param {Kind} by @param {number} most at least 3 @returns {Lane[]} */
export function lanesOf(all, shown, by, most) {
  if (by === "cat") return familyLanes(all, shown);
  /** @type {Map<string, Lane>} */
  const named = new Map();
  /** @type {Reach[]} */
  const none = [];
  for (const reach of shown) {
    const stands = standsOf(reach.event, by);
    if (stands.length === 0) none.push(reach);
    for (const [key, name] of stands) {
      const lane = named.get(key) ?? { name, family: null, own: true, reaches: [] };
      if (lane.reaches.at(-1) !== reach) lane.reaches.push(reach); // a place in two roles is one place
      named.set(key, lane);
    }
  }
  const ranked = [...named.values()].sort((a, b) => b.reaches.length - a.reaches.length || (a.name < b.name ? -1 : 1));
  const room = most - (none.length > 0 ? 1 : 0);
  const kept = ranked.slice(0, ranked.length > room ? room - 1 : room);
  const rest = new Set(ranked.slice(kept.length).flatMap((lane) => lane.reaches));
  const alone = by === "claimant" ? t("publisher itself") : t("no place");
  return [
    ...(none.length ? [{ name: alone, family: null, own: false, reaches: none }] : []),
    ...kept,
    ...(rest.size ? [{ name: t("others"), family: null, own: false, reaches: [...rest] }] : []),
  ];
}
