// @ts-check
// Makes events and places for the tests: only what a test cares about has to be said.

import { spanOf } from "../../static/dates.js";

/** @import { Feature, Geometry } from "geojson" */
/** @import { EventRecord, Page, PlaceRecord } from "../../static/types" */

/** @param {Partial<EventRecord>} [given] @returns {EventRecord} */
export function event(given = {}) {
  const { start, end } = { start: "2022-02-01", end: "2022-02-01", ...given };
  return {
    position: 0,
    id: "e1",
    title: "Troops arrive in Brest",
    start,
    end,
    span: spanOf({ start, end }),
    time_precision: "day",
    category: "military_movement",
    modality: "asserted",
    doc_id: "b1",
    published: "2022-02-07",
    actors: [],
    claimants: [],
    places: [],
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
    shape: null,
    ...given,
  };
}

/** A page of those events; shapes by their ids. @param {EventRecord[]} events @param {Record<string, Geometry | null>} [shapes] @returns {Page} */
export function pageOf(events, shapes = {}) {
  /** @type {Feature<Geometry | null>[]} */
  const features = Object.entries(shapes).map(([id, geometry]) => ({ type: "Feature", id, geometry, properties: {} }));
  return {
    edition: "e",
    events,
    shapes: { type: "FeatureCollection", features },
    briefings: [],
    actors: [],
    claimants: [],
  };
}
