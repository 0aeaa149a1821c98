// @ts-check
// Knows which family a category belongs to, and the order in which families and statuses are told.

import { marked } from "./words.js";

/** @import { EventRecord, Family, Status } from "./types" */

/** @type {Readonly<Record<string, Family>>} */
const FAMILY_OF = {
  military_movement: "force",
  armed_clash_or_strike: "force",
  airspace_or_border_incident: "force",
  border_or_transit_restriction: "restriction",
  sanctions_or_trade: "restriction",
  diplomacy: "politics",
  politics_or_election: "politics",
  repression_or_rights: "rights",
  protest: "rights",
  humanitarian: "life",
  economy_or_energy: "life",
  cyber_or_information: "information",
  other: "other",
};

/** Families with their names in English, in the order of lanes and legends. @type {ReadonlyArray<readonly [Family, string]>} */
export const FAMILIES = [
  ["force", marked("Force")],
  ["restriction", marked("Restriction")],
  ["politics", marked("Politics")],
  ["rights", marked("Rights")],
  ["life", marked("Life")],
  ["information", marked("Information")],
  ["other", marked("Other")],
];

export const CATEGORIES = Object.freeze(Object.keys(FAMILY_OF));

/** Best supported first. @type {readonly Status[]} */
export const STATUSES = ["asserted", "claimed", "denied", "planned", "hypothetical"];

/** The family of an event; a category this page does not know is "other". @param {EventRecord} event @returns {Family} */
export function familyOf(event) {
  return Object.hasOwn(FAMILY_OF, event.category) ? FAMILY_OF[event.category] : "other";
}

/** The best supported status among `events`, so that one mark for several is not drawn weaker than one of them.
 * @param {readonly EventRecord[]} events @returns {Status} */
export function statusOf(events) {
  return STATUSES.find((status) => events.some((event) => event.modality === status)) ?? "asserted";
}

/** The one family of `events`, or null where they differ. @param {readonly EventRecord[]} events @returns {Family | null} */
export function soleFamily(events) {
  const families = new Set(events.map(familyOf));
  return families.size === 1 ? /** @type {Family} */ (families.values().next().value) : null;
}
