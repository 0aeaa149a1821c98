// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { layLanes } from "../../static/chart.js";
import { daysOf } from "../../static/dates.js";
import { amountsOf, columnAt, columnsOf } from "../../static/density.js";
import { reachOf, scaleOf } from "../../static/scale.js";
import { event } from "./events.js";

/** @param {string} iso */
const day = (iso) => daysOf(iso)?.[0] ?? Number.NaN;
const scale = scaleOf([day("2022-02-01"), day("2022-02-11")], 100);
const reaches = /** @type {const} */ ([
  ["2022-02-02", "2022-02-04", "asserted"],
  ["2022-02-03", "2022-02-03", "denied"],
  ["2021-01-01", "2021-01-01", "denied"],
]).flatMap(([start, end, modality], at) => reachOf(event({ id: `e${at}`, start, end, modality })) ?? []);
const lane = { name: "", family: null, own: false, reaches };

test("in a crowded lane events are counted on each of their days, by how they are told", () => {
  const [asserted, , denied] = amountsOf(reaches, columnsOf(scale));
  assert.deepEqual([...asserted.slice(0, 5)], [0, 1, 1, 1, 0]);
  assert.deepEqual([...denied.slice(0, 5)], [0, 0, 1, 0, 0]);
});

test("a point of a crowded lane finds all events of its day, beside it none", () => {
  const laid = [{ ...lane, top: 20, height: 10, row: 3, rows: null }];
  assert.deepEqual(
    columnAt(laid, scale, 25, 22)?.reaches.map((reach) => reach.event.id),
    ["e0", "e1"],
  );
  assert.equal(columnAt(laid, scale, 25, 12), null);
  assert.equal(columnAt(laid, scale, 65, 22), null);
});

test("marks are drawn one by one as long as each has a row, and never beyond the room", () => {
  /** @param {number} count */
  const laid = (count) => {
    const crowd = Array.from({ length: count }, () => reaches[1]);
    return layLanes(
      [
        { ...lane, reaches: crowd },
        { ...lane, reaches: [] },
      ],
      { scale, room: 100, gap: 4 },
    );
  };
  assert.deepEqual(laid(20)[0].rows?.length, 20);
  assert.equal(laid(40)[0].rows, null);
  for (const count of [1, 20, 40, 3000]) {
    const last = laid(count)[1];
    assert.ok(last.top + last.height <= 22 + 100, `${count}`);
  }
});
