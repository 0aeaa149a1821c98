// @ts-check
// Knows how to tell the page around an embed how tall it is, and keeps its link to the full page in step.

/** @import { Store } from "./types" */

/** Post the height to whoever frames this page: our own message, and the one that learning platforms understand.
 * @param {Store} store */
export function createFrame(store) {
  let told = 0;
  document.body.classList.toggle("alone", window.parent === window);
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told || window.parent === window) return;
    told = height;
    window.parent.postMessage({ type: "dateline:height", v: 1, height }, "*");
    window.parent.postMessage({ subject: "lti.frameResize", height }, "*");
  };
  new ResizeObserver(tell).observe(document.body);
  tell();

  const link = /** @type {HTMLAnchorElement | null} */ (document.getElementById("full-page"));
  const follow = () => {
    if (link) link.search = window.location.search;
  };
  follow();
  store.subscribe(follow);
}
