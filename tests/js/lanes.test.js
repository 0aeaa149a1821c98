// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { lanesOf } from "../../static/lanes.js";
import { reachOf } from "../../static/scale.js";
import { event, place } from "./events.js";

/** @import { EventRecord } from "../../static/types" */

/** @param {Partial<EventRecord>[]} given */
const reaches = (given) => given.flatMap((each, at) => reachOf(event({ id: `e${at}`, ...each })) ?? []);

/** Names of lanes with the ids of their events. @param {ReturnType<typeof lanesOf>} lanes */
const told = (lanes) =>
  lanes.map(({ name, reaches: inside }) => [name, inside.map((reach) => reach.event.id).join(" ")]);

test("lanes of families stay where they are whatever is shown", () => {
  const all = reaches([{ category: "protest" }, { category: "military_movement" }, { category: "unheard_of" }]);
  assert.deepEqual(told(lanesOf(all, all.slice(0, 1), "cat", 3)), [
    ["Force", ""],
    ["Rights", "e0"],
    ["Other", ""],
  ]);
});

test("lanes of claimants begin with what nobody but the publisher says, and end with the others", () => {
  const all = reaches([
    { claimants: ["Minsk"] },
    { claimants: [] },
    { claimants: ["Vilnius", "Minsk"] },
    { claimants: ["Riga", "Tallinn"] },
    { claimants: ["minsk"] },
  ]);
  assert.deepEqual(told(lanesOf(all, all, "claimant", 3)), [
    ["publisher itself", "e1"],
    ["Minsk", "e0 e2 e4"],
    ["others", "e3 e2"],
  ]);
  assert.deepEqual(
    lanesOf(all, all, "claimant", 5).map((lane) => lane.name),
    ["publisher itself", "Minsk", "Riga", "Tallinn", "Vilnius"],
  );
});

test("an event stands in the lane of each of its places, and once where a place has two roles", () => {
  const brest = place();
  const minsk = place({ id: "gn:625144", name: "Minsk" });
  const all = reaches([{ places: [brest, minsk] }, { places: [minsk, { ...minsk, role: "target" }] }, {}]);
  assert.deepEqual(told(lanesOf(all, all, "place", 4)), [
    ["no place", "e2"],
    ["Minsk", "e0 e1"],
    ["Brest", "e0"],
  ]);
});
