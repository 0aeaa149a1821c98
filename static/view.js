// @ts-check
// Knows where the map looks: at first, when something is selected, and what the URL says of it.

import { core } from "./cluster.js";
import { calm } from "./dom.js";
import { latLng } from "./layers.js";
import { boundsOf } from "./marks.js";

/** @import { Mark, Store } from "./types" */

const CLOSEST = 9;
const WIDE = 60; // degrees of longitude
const CLOSEST_FOR_ONE = 7; // one event is shown with some of the land around it

/** The box of marks; a country counts with one point of its inside, or a far one would shrink all the rest.
 * @param {readonly Mark[]} marks */
export function boxOf(marks) {
  const box = L.latLngBounds([]);
  for (const mark of marks) {
    const bounds = mark.form === "country" ? null : boundsOf(mark.geometry);
    if (bounds) box.extend([bounds[1], bounds[0]]).extend([bounds[3], bounds[2]]);
    else box.extend(latLng(mark.at));
    if (mark.form === "near") box.extend(L.latLng(latLng(mark.at)).toBounds(2000 * mark.radiusKm));
  }
  return box;
}

/** The box of the places where most events are. @param {readonly Mark[]} marks */
function coreBox(marks) {
  const points = marks.flatMap((mark) => mark.events.map(() => mark.at));
  return L.latLngBounds(core(points, 0.85).map(latLng));
}

/** Show all marks; where a few lie so far away that the others could be shown twice as large without them, show the others.
 * The button "All events" says how many are left out.
 * @param {L.Map} map @param {readonly Mark[]} marks */
function firstView(map, marks) {
  const all = boxOf(marks);
  if (!all.isValid()) return;
  const near = coreBox(marks);
  const far = map.getBoundsZoom(all) < map.getBoundsZoom(near);
  showBox(map, far ? near : all, false);
}

/** Show all of a box, clear of the sources that stand along the bottom.
 * @param {L.Map} map @param {L.LatLngBounds} box @param {boolean} animate */
export function showBox(map, box, animate, maxZoom = CLOSEST) {
  const bottom = map.getContainer().querySelector(".map-sources")?.clientHeight ?? 0;
  map.fitBounds(box, {
    paddingTopLeft: [28, 28],
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
  for (const mark of marks.filter((each) => each.form === "country")) {
    const ground = boxOfGround(mark);
    const wide = ground.getEast() - ground.getWest() > WIDE;
    box.extend(wide ? L.latLng(latLng(mark.at)).toBounds(3_000_000) : ground);
  }
  showBox(map, box, false, CLOSEST_FOR_ONE);
}

/** Bring a mark into view by panning alone; one that is already visible stays where it is.
 * @param {L.Map} map @param {readonly Mark[]} marks of the selected event */
export function reveal(map, marks) {
  if (marks.length === 0) return;
  const view = map.getBounds().pad(-0.05);
  if (marks.some((mark) => view.contains(latLng(mark.at)))) return;
  if (marks.some((mark) => mark.form === "country" && view.intersects(boxOfGround(mark)))) return;
  map.panTo(latLng(marks[0].at), { animate: !calm() });
}

/** @param {Mark} mark */
function boxOfGround(mark) {
  const bounds = boundsOf(mark.geometry) ?? [...mark.at, ...mark.at];
  return L.latLngBounds([
    [bounds[1], bounds[0]],
    [bounds[3], bounds[2]],
  ]);
}

/** How many of `marks`' events have no mark in view. @param {L.Map} map @param {readonly Mark[]} marks */
export function beyond(map, marks) {
  const view = map.getBounds();
  const seen = new Set();
  const all = new Set();
  for (const mark of marks) {
    const inside = view.contains(latLng(mark.at)) || view.intersects(boxOfGround(mark));
    for (const event of mark.events) {
      all.add(event);
      if (inside) seen.add(event);
    }
  }
  return all.size - seen.size;
}

/** Keep map and state at the same view. Until the reader moves the map it shows the events that there were at
 * first, or the one that was selected then, however its size changes, and the URL says nothing of it.
 * @param {L.Map} map @param {Store} store @param {HTMLElement} frame @param {readonly Mark[]} first
 * @param {readonly Mark[]} chosen those of the selected event */
export function followView(map, store, frame, first, chosen) {
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
      else firstView(map, first);
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
  new ResizeObserver(settle).observe(frame);
}

/** In a frame the map gives way to the page around it: the wheel zooms only while the map has the focus, and one finger
 * scrolls the page (two still zoom and move the map). @param {L.Map} map */
export function yieldToPage(map) {
  map.scrollWheelZoom.disable();
  map.getContainer().addEventListener("focus", () => map.scrollWheelZoom.enable());
  map.getContainer().addEventListener("blur", () => map.scrollWheelZoom.disable());
  if (matchMedia("(pointer: coarse)").matches) map.dragging.disable();
}
