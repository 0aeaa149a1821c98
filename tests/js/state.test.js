// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore, NOTHING, readState, writeState } from "../../static/state.js";

test("an empty query is no restriction", () => assert.deepEqual(readState(""), NOTHING));

test("what is written is read back", () => {
  const query =
    "?from=2022-01-24&to=2022-02-07&cat=diplomacy,protest&actor=A+B&claimant=Minsk&status=denied&q=rail+way" +
    "&asof=2022-02-03&bbox=-1.500,50.000,3.000,52.250&briefing=b1,b2&sel=abc&z=6&c=53.700,28.000&lane=place";
  assert.equal(writeState(readState(query)), query);
});

test("a form's repeated keys and a comma list mean the same", () => {
  assert.deepEqual(readState("?cat=protest&cat=diplomacy").cat, readState("?cat=diplomacy,protest").cat);
});

for (const [query, key] of /** @type {const} */ ([
  ["?from=yesterday", "from"],
  ["?from=2022-02-31", "from"],
  ["?from=2022-13", "from"],
  ["?cat=nonsense,__proto__,constructor", "cat"],
  ["?status=<script>", "status"],
  ["?z=-1", "z"],
  ["?z=NaN", "z"],
  ["?c=91,0", "c"],
  ["?c=1,2,3", "c"],
  ["?c=NaN,0", "c"],
  ["?sel=", "sel"],
  ["?asof=soon", "asof"],
  ["?bbox=1,2,3", "bbox"],
  ["?bbox=1,,3,4", "bbox"],
  ["?bbox=1,5,3,4", "bbox"],
  ["?bbox=181,1,3,4", "bbox"],
  ["?bbox=a,b,c,d", "bbox"],
  ["?briefing=,", "briefing"],
  ["?lane=colour", "lane"],
])) {
  test(`${query} is left out, not guessed at`, () => assert.deepEqual(readState(query)[key], NOTHING[key]));
}

test("a month or a year is all of it", () => {
  const { from, to } = readState("?from=2022&to=2024-02");
  assert.deepEqual([from, to], ["2022-01-01", "2024-02-29"]);
});

test("a window that ends before it begins is kept as it was asked for", () => {
  const { from, to } = readState("?from=2022-02-07&to=2022-02-01");
  assert.deepEqual([from, to], ["2022-02-07", "2022-02-01"]);
});

test("a box may cross the antimeridian", () =>
  assert.deepEqual(readState("?bbox=170,-10,-170,10").bbox, [170, -10, -170, 10]));

test("what is found is nobody's to link to, and lanes as they are anyway need no word", () => {
  assert.equal(writeState({ ...NOTHING, found: new Set([1]), lane: "cat" }), "");
});

test("a list that scripts show whole has no pages", () => assert.equal(writeState(NOTHING, "?page=3"), ""));

test("keys of others stay in the URL", () => {
  assert.equal(writeState({ ...NOTHING, q: "x" }, "?lang=be&q=old"), "?lang=be&q=x");
});

/** A window with a location and a history that are only remembered. @param {string} search */
function fakeWindow(search) {
  /** @type {string[]} */
  const calls = [];
  /** @type {(() => void)[]} */
  const popstate = [];
  const location = { pathname: "/", search, hash: "" };
  /** @param {string} name */
  const record = (name) => (/** @type {unknown} */ _state, /** @type {string} */ _title, /** @type {string} */ url) => {
    location.search = url.slice(1);
    calls.push(`${name} ${url}`);
  };
  const history = { pushState: record("push"), replaceState: record("replace") };
  const view = {
    location,
    history,
    addEventListener: (/** @type {string} */ _name, /** @type {() => void} */ run) => popstate.push(run),
  };
  return { view: /** @type {Window} */ (/** @type {unknown} */ (view)), calls, popstate, location, history };
}

test("filtering replaces the URL, selecting is a step back can undo", () => {
  const { view, calls } = fakeWindow("");
  const store = createStore(view);
  store.set({ q: "a" });
  store.set({ sel: "e1" }, { push: true });
  assert.deepEqual(calls, ["replace /?q=a", "push /?q=a&sel=e1"]);
});

test("hovering leaves the URL alone", () => {
  const { view, calls } = fakeWindow("?q=a");
  createStore(view).set({ hover: "e1" });
  assert.deepEqual(calls, []);
});

test("the Back button changes the state and tells the subscribers", () => {
  const { view, popstate, location } = fakeWindow("?sel=e1");
  const store = createStore(view);
  /** @type {(string | null)[]} */
  const seen = [];
  store.subscribe((state, before) => seen.push(before.sel, state.sel));
  location.search = "";
  for (const run of popstate) run();
  assert.deepEqual(seen, ["e1", null]);
});

test("a frame that may not touch its history still has a state", () => {
  const { view, history } = fakeWindow("");
  history.replaceState = () => {
    throw new DOMException("denied", "SecurityError");
  };
  const store = createStore(view);
  store.set({ q: "a" });
  assert.equal(store.get().q, "a");
});

test("a choice that is told twice is news only once", () => {
  const store = createStore(fakeWindow("?cat=protest").view);
  /** @type {boolean[]} */
  const fresh = [];
  store.subscribe((state, before) => fresh.push(state.cat !== before.cat));
  for (const cat of [["protest"], ["diplomacy"], ["diplomacy"]]) store.set({ cat });
  assert.deepEqual(fresh, [false, true, false]);
});
