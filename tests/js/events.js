// @ts-check
// Makes events and places for the tests: only what a test cares about has to be said.

/** @import { EventRecord, PlaceRecord } from "../../static/types" */

/** @param {Partial<EventRecord>} [given] @returns {EventRecord} */
export function event(given = {}) {
  return {
    doc_id: "b1",
    id: "e1",
    title: "Troops arrive in Brest",
    start: "2022-02-01",
    end: "2022-02-01",
    time_precision: "day",
    time_phrase: "on Tuesday",
    category: "military_movement",
    modality: "asserted",
    actors: [],
    source_of_claim: null,
    claims: [],
    places: [],
    quote: "Troops arrived in Brest on Tuesday.",
    shapes: [],
    ...given,
  };
}

/** @param {Partial<PlaceRecord>} [given] @returns {PlaceRecord} */
export function place(given = {}) {
  return {
    id: "gn:629634",
    name: "Brest",
    role: "location",
    kind: "city",
    lat: 52.1,
    lon: 23.7,
    geo_precision: 1,
    radius_km: 0,
    ...given,
  };
}
