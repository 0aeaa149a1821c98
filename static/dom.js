// @ts-check
// Makes elements; text only ever as textContent.

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name @param {Record<string, string>} [attributes] @param {...(Node | string)} children @returns {HTMLElementTagNameMap[K]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @param {string} name @param {Record<string, string | number>} [attributes] @param {...(Node | string)} children @returns {SVGElement} */
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** A button that does `act`. @param {string} words @param {string} kind its class @param {() => void} act */
export function button(words, kind, act) {
  const made = element("button", { type: "button", class: kind }, words);
  made.addEventListener("click", act);
  return made;
}

/** A choice of one, its label before it. @param {string} words @param {readonly (readonly string[])[]} options value and words of each
 * @param {string} [chosen] */
export function choice(words, options, chosen = options[0][0]) {
  const field = element("select", {}, ...options.map(([value, said]) => element("option", { value }, said)));
  field.value = chosen;
  const label = element("label", { class: "choice" }, element("span", {}, words), field);
  return { label, field };
}

/** Whether the reader asked for less motion. */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Do what nobody waits for, once the page has been painted. @param {() => unknown} act */
export function later(act) {
  const idle = globalThis.requestIdleCallback ?? setTimeout; // not in every browser
  requestAnimationFrame(() => idle(() => act(), { timeout: 500 }));
}

const LETTER = globalThis.document?.documentElement ? getComputedStyle(document.documentElement).fontSize : "16px";

/** So many pixels where letters are as large as usual, and as many more as the reader's are larger. @param {number} pixels */
export const lettered = (pixels) => Math.round((pixels * Number.parseFloat(LETTER)) / 16);
