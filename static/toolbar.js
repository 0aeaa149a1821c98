// @ts-check
// Knows the band's buttons: those that change what it shows, which filter nothing, and those that set its window, which do.

import { dayInWords, daysOf } from "./dates.js";
import { button, choice, element } from "./dom.js";
import { calendarView, zoomed } from "./scale.js";
import { patchOf, windowOf } from "./window.js";
import { marked, t, tn } from "./words.js";

/** @import { Lane, State, Store } from "./types" */
/** @import { Beyond, Days } from "./scale.js" */

/** What the buttons act on. `hull`: days that hold all that lies in the window, `beyond`: what of it is out of view.
 * @typedef {{ view(): Days, domain: Days, show(view: Days): void, hull(): Days | null, beyond(): Beyond }} Stage */

const LENGTHS = /** @type {const} */ ([
  ["month", marked("Month")],
  ["week", marked("Week")],
  ["day", marked("Day")],
]);

const LANES = /** @type {const} */ ([
  ["cat", marked("by category")],
  ["claimant", marked("by claimant")],
  ["place", marked("by place")],
]);

/** A named row of buttons. @param {string} name @param {string} hint what they do @param {...HTMLElement} buttons */
function group(name, hint, ...buttons) {
  const made = element("div", { class: "band-group", role: "group", "aria-label": `${name}: ${hint}`, title: hint });
  made.append(element("span", { class: "band-group-name", "aria-hidden": "true" }, name), ...buttons);
  return made;
}

/** @param {string} sign @param {string} name @param {() => void} act */
function small(sign, name, act) {
  const made = button(sign, "band-tool is-small", act);
  made.setAttribute("aria-label", name);
  return made;
}

/** @param {Store} store @param {Stage} stage @param {readonly HTMLElement[]} play its buttons */
export function createToolbar(store, stage, play) {
  const { domain, show } = stage;
  const middle = () => {
    const [from, until] = windowOf(store.get());
    const [first, last] = stage.view();
    return from !== null && until !== null ? (from + until) / 2 : (first + last) / 2;
  };
  /** @param {number} factor */
  const zoom = (factor) => show(zoomed(stage.view(), factor, middle()));
  const fit = () => show(stage.hull() ?? domain);
  const presets = LENGTHS.map(([length, name]) =>
    button(t(name), "band-tool", () => show(calendarView(length, middle()))),
  );
  /** The nearest that lies beyond the view comes into it. @param {1 | -1} side */
  const turn = (side) => {
    const [first, last] = stage.view();
    const { before, after } = stage.beyond();
    const near = side > 0 ? after.day - last : first - before.day;
    const shift = side * (near + (last - first) * 0.75);
    if ((side > 0 ? after : before).count > 0) show([first + shift, last + shift]);
  };
  const beyond = /** @type {const} */ ([-1, 1]).map((side) => button("", "band-tool band-beyond", () => turn(side)));
  const keep = button(t("Only what is in view"), "band-tool", () => {
    const [first, last] = stage.view();
    store.set(patchOf(Math.ceil(first), Math.max(Math.floor(last), Math.ceil(first) + 1), domain), { push: true });
  });
  const clear = button(t("Clear window"), "band-tool band-clear", () => store.set({ from: null, to: null }));
  const lanes = choice(
    t("Lanes"),
    LANES.map(([value, words]) => [value, t(words)]),
  );
  lanes.field.addEventListener("change", () => store.set({ lane: /** @type {Lane} */ (lanes.field.value) }));
  const says = element("p", { class: "band-says" });

  const made = element(
    "div",
    { class: "band-tools" },
    group(
      t("View"),
      t("zooms the band, filters nothing"),
      button(t("All"), "band-tool", () => show(domain)),
      ...presets,
      button(t("Fit to filter"), "band-tool", fit),
      small("−", t("Show more time"), () => zoom(2)),
      small("+", t("Show less time"), () => zoom(0.5)),
      ...beyond,
    ),
    group(t("Window"), t("filters list, map and text to its days"), keep, clear),
    lanes.label,
    ...(play.length > 0 ? [group(t("Play"), t("goes through what is shown in order of time"), ...play)] : []),
    says,
  );
  /** What the buttons say of the state. @param {State} state */
  const tell = (state) => {
    const [first, last] = stage.view();
    clear.hidden = state.from === null && state.to === null;
    lanes.field.value = state.lane;
    LENGTHS.forEach(([length], at) => {
      const [from, until] = calendarView(length, (first + last) / 2);
      presets[at].setAttribute("aria-pressed", String(from === first && until === last));
    });
    const { before, after } = stage.beyond();
    count(beyond[0], "{n} earlier", before.count);
    count(beyond[1], "{n} later", after.count);
  };
  /** Say what lies under the pointer, or else what is in view and in the window. @param {string | null} words */
  const say = (words) => {
    says.textContent = words ?? `${viewInWords(stage.view())} ${windowInWords(store.get())}`;
  };
  return { made, tell, say };
}

/** @param {HTMLElement} made @param {"{n} earlier" | "{n} later"} words @param {number} n */
function count(made, words, n) {
  made.hidden = n === 0;
  made.textContent = words === "{n} earlier" ? tn("{n} earlier", "{n} earlier", n) : tn("{n} later", "{n} later", n);
}

/** @param {Days} view */
function viewInWords([first, last]) {
  const [day, last_day] = [Math.floor(first), Math.max(Math.ceil(last) - 1, Math.floor(first))].map(dayInWords);
  return t("In view: {day} – {last_day}.", { day, last_day });
}

/** @param {Pick<State, "from" | "to">} state */
export function windowInWords({ from, to }) {
  const [day, last_day] = [from, to].map((iso) => (iso === null ? "" : dayInWords(daysOf(iso)?.[0] ?? 0)));
  if (!day && !last_day) return t("Window: all days.");
  if (!last_day) return t("Window: from {day}.", { day });
  if (!day) return t("Window: to {day}.", { day: last_day });
  return t("Window: {day} – {last_day}.", { day, last_day });
}
