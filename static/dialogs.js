// @ts-check
// Knows what opens over the page: the filters on a small screen, and the keys.

import { button, element } from "./dom.js";
import { marked, t } from "./words.js";

const SMALL = "(max-width: 639.98px)";

/** Which keys do what, in words. */
const KEYS = [
  ["J, K", marked("the next and the previous event, in list, map and time")],
  ["↑, ↓, Home, End", marked("walk through the list")],
  ["Enter", marked("open or close the event")],
  ["Esc", marked("let go of the event")],
  ["↑, ↓, ←, →, +, −", marked("move the map, when it has the focus")],
  ["←, →", marked("move an end of the time window by a day; with Shift by a week")],
  ["Page Up, Page Down", marked("move it by a month")],
  ["?", marked("this list, in list, map and time")],
];

/** Make both, on a page that has the window to itself (a dialog in a frame may open where nobody looks). */
export function createDialogs() {
  const [panel, form, counts, heading] = ["filter-panel", "filters", "counts", "events-heading"].map((id) =>
    document.getElementById(id),
  );
  if (!document.body.classList.contains("full")) return;
  if (panel instanceof HTMLDetailsElement && form && counts) createFilterDialog(panel, form, counts);
  if (heading) createKeys(heading);
}

/** A dialog with its heading and a button that closes it. Its Escape is its own.
 * @param {string} kind its class @param {string} words its heading @param {...Node} inside */
function dialogOf(kind, words, ...inside) {
  const heading = element("h2", { id: `${kind}-heading` }, words);
  const dialog = element("dialog", { class: kind, "aria-labelledby": heading.id });
  const close = button(t("Close"), "dialog-close", () => dialog.close());
  dialog.append(element("header", { class: "dialog-head" }, heading, close), ...inside);
  dialog.addEventListener("keydown", (press) => {
    if (press.key === "Escape") press.stopPropagation();
  });
  return dialog;
}

/** On a small screen the filters open as a dialog of their own; there and beside the map they say what is left.
 * @param {HTMLDetailsElement} panel @param {HTMLElement} form @param {HTMLElement} counts */
function createFilterDialog(panel, form, counts) {
  const small = matchMedia(SMALL);
  const left = element("p", { role: "status" });
  const show = button(t("Show the events"), "dialog-done", () => dialog.close());
  const foot = element("footer", { class: "dialog-foot" }, left, show);
  const dialog = dialogOf("filter-dialog", t("Filter and legend"), foot);
  const summary = panel.querySelector("summary");
  panel.after(dialog);
  if (small.matches) panel.open = false; // it would stand between the map and the list

  summary?.addEventListener("click", (click) => {
    if (!small.matches) return;
    click.preventDefault();
    foot.before(form);
    dialog.showModal();
  });
  dialog.addEventListener("close", () => {
    panel.append(form);
    summary?.focus();
  });
  const tell = () => {
    left.textContent = counts.textContent;
    summary?.setAttribute("data-left", counts.textContent); // the list, and its counts, may lie far below
  };
  tell();
  new MutationObserver(tell).observe(counts, { childList: true, characterData: true, subtree: true });
  small.addEventListener("change", () => dialog.close());
}

/** A button beside `heading` that shows the keys; so does "?" where the single keys work. @param {HTMLElement} heading */
function createKeys(heading) {
  /** @type {HTMLDialogElement | undefined} */
  let dialog;
  const show = () => {
    dialog ??= dialogOf("keys-dialog", t("Keys"), keysInWords());
    open.after(dialog);
    dialog.showModal();
  };
  const open = button(t("Keys"), "keys-offer", show);
  heading.after(open);
  document.addEventListener("keydown", (press) => {
    const target = press.target instanceof Element ? press.target : null;
    if (press.key !== "?" || dialog?.open || target?.closest("input, textarea, select")) return;
    if (target?.closest("#events, #map, #band")) show();
  });
}

function keysInWords() {
  const rows = KEYS.map(([keys, words]) =>
    element("div", {}, element("dt", {}, ...kbds(keys)), element("dd", {}, t(words))),
  );
  return element("dl", { class: "facts" }, ...rows);
}

/** @param {string} keys */
function kbds(keys) {
  return keys.split(", ").flatMap((key, at) => [at ? " " : "", element("kbd", {}, key)]);
}
