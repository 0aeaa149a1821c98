// @ts-check
// Knows how to ask the server for more than the page brought: rows of the list, the events that words are found in,
// which edition is the newest.

/** @import { Index } from "./types" */

// What a string becomes elements by: only what this server's templates made, in answers whose type has been looked at or in
// the page itself.
const policy = globalThis.window?.trustedTypes?.createPolicy("dateline", { createHTML: (markup) => markup });

/** @param {string | URL} address @param {string} type its media type @param {AbortSignal} [signal] */
export async function ask(address, type, signal) {
  const answer = await fetch(address, { signal, redirect: "error" }); // an edition's addresses lead nowhere else
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  if (!answer.headers.get("Content-Type")?.startsWith(type)) throw new TypeError(`${address} is not ${type}`);
  return answer;
}

/** The elements that such a string stands for. @param {string} text */
export function elementsOf(text) {
  const markup = /** @type {string} */ (/** @type {unknown} */ (policy?.createHTML(text) ?? text));
  return new DOMParser().parseFromString(markup, "text/html").body;
}

/** The rows that an answer of ours has, by the id of the event. @param {string} text @returns {Map<string, HTMLElement>} */
export function rowsOf(text) {
  const rows = /** @type {NodeListOf<HTMLElement>} */ (elementsOf(text).querySelectorAll("li.event"));
  return new Map([...rows].map((row) => [row.dataset.id ?? "", document.adoptNode(row)]));
}

/** The server as a page of one edition may ask it. @param {string} index the address of the page's index.json */
export function serverOf(index) {
  const { href } = new URL(index, document.baseURI);
  const edition = href.replace(/(briefings\/[^/]+\/)?index\.json(\?.*)?$/, "");
  const { lang } = document.documentElement;
  return {
    /** @returns {Promise<Index>} */
    index: async () => (await ask(href, "application/json")).json(),

    /** The positions of the events in which every word of `q` is found.
     * @param {string} q @param {AbortSignal} [signal] @returns {Promise<Set<number>>} */
    async search(q, signal) {
      const answer = await ask(`${edition}search?${new URLSearchParams({ q })}`, "application/json", signal);
      return new Set((await answer.json()).positions);
    },

    /** The rows of at most 100 events, by the id of the event.
     * @param {readonly number[]} positions @param {AbortSignal} [signal] @returns {Promise<Map<string, HTMLElement>>} */
    async rows(positions, signal) {
      const asked = new URLSearchParams({ at: positions.join(","), lang });
      const answer = await ask(`${edition}rows?${asked}`.replaceAll("%2C", ","), "text/html", signal);
      return rowsOf(await answer.text());
    },

    /** The id of the edition that is served now. @returns {Promise<string>} */
    newest: async () => (await (await ask(`${edition}../../healthz`, "application/json")).json()).edition,
  };
}

/** @typedef {ReturnType<typeof serverOf>} Server */
