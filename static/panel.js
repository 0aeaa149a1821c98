// @ts-check
// Knows how to offer several events that lie at one spot of the map, and to name what is under the pointer.

import { whenInWords } from "./dates.js";
import { button, element } from "./dom.js";
import { familyOf } from "./families.js";

/** @import { EventRecord, Store } from "./types" */

/** @param {L.Map} map @param {Store} store */
export function createPanel(map, store) {
  const container = map.getContainer();
  const list = element("ul", { class: "map-choices" });
  const heading = element("h2", { class: "map-panel-title" });
  const panel = element("section", { class: "map-panel", "aria-label": "Events at this spot", hidden: "" });
  const tip = element("p", { class: "map-tip", "aria-hidden": "true", hidden: "" });
  const close = () => {
    panel.hidden = true;
    list.replaceChildren();
  };
  panel.append(heading, button("Close", "map-panel-close", close), list);
  container.append(panel, tip);
  L.DomEvent.disableClickPropagation(panel);
  L.DomEvent.disableScrollPropagation(panel);
  container.addEventListener("keydown", (press) => {
    if (press.key === "Escape" && !panel.hidden) {
      press.stopPropagation();
      close();
      container.focus();
    }
  });

  /** @param {EventRecord} event */
  const choice = (event) => {
    const made = button(event.title, "map-choice", () => store.set({ sel: event.id }, { push: true }));
    made.dataset.id = event.id;
    made.append(element("span", { class: "map-choice-when" }, whenInWords(event)));
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
    /** @param {readonly EventRecord[]} events */
    open(events) {
      heading.textContent = `${events.length} events here`;
      list.replaceChildren(...events.map(choice));
      press();
      panel.hidden = false;
      tip.hidden = true;
    },
    /** Name what is under the pointer. @param {L.Point | null} at @param {readonly EventRecord[]} events */
    tip(at, events) {
      tip.hidden = !at || events.length === 0;
      if (!at || tip.hidden) return;
      const more = events.length > 1 ? ` (and ${events.length - 1} more)` : "";
      tip.textContent = `${events[0].title}${more}`;
      tip.style.translate = `${at.x + 14}px ${at.y + 14}px`;
      tip.classList.toggle("is-left", at.x > map.getSize().x / 2);
    },
  };
}
