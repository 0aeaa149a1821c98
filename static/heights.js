// @ts-check
// Knows how tall the rows of a long list are, measured or guessed, and so where each of them lies.

const GUESS = 120; // pixels; until a row has been measured

export function createHeights() {
  /** @type {Map<string, number>} */
  const measured = new Map();
  /** @type {readonly { id: string }[]} */
  let rows = [];
  let tops = new Float64Array(1);
  let guess = GUESS;

  const add = () => {
    let top = 0;
    for (let at = 0; at < rows.length; at++) {
      tops[at] = top;
      top += measured.get(rows[at].id) ?? guess;
    }
    tops[rows.length] = top;
  };

  return {
    /** What is listed, in its order. @param {readonly { id: string }[]} given */
    list(given) {
      rows = given;
      tops = new Float64Array(rows.length + 1);
      add();
    },
    /** Take the heights of some rows by their ids; whether any differs from what was known.
     * @param {readonly (readonly [string, number])[]} sizes */
    measure(sizes) {
      const news = sizes.filter(([id, height]) => height > 0 && measured.get(id) !== height);
      // The first that are measured tell what to expect of the others; guessed anew, all would move at each look.
      if (measured.size === 0 && news.length > 0) guess = mean(news.map(([, height]) => height));
      for (const [id, height] of news) measured.set(id, height);
      if (news.length > 0) add();
      return news.length > 0;
    },
    forget() {
      measured.clear();
      add();
    },
    /** Where a row begins; of the number after the last, where the list ends. @param {number} at */
    top: (at) => tops[at],
    /** The number of the row that lies at a height, the nearest one where none does. @param {number} y */
    at(y) {
      let low = 0;
      let high = Math.max(0, rows.length - 1);
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (tops[middle] <= y) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}

/** @param {readonly number[]} numbers */
function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
