// @ts-check
// Knows how to offer several events that lie at one spot of the map, and to name what is under the pointer.

import { whenInWords } from "./dates.js";
import { button, element } from "./dom.js";
import { familyOf } from "./families.js";
import { t, tn } from "./words.js";

/** @import { EventRecord, Store } from "./types" */

const MOST = 100; // events listed; who wants one of more can come nearer, or filter

/** @param {L.Map} map @param {Store} store */
export function createPanel(map, store) {
  const container = map.getContainer();
  const list = element("ul", { class: "map-choices" });
  const heading = element("h2", { class: "map-panel-title" });
  const panel = element("section", { class: "map-panel", "aria-label": t("Events at this spot"), hidden: "" });
  const tip = element("p", { class: "map-tip", "aria-hidden": "true", hidden: "" });
  const close = () => {
    panel.hidden = true;
    list.replaceChildren();
  };
  panel.append(
    heading,
    button(t("Close"), "map-panel-close", () => leave()),
    list,
  );
  container.append(panel, tip);
  L.DomEvent.disableClickPropagation(panel);
  L.DomEvent.disableScrollPropagation(panel);
  const leave = () => {
    close();
    container.focus({ preventScroll: true });
  };

  /** @param {EventRecord} event */
  const choice = (event) => {
    const when = element("span", { class: "map-choice-when" }, whenInWords(event));
    const made = element("button", { type: "button", class: "map-choice" }, element("bdi", {}, event.title), when);
    made.dataset.id = event.id;
    made.addEventListener("click", () => store.set({ sel: event.id }, { push: true }));
    return element("li", { "data-family": familyOf(event), "data-status": event.modality }, made);
  };
  const press = () => {
    for (const made of list.querySelectorAll("button")) {
      made.setAttribute("aria-pressed", String(made.dataset.id === store.get().sel));
    }
  };
  store.subscribe(press);

  return {
    close,
    leave,
    isOpen: () => !panel.hidden,
    /** List the events of a spot, on the side of the map where the spot is not; `entered`: with the focus on the first.
     * @param {readonly EventRecord[]} events @param {number} x pixels from the map's left to the spot @param {boolean} entered */
    open(events, x, entered) {
      heading.textContent = tn("{n} event here", "{n} events here", events.length);
      const rest = events.length - MOST;
      list.replaceChildren(...events.slice(0, MOST).map(choice));
      if (rest > 0)
        list.append(element("li", { class: "map-more" }, t("{n} more: zoom in or filter to see them", { n: rest })));
      press();
      panel.classList.toggle("is-right", x < map.getSize().x / 2);
      panel.hidden = false;
      panel.scrollTop = 0;
      tip.hidden = true;
      if (entered) list.querySelector("button")?.focus();
    },
    /** Name what is under the pointer. @param {L.Point | null} at @param {readonly EventRecord[]} events */
    tip(at, events) {
      tip.hidden = !at || events.length === 0;
      if (!at || tip.hidden) return;
      const more = events.length - 1;
      const title = events[0].title;
      tip.textContent = more > 0 ? t("{title} (and {n} more)", { title, n: more }) : title;
      tip.style.translate = `${at.x + 14}px ${at.y + 14}px`;
      tip.classList.toggle("is-left", at.x > map.getSize().x / 2);
    },
  };
}
