// @ts-check
// Knows where the marks of one spot's events stand around it.

export const MOST = 40; // legs; more events than that are better chosen from a list
const ROUND = 9; // more do not stand in one round
const APART = 27; // pixels between two marks

/** Where the marks stand around their spot, in pixels: in a round, or in a spiral from the middle outward.
 * @param {number} count @returns {[number, number][]} */
export function legsOf(count) {
  if (count <= ROUND) {
    const radius = Math.max(34, (count * APART) / (2 * Math.PI));
    return Array.from({ length: count }, (_, at) => leg((2 * Math.PI * at) / count - Math.PI / 2, radius));
  }
  /** @type {[number, number][]} */
  const legs = [];
  let [angle, radius] = [0, 34];
  for (let at = 0; at < count; at += 1) {
    legs.push(leg(angle - Math.PI / 2, radius));
    const step = APART / radius;
    angle += step;
    radius += (APART * 1.05 * step) / (2 * Math.PI); // a turn further out by the width of a mark
  }
  return legs;
}

/** @param {number} angle @param {number} radius @returns {[number, number]} */
function leg(angle, radius) {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
