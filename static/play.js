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
  const [from, now] = endsOf(state);
  const least = mode === "grow" && from !== null ? from : -Infinity;
  let next = Infinity * step;
  for (const { days } of matching) {
    const [day] = days;
    if (day < least || (now !== null && (day - now) * step <= 0)) continue;
    if ((next - day) * step > 0) next = day;
  }
  return Number.isFinite(next) ? patchTo(next, mode, state) : null;
}

/** The first and the last day of the window. @param {State} state */
export function endsOf({ from, to }) {
  return [from, to].map((iso) => (iso === null ? null : (daysOf(iso)?.[0] ?? null)));
}

/** What a step to a day sets. @param {number} day @param {Mode} mode @param {State} state @returns {Partial<State>} */
export function patchTo(day, mode, state) {
  const [from, now] = endsOf(state);
  const length = from !== null && now !== null && now >= from ? now - from : 6;
  return { to: isoOf(day), ...(mode === "move" && { from: isoOf(day - length) }) };
}

/** Finds what the next step sets; null where there is none.
 * @typedef {(mode: Mode, step: 1 | -1, state: State) => Promise<Partial<State> | null> | Partial<State> | null} Finder */

/** Finds steps among the events of a page; `known` says where they lie in time.
 * @param {Page} page @param {ReadonlyMap<EventRecord, Reach>} known @returns {Finder} */
export function finderIn(page, known) {
  /** @param {readonly EventRecord[]} events */
  const placed = (events) => events.flatMap((event) => known.get(event) ?? []);
  return (mode, step, state) => {
    const { shown, matching } = sift(page, state);
    return nextStep(mode, step, state, placed(shown), placed(matching));
  };
}

/** The buttons that play. @param {Store} store @param {Finder} find @param {(id: string) => string | undefined} titleOf an event */
export function createPlay(store, find, titleOf) {
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

  /** @param {1 | -1} step @param {State} [state] from which it is taken */
  const take = async (step, state = store.get()) => {
    const playing = timer !== undefined;
    const patch = await find(/** @type {Mode} */ (mode.field.value), step, state);
    if (playing && timer === undefined) return true; // paused meanwhile
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
  const goOn = async () => {
    timer = setTimeout(goOn, PAUSE_MS / Number(speed.field.value));
    if (!(await take(1))) stop(t("Played to the end"));
  };
  const begin = async () => {
    said.textContent = t("Playing. Any key or press pauses.");
    play.setAttribute("aria-pressed", "true");
    hush(true);
    timer = setTimeout(goOn, PAUSE_MS / Number(speed.field.value));
    // At the end, it begins anew.
    if ((await take(1)) || (await take(1, { ...store.get(), sel: null, to: null }))) return;
    stop(t("There is nothing to play"));
  };
  const pause = () => stop(pausedAt(store.get(), titleOf));
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

/** @param {State} state @param {(id: string) => string | undefined} titleOf */
function pausedAt({ sel, to }, titleOf) {
  const title = sel === null ? undefined : titleOf(sel);
  if (title) return t("Paused at: {title}", { title });
  const day = to === null ? undefined : daysOf(to)?.[0];
  return day === undefined ? t("Paused") : t("Paused at {day}", { day: dayInWords(day) });
}
