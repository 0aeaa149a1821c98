// @ts-check
// Knows how the list of very many events follows the state: a page of it stands there, and the others can be turned to.

import { hideLater } from "./asof.js";
import { button, element } from "./dom.js";
import { listenToPointer, select } from "./list.js";
import { A_PAGE } from "./question.js";
import { isBackwards } from "./select.js";
import { NOTHING, readState } from "./state.js";
import { t } from "./words.js";

/** @import { State, Store } from "./types" */
/** @import { Found, Listed } from "./manyserver.js" */
/** @import { Question } from "./question.js" */

/** @param {HTMLElement} list @param {Store} store @param {Question} question */
export function createManyList(list, store, question) {
  let stop = ""; // the one row that is a tab stop
  /** @type {readonly string[]} */
  let ids = [];
  /** @type {"first" | "last" | null} which row has the focus once another page has come */
  let entering = null;
  let whole = store.get().asof === null; // the rows there tell all that is known, not what was on a day

  const rows = () => /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("li.event"));
  /** @param {string | null} id */
  const row = (id) => (id === null ? null : document.getElementById(`e-${id}`));
  const dress = () => {
    const { sel, hover, asof } = store.get();
    for (const each of rows()) {
      const { id = "" } = each.dataset;
      select(each, id === sel);
      each.classList.toggle("is-hovered", id === hover);
      each.querySelector(".event-select")?.setAttribute("tabindex", id === stop ? "0" : "-1");
      hideLater(each, asof);
    }
  };
  const bring = () => row(store.get().sel)?.scrollIntoView({ block: "nearest" });
  const pager = createPager(list, question, (side) => {
    entering = side;
  });
  const say = createSayings(store);

  /** @param {Listed} found */
  const show = (found) => {
    say(found, store.get());
    pager(found);
    const there = new Map([...rows()].map((each) => [each.dataset.id, each]));
    const { sel } = store.get();
    ids = found.ids;
    stop = (ids.includes(sel ?? "") ? sel : ids[0]) ?? "";
    const choose = (/** @type {string} */ id) => (whole && there.get(id)) || found.rows.get(id) || there.get(id) || [];
    if (!whole || [...there.keys()].join() !== ids.join()) list.replaceChildren(...ids.flatMap(choose));
    whole ||= found.rows.size > 0;
    if (found.rows.size > 0) list.setAttribute("start", String(found.begin + 1));
    [...rows()].forEach((each, at) => {
      each.ariaPosInSet = String(found.begin + at + 1);
      each.ariaSetSize = String(found.taken);
    });
    dress();
    if (stop === sel) bring();
    enter();
  };
  const enter = () => {
    if (!entering) return;
    const goal = entering === "first" ? ids[0] : ids.at(-1);
    entering = null;
    list.closest(".list-column")?.scrollTo({ top: 0 });
    if (goal) goTo(goal);
  };
  /** @param {string} id */
  const goTo = (id) => {
    stop = id;
    dress();
    row(id)?.scrollIntoView({ block: "nearest" });
    /** @type {HTMLElement | null | undefined} */ (row(id)?.querySelector(".event-select"))?.focus({
      preventScroll: true,
    });
  };

  list.setAttribute("role", "list"); // some browsers take a list without bullets for none
  question.listen(show);
  store.subscribe((state, before) => {
    if (state.sel !== before.sel || state.hover !== before.hover || state.asof !== before.asof) dress();
    if (state.sel !== before.sel) bring();
  });
  listenToPointer(list, store);
  listenToKeys({ store, ids: () => ids, goTo, beyond: pager.turn });
}

/** Where `step` rows after (or before) the row of `id` lie; undefined beyond the page.
 * @param {readonly string[]} ids @param {string | null} id @param {1 | -1} step @returns {string | undefined} */
export function rowAfter(ids, id, step) {
  const at = ids.indexOf(id ?? "");
  return at < 0 ? ids.at(step > 0 ? 0 : -1) : ids[at + step];
}

/** @param {{ store: Store, ids: () => readonly string[], goTo: (id: string) => void, beyond: (step: 1 | -1) => boolean }} given */
function listenToKeys({ store, ids, goTo, beyond }) {
  document.addEventListener("keydown", (press) => {
    if (press.key === "Tab") document.documentElement.classList.add("by-key");
    const target = press.target instanceof HTMLElement ? press.target : null;
    if (!target || press.altKey || press.ctrlKey || press.metaKey || target.closest("input, textarea, select")) return;
    const { sel } = store.get();
    const inList = target.closest("#events") !== null;
    if (press.key === "Escape" && sel !== null) {
      store.set({ sel: null }, { push: true });
      if (inList) goTo(sel);
    } else if ((press.key === "j" || press.key === "k") && (inList || target.closest("#map, #band"))) {
      const next = rowAfter(ids(), sel, press.key === "j" ? 1 : -1);
      if (next) store.set({ sel: next }, { push: true });
      if (next && inList) goTo(next);
      if (!next) beyond(press.key === "j" ? 1 : -1);
    } else if (target.classList.contains("event-select")) {
      const here = /** @type {HTMLElement | null} */ (target.closest("li.event"))?.dataset.id ?? sel;
      const step = press.key === "ArrowDown" ? 1 : press.key === "ArrowUp" ? -1 : null;
      const goal =
        press.key === "Home" ? ids()[0] : press.key === "End" ? ids().at(-1) : step && rowAfter(ids(), here, step);
      if (!step && !goal) return;
      press.preventDefault();
      if (goal) goTo(goal);
      else if (step) beyond(step);
    }
  });
}

/** What leads to the pages before and after, in place of the links of the page without scripts.
 * @param {HTMLElement} list @param {Question} question @param {(side: "first" | "last") => void} entering */
function createPager(list, question, entering) {
  const place = element("p", {});
  /** @param {1 | -1} step */
  const turn = (step) => {
    const found = question.found();
    const page = found ? Math.floor(found.begin / A_PAGE) + 1 + step : 0;
    if (!found || page < 1 || (page - 1) * A_PAGE >= found.taken) return false;
    entering(step > 0 ? "first" : "last");
    question.turn(page);
    return true;
  };
  const earlier = button(t("Earlier events"), "page-turn", () => turn(-1));
  const later = button(t("Later events"), "page-turn", () => turn(1));
  const made = element("nav", { class: "pager", "aria-label": t("Pages of the list") }, place, earlier, later);
  for (const old of list.parentElement?.querySelectorAll("nav.pager") ?? []) old.remove();
  list.after(made);
  /** @param {Found} found */
  const tell = ({ begin, at, taken, place: words }) => {
    made.hidden = taken === 0;
    place.textContent = words;
    earlier.hidden = begin === 0;
    later.hidden = begin + at.length >= taken;
  };
  return Object.assign(tell, { turn });
}

/** What stands above the list: how many there are, and where none is left, what would bring some back. @param {Store} store */
function createSayings(store) {
  const [counts, empty, backwards, list, together] = ["counts", "empty", "backwards", "remedies", "together"].map(
    (id) => document.getElementById(id),
  );
  /** @param {string} address */
  const follow = (address) => {
    const { z, c, sel, lane } = store.get();
    store.set({ ...NOTHING, ...readState(address), z, c, sel, lane }, { push: true });
  };
  /** @param {Found} found @param {State} state */
  return (found, state) => {
    if (empty) empty.hidden = found.taken > 0;
    if (backwards) backwards.hidden = !isBackwards(state);
    if (together) together.hidden = found.taken > 0 || found.remedies.length > 0 || found.filters < 2;
    list?.replaceChildren(
      ...found.remedies.map(({ words, address }) => {
        return element(
          "li",
          {},
          button(words, "remedy", () => follow(address)),
        );
      }),
    );
    if (counts && counts.textContent !== found.counts) counts.textContent = found.counts;
  };
}
