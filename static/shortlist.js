// @ts-check
// Knows the list that the server rendered whole: hides the rows that the state leaves out. What is there the browser finds.

import { calm } from "./dom.js";

/** @import { Rows } from "./list.js" */

/** @param {HTMLElement} list @returns {Rows} */
export function createShortList(list) {
  const items = new Map(
    [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("li.event"))].map((item) => [
      item.dataset.id,
      item,
    ]),
  );
  return {
    show({ ids }) {
      for (const [id, item] of items) {
        const left = !ids.has(id ?? "");
        if (item.hidden !== left) item.hidden = left; // thousands of items: touch only those that change
      }
    },
    rows: () => items.values(),
    row: (id) => items.get(id),
    bring(id) {
      const item = items.get(id);
      item?.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
      return item;
    },
  };
}
