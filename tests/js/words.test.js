// @ts-check
// What is said in the page's language: English where the page brings no words, as here.

import assert from "node:assert/strict";
import { test } from "node:test";
import { marked, t, tn } from "../../static/words.js";

test("a message is said with its values", () => {
  assert.equal(t("{shown} of {total}", { shown: 3, total: "7" }), "3 of 7");
});

test("a value that is not given stays a name, and one that looks like a name is not filled again", () => {
  assert.equal(t("{a} and {b}", { a: "{b}" }), "{b} and {b}");
  assert.equal(t("{constructor}", {}), "{constructor}");
});

for (const [n, said] of /** @type {const} */ ([
  [0, "0 events"],
  [1, "1 event"],
  [2, "2 events"],
  [21, "21 events"],
])) {
  test(`${n} takes its English form`, () => assert.equal(tn("{n} event", "{n} events", n), said));
}

test("a marked message is itself", () => {
  assert.equal(marked("Force"), "Force");
});
