// @ts-check
// Knows which marks lie so close together on the screen that they must share one badge.

/** `radius`: pixels that it takes from its middle; `weight`: a whole number, the heavier one gives the group its place.
 * @template T @typedef {{ x: number, y: number, radius: number, weight: number, item: T }} Node */

/** Groups of nodes that overlap the heaviest of their group, which comes first; of equals the later one counts as heavier.
 * In time linear in the nodes but for the sorting of numbers, and always the same for the same nodes.
 * @template T @param {readonly Node<T>[]} nodes @returns {Node<T>[][]} */
export function cluster(nodes) {
  /** @type {Node<T>[][]} */
  const groups = [];
  const heads = createGrid(nodes);
  for (const at of byWeight(nodes)) {
    const node = nodes[at];
    const near = heads.first(node);
    if (near >= 0) groups[near].push(node);
    else {
      heads.add(node);
      groups.push([node]);
    }
  }
  return groups;
}

/** Places of the nodes, the heaviest first. @param {readonly Node<unknown>[]} nodes */
function byWeight(nodes) {
  const count = nodes.length;
  // One number for both, weight and place: sorting numbers without a comparison of ours is ten times as fast.
  return Float64Array.from(nodes, ({ weight }, at) => -(weight * count + at))
    .sort()
    .map((key) => -key % count);
}

/** A hash of cells in which the heads of groups lie: who overlaps one asks the nine cells around it only.
 * @param {readonly Node<unknown>[]} nodes */
function createGrid(nodes) {
  const cell = Math.max(1, 2 * nodes.reduce((widest, node) => Math.max(widest, node.radius), 0));
  const slots = 2 ** Math.ceil(Math.log2(nodes.length + 1) + 1);
  const newest = new Int32Array(slots).fill(-1);
  /** @type {number[]} */
  const older = [];
  /** @type {Node<unknown>[]} */
  const heads = [];
  /** @param {number} column @param {number} row */
  const slot = (column, row) => (Math.imul(column, 73856093) ^ Math.imul(row, 19349663)) & (slots - 1);
  return {
    /** @param {Node<unknown>} node */
    add(node) {
      const at = slot(Math.floor(node.x / cell), Math.floor(node.y / cell));
      older.push(newest[at]);
      newest[at] = heads.push(node) - 1;
    },
    /** The first head that `node` overlaps, or -1. @param {Node<unknown>} node */
    first(node) {
      const [column, row] = [Math.floor(node.x / cell), Math.floor(node.y / cell)];
      let found = Infinity;
      for (let near = 0; near < 9; near += 1) {
        let at = newest[slot(column - 1 + (near % 3), row - 1 + Math.floor(near / 3))];
        for (; at >= 0; at = older[at]) {
          const head = heads[at];
          const reach = head.radius + node.radius;
          if (at < found && (head.x - node.x) ** 2 + (head.y - node.y) ** 2 <= reach * reach) found = at;
        }
      }
      return found === Infinity ? -1 : found;
    },
  };
}

/** The smallest number that at least `share` of the sorted `values` do not exceed. @param {Float64Array} sorted @param {number} share */
function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

/** Points of the dense core: those whose distance from the median point is within the `share` quantile.
 * @param {readonly (readonly [number, number])[]} points longitude, latitude; one for each event and place
 * @param {number} share @returns {(readonly [number, number])[]} */
export function core(points, share) {
  if (points.length === 0) return [];
  const [lon, lat] = [0, 1].map((axis) => quantile(Float64Array.from(points, (point) => point[axis]).sort(), 0.5));
  /** @param {readonly [number, number]} point */
  const distance = (point) => Math.hypot(point[0] - lon, 1.7 * (point[1] - lat));
  const limit = quantile(Float64Array.from(points, distance).sort(), share);
  return points.filter((point) => distance(point) <= limit);
}
