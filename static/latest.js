// @ts-check
// Knows that of several questions asked one after another only the answer to the last one counts.

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
