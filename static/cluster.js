// @ts-check
// Knows which marks lie so close together on the screen that they must share one badge.

/** Nodes in columns: their middles and radii in pixels, and whole numbers that say which is heavier.
 * @typedef {{ x: Float64Array, y: Float64Array, radius: Float64Array, weight: Int32Array }} Nodes */

/** Groups of nodes: which node is the head of each, the heaviest group first, and which group each node belongs to.
 * @typedef {{ heads: number[], of: Int32Array }} Groups */

/** Group nodes that overlap the heaviest of their group; of equals the later one counts as heavier. Columns, and no object
 * for a node: of 50,000 nodes those would be most of the time. Always the same for the same nodes. @param {Nodes} nodes @returns {Groups} */
export function cluster(nodes) {
  const heads = createGrid(nodes);
  const of = new Int32Array(nodes.x.length);
  for (const at of byWeight(nodes.weight)) {
    const near = heads.first(at);
    of[at] = near < 0 ? heads.add(at) : near;
  }
  return { heads: heads.all, of };
}

/** Places of the nodes, the heaviest first. @param {Int32Array} weight */
function byWeight(weight) {
  const count = weight.length;
  // One number for both, weight and place: sorting numbers without a comparison of ours is ten times as fast.
  const keys = new Float64Array(count);
  for (let at = 0; at < count; at += 1) keys[at] = -(weight[at] * count + at);
  return keys.sort().map((key) => -key % count);
}

/** A hash of cells in which the heads of groups lie: who overlaps one asks the nine cells around it only. @param {Nodes} nodes */
function createGrid({ x, y, radius }) {
  const cell = Math.max(1, 2 * radius.reduce((widest, each) => Math.max(widest, each), 0));
  const slots = 2 ** Math.ceil(Math.log2(x.length + 1) + 1);
  const newest = new Int32Array(slots).fill(-1);
  const older = new Int32Array(x.length);
  /** @type {number[]} */
  const all = [];
  /** @param {number} column @param {number} row */
  const slot = (column, row) => (Math.imul(column, 73856093) ^ Math.imul(row, 19349663)) & (slots - 1);
  return {
    all,
    /** Make a node a head; the number of its group. @param {number} node */
    add(node) {
      const at = slot(Math.floor(x[node] / cell), Math.floor(y[node] / cell));
      const group = all.push(node) - 1;
      older[group] = newest[at];
      newest[at] = group;
      return group;
    },
    /** The first group whose head a node overlaps, or -1. @param {number} node */
    first(node) {
      const [column, row] = [Math.floor(x[node] / cell), Math.floor(y[node] / cell)];
      let found = -1;
      for (let near = 0; near < 9; near += 1) {
        let group = newest[slot(column - 1 + (near % 3), row - 1 + ((near / 3) | 0))];
        for (; group >= 0; group = older[group]) {
          const head = all[group];
          const dx = x[head] - x[node];
          const dy = y[head] - y[node];
          const reach = radius[head] + radius[node];
          if ((found < 0 || group < found) && dx * dx + dy * dy <= reach * reach) found = group;
        }
      }
      return found;
    },
  };
}

/** The smallest of `values` that at least `share` of them do not exceed. @param {Float64Array} values @param {number} share */
function quantile(values, share) {
  return values.sort()[Math.min(values.length - 1, Math.ceil(share * values.length) - 1)];
}

/** Points of the dense core: those whose distance from the median point is within the `share` quantile.
 * @param {readonly (readonly [number, number])[]} points longitude, latitude; one for each event and place
 * @param {number} share @returns {(readonly [number, number])[]} */
export function core(points, share) {
  if (points.length === 0) return [];
  /** @param {(point: readonly [number, number]) => number} measure */
  const measured = (measure) => {
    const values = new Float64Array(points.length);
    for (let at = 0; at < points.length; at += 1) values[at] = measure(points[at]);
    return values;
  };
  const lon = quantile(
    measured((point) => point[0]),
    0.5,
  );
  const lat = quantile(
    measured((point) => point[1]),
    0.5,
  );
  const distance = (/** @type {readonly [number, number]} */ point) =>
    Math.hypot(point[0] - lon, 1.7 * (point[1] - lat));
  const limit = quantile(measured(distance), share);
  return points.filter((point) => distance(point) <= limit);
}
