// @ts-check
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { latest, paced } from "../../static/latest.js";

test("one change is asked about at once, and changes that follow closely once more, when they have ended", () => {
  const timers = /** @type {any} */ (mock.timers); // its types are older than the way it is called
  timers.enable({ apis: ["setTimeout"] });
  const asked = mock.fn();
  const ask = paced(asked, 60);
  ask();
  assert.equal(asked.mock.callCount(), 1);
  for (let step = 0; step < 5; step += 1) {
    timers.tick(40);
    ask();
  }
  assert.equal(asked.mock.callCount(), 1);
  timers.tick(60);
  assert.equal(asked.mock.callCount(), 2);
  timers.tick(1000);
  ask();
  assert.equal(asked.mock.callCount(), 3);
  timers.reset();
});

test("only the answer to the last question counts", async () => {
  /** @type {((answer: string) => void)[]} */
  const answers = [];
  const ask = latest((/** @type {string} */ _) => new Promise((resolve) => answers.push(resolve)));
  const [first, second] = [ask("one"), ask("two")];
  answers[1]("second");
  answers[0]("first");
  assert.deepEqual(await Promise.all([first, second]), [null, "second"]);
});
