// @ts-check
// Knows which marks lie so close together on the screen that they must share one badge.

/**
 * @template T
 * @typedef {{ x: number, y: number, weight: number, item: T }} Node
 */

/** Groups of nodes no further than `reach` pixels from the heaviest of their group; the heaviest comes first.
 * Greedy and in a fixed order, so that the same view always shows the same badges.
 * @template T @param {readonly Node<T>[]} nodes @param {number} reach @returns {Node<T>[][]} */
export function cluster(nodes, reach) {
  const waiting = [...nodes].sort((a, b) => b.weight - a.weight || a.x - b.x || a.y - b.y);
  const groups = [];
  while (waiting.length > 0) {
    const head = /** @type {Node<T>} */ (waiting.shift());
    const group = [head];
    for (let at = waiting.length - 1; at >= 0; at -= 1) {
      const node = waiting[at];
      if (Math.hypot(node.x - head.x, node.y - head.y) <= reach) group.push(...waiting.splice(at, 1));
    }
    groups.push(group);
  }
  return groups;
}

/** The smallest number that at least `share` of the sorted `values` do not exceed. @param {readonly number[]} sorted @param {number} share */
function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

/** Points of the dense core: those whose distance from the median point is within the `share` quantile.
 * @param {readonly (readonly [number, number])[]} points longitude, latitude; one for each event and place
 * @param {number} share @returns {(readonly [number, number])[]} */
export function core(points, share) {
  if (points.length === 0) return [];
  const middle = [0, 1].map((axis) =>
    quantile(
      points.map((point) => point[axis]).sort((a, b) => a - b),
      0.5,
    ),
  );
  /** @param {readonly [number, number]} point */
  const distance = (point) => Math.hypot(point[0] - middle[0], 1.7 * (point[1] - middle[1]));
  const limit = quantile(
    points.map(distance).sort((a, b) => a - b),
    share,
  );
  return points.filter((point) => distance(point) <= limit);
}
