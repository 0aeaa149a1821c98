// @ts-check
// Knows the sheet at the foot of a small screen: the selected event, at one of three heights.

import { button, element } from "./dom.js";
import { marked, t } from "./words.js";

/** @import { Store } from "./types" */

// Lower windows (a phone on its side, a desk's at 400 %) have no room to spare: there an event opens in the list.
export const ROOMY = "(max-width: 639.98px) and (min-height: 500px)";

/** From a glance to everything; the last one is a dialog. `share`: of the window's height. */
const STOPS = [
  { name: "peek", share: 0, does: marked("Show more"), is: marked("now at a glance") },
  { name: "half", share: 0.5, does: marked("Show all"), is: marked("now half the screen") },
  { name: "full", share: 1, does: marked("Show less"), is: marked("now the whole screen") },
];
const FULL = STOPS.length - 1;

/** The stop nearest to a height; -1 where the sheet was pulled down below its lowest.
 * @param {number} height @param {number} peek that of the lowest stop @param {number} room that of the window, all in pixels */
export function nearestStop(height, peek, room) {
  if (height < peek / 2) return -1;
  const away = STOPS.map(({ share }) => Math.abs(Math.max(peek, share * room) - height));
  return away.indexOf(Math.min(...away));
}

/** Where `step` stops up or down lead. @param {number} stop @param {number} step */
export function stopAfter(stop, step) {
  return Math.min(Math.max(stop + step, 0), FULL);
}

/** Tell of the selected event of `list` in a sheet, where the window is that of a phone.
 * @param {HTMLElement} list @param {Store} store */
export function createSheet(list, store) {
  if (!document.body.classList.contains("full")) return; // a frame's foot may lie far below the screen
  const phone = matchMedia(ROOMY);
  if (!phone.matches) {
    phone.addEventListener("change", () => createSheet(list, store), { once: true });
    return;
  }
  const label = { "aria-label": t("Selected event") };
  const region = element("section", { class: "sheet", hidden: "", ...label });
  const dialog = element("dialog", { class: "sheet", "data-stop": "full", ...label });
  const part = parts(() => store.set({ sel: null }, { push: true }));
  /** @type {Element | null} */
  let opener = null;
  let stop = 0;
  list.after(region, dialog);

  /** @param {number} next */
  const go = (next) => {
    const held = part.inside.contains(document.activeElement);
    stop = next;
    const box = stop === FULL ? dialog : region;
    if (part.inside.parentElement !== box) box.append(part.inside);
    region.hidden = stop === FULL;
    region.dataset.stop = STOPS[stop].name;
    part.body.inert = stop === 0;
    part.does.textContent = t(STOPS[stop].does);
    part.is.textContent = `(${t(STOPS[stop].is)})`;
    part.handle.setAttribute("aria-expanded", String(stop > 0));
    if (stop === FULL && !dialog.open) dialog.showModal();
    else if (stop < FULL && dialog.open) dialog.close();
    if (held) part.handle.focus();
  };
  const hide = () => {
    const held = part.inside.contains(document.activeElement);
    if (dialog.open) dialog.close();
    region.hidden = true;
    document.documentElement.classList.remove("has-sheet");
    if (held) back(opener, list);
  };
  const show = () => {
    const item = document.getElementById(`e-${store.get().sel}`);
    if (!phone.matches || !item) return hide();
    if (region.hidden && !dialog.open) {
      opener = document.activeElement;
      go(0);
    }
    document.documentElement.classList.add("has-sheet");
    part.fill(item);
  };

  part.handle.addEventListener("click", () => go((stop + 1) % STOPS.length));
  part.handle.addEventListener("keydown", (press) => {
    const step = press.key === "ArrowUp" ? 1 : press.key === "ArrowDown" ? -1 : 0;
    if (step) press.preventDefault();
    if (step) go(stopAfter(stop, step));
  });
  drag(part.head, (height, peek) => {
    const next = nearestStop(height, peek, window.innerHeight);
    if (next < 0) store.set({ sel: null }, { push: true });
    else go(next);
  });
  // Escape lowers the dialog; it does not let go of the event, as it would elsewhere on the page.
  dialog.addEventListener("keydown", (press) => {
    if (press.key === "Escape") press.stopPropagation();
  });
  dialog.addEventListener("cancel", (cancel) => {
    cancel.preventDefault();
    go(1);
  });
  // What has the focus is not to lie under a sheet that covers half the screen.
  document.addEventListener("focusin", (focus) => {
    if (!region.hidden && stop === 1 && focus.target instanceof Node && !region.contains(focus.target)) go(0);
  });
  phone.addEventListener("change", show);
  new MutationObserver(() => {
    if (store.get().sel !== null && region.hidden && !dialog.open) show(); // its row came later than the choice
  }).observe(list, { childList: true });
  store.subscribe((state, before) => {
    if (state.sel !== before.sel || state.asof !== before.asof) show();
  });
  show();
}

/** Give the focus back to what opened the sheet, or to the list where that is gone. @param {Element | null} opener @param {HTMLElement} list */
function back(opener, list) {
  const stop = list.querySelector('.event-select[tabindex="0"]');
  const there = opener?.isConnected && opener !== document.body ? opener : stop;
  if (there instanceof HTMLElement) there.focus();
}

/** What stands in the sheet at every stop. @param {() => void} close */
function parts(close) {
  const does = element("span");
  const is = element("span", { class: "visually-hidden" });
  const handle = element("button", { type: "button", class: "sheet-handle" }, does, is);
  const when = element("p", { class: "event-when" });
  const title = element("h2", { class: "sheet-title" });
  const head = element(
    "header",
    { class: "sheet-head" },
    handle,
    button(t("Close"), "sheet-close", close),
    when,
    title,
  );
  const body = element("div", { class: "sheet-body" });
  return {
    does,
    is,
    handle,
    head,
    body,
    inside: element("div", { class: "sheet-inside" }, head, body),
    /** Say what the list says of the event. @param {HTMLElement} item */
    fill(item) {
      const copy = /** @type {HTMLElement} */ (item.cloneNode(true));
      for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
      when.replaceChildren(...(copy.querySelector(".event-when")?.childNodes ?? []));
      title.replaceChildren(...(copy.querySelector(".event-select")?.childNodes ?? []));
      for (const said of copy.querySelectorAll(".mark, .event-when, .event-title, summary")) said.remove();
      for (const more of copy.querySelectorAll("details.more")) more.replaceWith(...more.childNodes);
      body.className = `sheet-body ${[...item.classList].find((name) => name.startsWith("status-")) ?? ""}`;
      body.dataset.family = item.dataset.family;
      body.replaceChildren(...copy.childNodes);
      body.scrollTop = 0;
    },
  };
}

/** Let `head` be pulled up and down; `settle` is told the height at which it was let go, and that of the lowest stop.
 * @param {HTMLElement} head @param {(height: number, peek: number) => void} settle */
function drag(head, settle) {
  let pulled = false;
  head.addEventListener("pointerdown", (down) => {
    const box = /** @type {HTMLElement | null} */ (head.closest(".sheet"));
    if (!box || !down.isPrimary) return;
    const before = box.getBoundingClientRect().height;
    let height = before;
    pulled = false;
    const held = new AbortController();
    const { signal } = held;
    const release = () => {
      held.abort();
      box.style.height = "";
      setTimeout(() => {
        pulled = false; // by then the click has come, if one comes at all
      });
    };
    const move = (/** @type {PointerEvent} */ { clientY }) => {
      height = before + down.clientY - clientY;
      pulled ||= Math.abs(height - before) > 6; // less is a press that trembles
      if (pulled) box.style.height = `${Math.min(Math.max(height, 24), window.innerHeight)}px`;
    };
    window.addEventListener("pointermove", move, { signal });
    window.addEventListener("pointercancel", release, { signal });
    window.addEventListener(
      "pointerup",
      () => {
        release();
        if (pulled) settle(height, head.offsetHeight);
      },
      { signal },
    );
  });
  const swallow = (/** @type {MouseEvent} */ click) => {
    if (pulled) click.stopPropagation(); // it came with the pull, not with a press
  };
  head.addEventListener("click", swallow, { capture: true });
}
