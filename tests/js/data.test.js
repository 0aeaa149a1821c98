// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "../../static/data.js";
import { place } from "./events.js";

/** @import { Index } from "../../static/types" */

/** @returns {Index} */
function index() {
  const area = place({ id: "iso:BY", name: "Belarus", kind: "country", shape: "iso:BY" });
  return {
    edition: "abc",
    categories: ["protest", "diplomacy"],
    modalities: ["asserted", "denied"],
    precisions: ["day", "month"],
    briefings: [{ id: "b1", title: "A review", publisher: "Hand Press", published: "2022-02-07", url: null }],
    actors: ["Minsk", "Vilnius"],
    claimants: ["the ministry"],
    spots: [place(), area],
    shapes: {
      type: "FeatureCollection",
      features: [{ type: "Feature", id: "iso:BY", geometry: null, properties: {} }],
    },
    events: {
      at: [4, 9],
      id: ["e1", "e2"],
      title: ["A march", "Talks"],
      start: ["2022-01", null],
      end: ["2022-01", null],
      precision: [1, -1],
      category: [0, 1],
      modality: [0, 1],
      briefing: [0, 0],
      actors: [[1, 0], []],
      claimants: [[], [0]],
      spots: [[0, 1, 1], []],
    },
  };
}

test("columns become events", () => {
  const [march, talks] = decode(index()).events;
  const { places, span, ...rest } = march;
  assert.deepEqual(rest, {
    position: 4,
    id: "e1",
    title: "A march",
    start: "2022-01",
    end: "2022-01",
    time_precision: "month",
    category: "protest",
    modality: "asserted",
    doc_id: "b1",
    published: "2022-02-07",
    actors: ["Vilnius", "Minsk"],
    claimants: [],
    shapes: ["iso:BY"],
  });
  assert.equal(span && span[1] - span[0], 31);
  assert.deepEqual(
    places.map(({ name }) => name),
    ["Brest", "Belarus", "Belarus"],
  );
  assert.deepEqual(
    [talks.time_precision, talks.span, talks.places, talks.claimants],
    [null, null, [], ["the ministry"]],
  );
});

test("events that name the same place share it", () => {
  const given = index();
  given.events.spots = [[0], [0]];
  const [one, other] = decode(given).events;
  assert.equal(one.places[0], other.places[0]);
});

test("of a whole edition the position is the row", () => {
  const given = index();
  given.events.at = null;
  assert.deepEqual(
    decode(given).events.map(({ position }) => position),
    [0, 1],
  );
});

test("columns that do not fit together are refused", () => {
  const given = index();
  given.events.title.pop();
  assert.throws(() => decode(given), /title: 1 of 2/);
});
