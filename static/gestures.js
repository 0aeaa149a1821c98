// @ts-check
// Knows what a wheel, a finger, two fingers and a mouse do to the band.

import { pinched, zoomed } from "./scale.js";

/** @import { Store } from "./types" */
/** @import { Days, Scale } from "./scale.js" */

/** What the band offers to a hand. `at`: what lies under a point of the plot.
 * @typedef {{
 *   scale(): Scale, show(view: Days): void,
 *   at(target: EventTarget | null, x: number, y: number): { ids: readonly string[], words: string } | null,
 *   say(words: string | null): void,
 * }} Hand */

/** @param {HTMLElement} plot @param {Store} store @param {Hand} hand */
export function listen(plot, store, hand) {
  plot.addEventListener("click", (click) => {
    const ids = underneath(plot, click, hand)?.ids ?? [];
    const next = ids[(ids.indexOf(store.get().sel ?? "") + 1) % ids.length]; // of several, another one each time
    if (next) store.set({ sel: next }, { push: true });
  });
  plot.addEventListener("pointermove", (over) => {
    if (over.buttons) return;
    const found = underneath(plot, over, hand);
    plot.classList.toggle("over-mark", found !== null);
    hand.say(found?.words ?? null);
    point(store, found?.ids[0] ?? null);
  });
  plot.addEventListener("pointerleave", () => {
    hand.say(null);
    point(store, null);
  });
  listenToWheel(plot, hand);
  listenToPinch(plot, hand);
}

/** @param {Store} store @param {string | null} hover */
function point(store, hover) {
  if (store.get().hover !== hover) store.set({ hover });
}

/** @param {HTMLElement} plot @param {MouseEvent} event @param {Hand} hand */
function underneath(plot, { target, clientX, clientY }, hand) {
  const { left, top } = plot.getBoundingClientRect();
  return hand.at(target, clientX - left, clientY - top);
}

/** The wheel zooms where Ctrl is held, where the band has the focus, or where there is no page to scroll: one that can be
 * scrolled, or that frames this one, must not be caught. @param {HTMLElement} plot @param {Hand} hand */
function listenToWheel(plot, { scale, show }) {
  plot.addEventListener(
    "wheel",
    (wheel) => {
      const sideways = Math.abs(wheel.deltaX) > Math.abs(wheel.deltaY);
      const { scrollHeight, clientHeight } = document.documentElement;
      const still = scrollHeight <= clientHeight && window.parent === window;
      const held = plot.closest("#band")?.contains(document.activeElement);
      if (!sideways && !wheel.ctrlKey && !held && !still) return;
      wheel.preventDefault();
      const { view, perDay, day } = scale();
      const pixels = (sideways ? wheel.deltaX : wheel.deltaY) * (wheel.deltaMode === 1 ? 16 : 1);
      if (sideways) return show([view[0] + pixels / perDay, view[1] + pixels / perDay]);
      // A pinch on a touchpad comes as a wheel with Ctrl and small steps.
      const factor = Math.exp(Math.min(Math.max(pixels, -100), 100) * (wheel.ctrlKey ? 0.008 : 0.0022));
      show(zoomed(view, factor, day(wheel.clientX - plot.getBoundingClientRect().left)));
    },
    { passive: false },
  );
}

/** Two fingers: the days that they were put on stay under them. @param {HTMLElement} plot @param {Hand} hand */
function listenToPinch(plot, { scale, show }) {
  /** @type {Map<number, { x: number, day: number }>} */
  const fingers = new Map();
  const place = (/** @type {PointerEvent} */ event) => event.clientX - plot.getBoundingClientRect().left;
  const hold = () => {
    for (const finger of fingers.values()) finger.day = scale().day(finger.x);
  };
  plot.addEventListener("pointerdown", (down) => {
    if (down.pointerType !== "touch") return;
    fingers.set(down.pointerId, { x: place(down), day: 0 });
    hold();
  });
  plot.addEventListener("pointermove", (move) => {
    const finger = fingers.get(move.pointerId);
    if (!finger) return;
    finger.x = place(move);
    if (fingers.size !== 2) return;
    const [one, other] = [...fingers.values()];
    show(pinched([one.day, other.day], [one.x, other.x], scale().width));
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    window.addEventListener(end, (up) => {
      if (fingers.delete(up.pointerId)) hold();
    });
  }
}
