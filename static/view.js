// @ts-check
// Knows where the map looks: at first, when something is selected, and what the URL says of it.

import { core } from "./cluster.js";
import { calm } from "./dom.js";
import { meet, widen } from "./geometry.js";
import { latLng, latLngBounds } from "./layers.js";

/** @import { Extent, Mark, Store } from "./types" */

const CLOSEST = 9;
const WIDE = 60; // degrees of longitude
const CLOSEST_FOR_ONE = 7; // one event is shown with some of the land around it

/** The box of marks; a country counts with one point of its inside, or a far one would shrink all the rest. Null of no marks.
 * @param {readonly Mark[]} marks @returns {L.LatLngBounds | null} */
export function boxOf(marks) {
  if (marks.length === 0) return null;
  /** @type {Extent} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { part } of marks) widen(box, part.form === "country" ? [...part.at, ...part.at] : part.box);
  return latLngBounds(box);
}

/** Shows the first view of marks. @param {L.Map} map @param {readonly Mark[]} marks */
export function createFirstView(map, marks) {
  const all = boxOf(marks);
  /** @type {(readonly [number, number])[]} */
  const points = [];
  for (const { part, events } of marks) for (let each = events.length; each > 0; each -= 1) points.push(part.at);
  const near = L.latLngBounds(core(points, 0.85).map(latLng));
  return () => showMost(map, all, near);
}

/** Show the box of all marks; where a few lie so far away that the others could be shown twice as large without them, that
 * of the others. The button "All events" says how many are left out.
 * @param {L.Map} map @param {L.LatLngBounds | null} all @param {L.LatLngBounds} near */
export function showMost(map, all, near) {
  if (all) showBox(map, map.getBoundsZoom(all) < map.getBoundsZoom(near) ? near : all, false);
}

/** Show all of a box, clear of the sources that stand along the bottom.
 * @param {L.Map} map @param {L.LatLngBounds} box @param {boolean} animate */
export function showBox(map, box, animate, maxZoom = CLOSEST) {
  const bottom = map.getContainer().querySelector(".map-sources")?.clientHeight ?? 0;
  map.fitBounds(box, {
    paddingTopLeft: [28, 52], // the buttons stand along the top
    paddingBottomRight: [28, 28 + bottom],
    maxZoom,
    animate: animate && !calm(),
  });
}

/** The first view of a link to one event: all that it names. A country is shown whole, but for one that would make the
 * map one of the world: of that the 3000 km around its point.
 * @param {L.Map} map @param {readonly Mark[]} marks of that event */
function eventView(map, marks) {
  const box = boxOf(marks);
  for (const { part } of marks.filter((each) => each.part.form === "country")) {
    const wide = part.box[2] - part.box[0] > WIDE;
    box?.extend(wide ? L.latLng(latLng(part.at)).toBounds(3_000_000) : latLngBounds(part.box));
  }
  if (box) showBox(map, box, false, CLOSEST_FOR_ONE);
}

/** Bring a mark into view by panning alone; one that is already visible stays where it is.
 * @param {L.Map} map @param {readonly Mark[]} marks of the selected event */
export function reveal(map, marks) {
  if (marks.length === 0) return;
  const view = map.getBounds().pad(-0.05);
  if (marks.some(({ part }) => view.contains(latLng(part.at)))) return;
  if (marks.some(({ part }) => part.form === "country" && view.intersects(latLngBounds(part.box)))) return;
  map.panTo(latLng(marks[0].part.at), { animate: !calm() });
}

/** How many of `marks`' events have no mark in view. @param {L.Map} map @param {readonly Mark[]} marks */
export function beyond(map, marks) {
  const bounds = map.getBounds();
  /** @type {Extent} */
  const view = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const seen = new Set(); // only an event with several places can lie both within and beyond
  const out = new Set();
  let count = 0;
  for (const { part, events } of marks) {
    const inside = meet(part.box, view);
    for (const event of events) {
      if (event.places.length > 1) (inside ? seen : out).add(event);
      else if (!inside) count += 1;
    }
  }
  for (const event of out) if (!seen.has(event)) count += 1;
  return count;
}

/** Keep map and state at the same view; gives the way back to the first one. Until the reader moves the map it shows the events that there were at
 * first, or the one that was selected then, however its size changes, and the URL says nothing of it.
 * @param {L.Map} map @param {Store} store @param {HTMLElement} frame @param {() => void} showFirst
 * @param {readonly Mark[]} chosen those of the selected event */
export function followView(map, store, frame, showFirst, chosen) {
  let ours = false;
  /** @param {() => void} move one that Leaflet makes at once, without animation */
  const quietly = (move) => {
    ours = true;
    move();
    ours = false;
  };
  const settle = () =>
    quietly(() => {
      map.invalidateSize({ pan: false, animate: false });
      const { z, c } = store.get();
      if (z !== null && c) map.setView([c[0], c[1]], z, { animate: false });
      else if (chosen.length > 0) eventView(map, chosen);
      else showFirst();
    });
  settle();
  map.on("moveend", () => {
    if (ours) return;
    const { lat, lng } = map.getCenter();
    store.set({ z: map.getZoom(), c: [Number(lat.toFixed(3)), Number(lng.toFixed(3))] });
  });
  store.subscribe((state, before) => {
    if (state.z === before.z && state.c === before.c) return;
    const centre = map.getCenter();
    const same = state.c && Math.abs(centre.lat - state.c[0]) + Math.abs(centre.lng - state.c[1]) < 0.01;
    if (state.z === null || (same && map.getZoom() === state.z)) return;
    settle(); // the Back button
  });
  let begun = false; // a button that comes or goes below the map is no reason to show another part of it
  store.subscribe(() => {
    begun = true;
  });
  let [width, height] = [frame.clientWidth, frame.clientHeight];
  new ResizeObserver(() => {
    const taller = Math.abs(frame.clientHeight - height);
    if (frame.clientWidth === width && taller === 0) return; // an observer calls at once, too
    if (begun && frame.clientWidth === width && taller < height / 4) {
      quietly(() => map.invalidateSize({ pan: false, animate: false }));
      return;
    }
    [width, height] = [frame.clientWidth, frame.clientHeight];
    settle();
  }).observe(frame);
  return () => {
    store.set({ z: null, c: null }, { push: true });
    settle();
  };
}

/** In a frame the map gives way to the page around it: the wheel zooms only while the map has the focus, and one finger
 * scrolls the page (two still zoom and move the map). @param {L.Map} map */
export function yieldToPage(map) {
  map.scrollWheelZoom.disable();
  map.getContainer().addEventListener("focus", () => map.scrollWheelZoom.enable());
  map.getContainer().addEventListener("blur", () => map.scrollWheelZoom.disable());
  if (matchMedia("(pointer: coarse)").matches) map.dragging.disable();
}
