// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { compact } from "../../static/painting.js";

test("a badge has room for any count", () => {
  const counts = [7, 999, 1000, 1249, 9960, 12_600, 994_999, 995_000, 1_250_000, 23_400_000];
  const told = ["7", "999", "1K", "1.2K", "10K", "13K", "990K", "1M", "1.3M", "23M"];
  assert.deepEqual(counts.map(compact), told);
});
