// @ts-check
// Knows that of several questions asked one after another only the answer to the last one counts, and when to ask.

/** A way of asking that gives up what was asked before; gives null where another question has come since.
 * @template Q, A @param {(question: Q, signal: AbortSignal) => Promise<A>} ask @returns {(question: Q) => Promise<A | null>} */
export function latest(ask) {
  let last = new AbortController();
  return async (question) => {
    last.abort();
    last = new AbortController();
    const { signal } = last;
    try {
      const answer = await ask(question, signal);
      return signal.aborted ? null : answer;
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  };
}

/** Calls `ask` at once; where it is to be called again within `pause` milliseconds, once more when that has ended: a reader
 * who ticks a box does not wait, and one who drags or types does not ask at each step.
 * @param {() => unknown} ask @param {number} pause @returns {() => void} */
export function paced(ask, pause) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  let due = false;
  const wake = () => {
    resting = undefined;
    if (due) ask();
    due = false;
  };
  return () => {
    due = resting !== undefined;
    if (!due) ask();
    clearTimeout(resting);
    resting = setTimeout(wake, pause);
  };
}
