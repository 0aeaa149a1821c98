// @ts-check
// Knows how the chronology is played: event by event, or day by day, and what stops it.

import { dayInWords, daysOf, isoOf } from "./dates.js";
import { button, choice, element } from "./dom.js";
import { sift } from "./select.js";
import { choseAnew } from "./state.js";
import { marked, t } from "./words.js";

/** @import { EventRecord, Page, State, Store } from "./types" */
/** @import { Reach } from "./scale.js" */

/** Event by event; day by day, all up to that day; day by day, as many days as the window has (or a week).
 * @typedef {"event" | "grow" | "move"} Mode */

const PAUSE_MS = 1600; // between steps at normal speed
const MODES = [
  ["event", marked("event by event")],
  ["grow", marked("day by day, adding up")],
  ["move", marked("day by day, moving window")],
];
const SPEEDS = [0.5, 1, 2, 4];

/** When an event comes in order of time: what was before a day comes before that day. @param {Reach} reach */
const begins = ({ days, openStart }) => days[0] - (openStart ? 0.5 : 0);

/** What the next step sets; null where there is none. A day on which nothing begins is passed over.
 * @param {Mode} mode @param {1 | -1} step @param {State} state @param {readonly Reach[]} shown in the window
 * @param {readonly Reach[]} matching whatever the window @returns {Partial<State> | null} */
export function nextStep(mode, step, state, shown, matching) {
  if (mode === "event") {
    const order = [...shown].sort((a, b) => begins(a) - begins(b) || a.days[1] - b.days[1]);
    const at = order.findIndex(({ event }) => event.id === state.sel);
    const next = at < 0 ? order.at(step > 0 ? 0 : -1) : order[at + step];
    return next ? { sel: next.event.id } : null;
  }
  const from = state.from === null ? null : (daysOf(state.from)?.[0] ?? null);
  const now = state.to === null ? null : (daysOf(state.to)?.[0] ?? null);
  const least = mode === "grow" && from !== null ? from : -Infinity;
  let next = Infinity * step;
  for (const { days } of matching) {
    const [day] = days;
    if (day < least || (now !== null && (day - now) * step <= 0)) continue;
    if ((next - day) * step > 0) next = day;
  }
  if (!Number.isFinite(next)) return null;
  const length = from !== null && now !== null && now >= from ? now - from : 6;
  return { to: isoOf(next), ...(mode === "move" && { from: isoOf(next - length) }) };
}

/** The buttons that play. `known` says where events lie in time.
 * @param {Page} page @param {Store} store @param {ReadonlyMap<EventRecord, Reach>} known */
export function createPlay(page, store, known) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const said = element("p", { class: "visually-hidden", role: "status" });
  const mode = choice(
    t("Step"),
    MODES.map(([value, words]) => [value, t(words)]),
  );
  const speed = choice(
    t("Speed"),
    SPEEDS.map((times) => [String(times), `${times}×`]),
    "1",
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let stepping = false;

  /** @param {readonly EventRecord[]} events */
  const placed = (events) => events.flatMap((event) => known.get(event) ?? []);
  /** @param {1 | -1} step @param {State} [state] from which it is taken */
  const take = (step, state = store.get()) => {
    const { shown, matching } = sift(page, state);
    const by = /** @type {Mode} */ (mode.field.value);
    const patch = nextStep(by, step, state, placed(shown), placed(matching));
    stepping = true;
    if (patch) store.set(patch);
    stepping = false;
    return patch !== null;
  };
  /** @param {string} words */
  const stop = (words) => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    play.setAttribute("aria-pressed", "false");
    hush(false);
    said.textContent = words;
  };
  const goOn = () => {
    timer = setTimeout(goOn, PAUSE_MS / Number(speed.field.value));
    if (!take(1)) stop(t("Played to the end"));
  };
  const begin = () => {
    said.textContent = t("Playing. Any key or press pauses.");
    play.setAttribute("aria-pressed", "true");
    hush(true);
    timer = setTimeout(goOn, PAUSE_MS / Number(speed.field.value));
    // At the end, it begins anew.
    if (!take(1) && !take(1, { ...store.get(), sel: null, to: null })) stop(t("There is nothing to play"));
  };
  const pause = () => stop(pausedAt(page, store.get()));
  /** While it plays, every step changes the counts: they are not to be read out each time. @param {boolean} quiet */
  const hush = (quiet) => {
    for (const region of document.querySelectorAll("[role=status]"))
      if (region !== said) region.setAttribute("aria-live", quiet ? "off" : "polite");
  };

  const play = button(t("Play"), "band-tool band-play", () => (timer === undefined ? begin() : pause()));
  play.setAttribute("aria-pressed", "false");
  for (const kind of ["pointerdown", "keydown", "wheel", "focusin"]) {
    const onInput = (/** @type {Event} */ event) => {
      // What the page itself does with the focus while it steps is no input; the button pauses when it is let go.
      const presses = event instanceof KeyboardEvent ? ["Enter", " "].includes(event.key) : kind !== "wheel";
      const own = presses && event.target instanceof Node && play.contains(event.target);
      if (!stepping && !own) pause();
    };
    document.addEventListener(kind, onInput, { capture: true, passive: true });
  }
  document.addEventListener("visibilitychange", pause);
  store.subscribe((state, before) => {
    if (!stepping && choseAnew(state, before)) pause();
  });
  const heed = () => {
    pause();
    play.hidden = still.matches; // it is stepped by hand then
    speed.label.hidden = still.matches;
  };
  still.addEventListener("change", heed);
  heed();
  const back = button("‹", "band-tool is-small", () => take(-1));
  const on = button("›", "band-tool is-small", () => take(1));
  back.setAttribute("aria-label", t("Previous step"));
  on.setAttribute("aria-label", t("Next step"));
  return [back, play, on, mode.label, speed.label, said];
}

/** @param {Page} page @param {State} state */
function pausedAt(page, { sel, to }) {
  const event = page.events.find(({ id }) => id === sel);
  if (event) return t("Paused at: {title}", { title: event.title });
  const day = to === null ? undefined : daysOf(to)?.[0];
  return day === undefined ? t("Paused") : t("Paused at {day}", { day: dayInWords(day) });
}
