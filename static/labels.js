// @ts-check
// Knows where names can be written so that none lies over a mark or another name.

/** A name to write at a point in pixels; `spot`: beside the point, else across it; `needed`: even where there is no room.
 * @typedef {{ x: number, y: number, words: string, wide: number, tall: number, spot: boolean, needed?: boolean }} Name */

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Frame */

const CELL = 64; // pixels
const CLEAR = 2; // pixels between a name and what is around it

/** Frames that are taken, found again by the cells that they touch. */
export function createFrames() {
  /** @type {Map<string, Frame[]>} */
  const cells = new Map();
  /** @param {Frame} frame @returns {string[]} */
  const touched = ({ left, top, right, bottom }) => {
    const found = [];
    for (let column = Math.floor(left / CELL); column <= right / CELL; column += 1) {
      for (let row = Math.floor(top / CELL); row <= bottom / CELL; row += 1) found.push(`${column} ${row}`);
    }
    return found;
  };
  /** @param {Frame} a @param {Frame} b */
  const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return {
    /** @param {Frame} frame */
    take(frame) {
      for (const key of touched(frame)) {
        const there = cells.get(key);
        if (there) there.push(frame);
        else cells.set(key, [frame]);
      }
    },
    /** @param {Frame} frame */
    isFree(frame) {
      return touched(frame).every((key) => !cells.get(key)?.some((taken) => overlap(taken, frame)));
    },
  };
}

/** Where a name may stand, the best place first. @param {Name} name @returns {Frame[]} */
function choices({ x, y, wide, tall, spot, needed }) {
  /** @param {number} left @param {number} top */
  const at = (left, top) => ({ left, top, right: left + wide, bottom: top + tall });
  const [middle, centre] = [y - tall / 2, x - wide / 2];
  if (!spot) return [0, -1, 1, -2, 2, -3, 3].map((step) => at(centre, middle + step * (tall + 4)));
  // Close to a dot of its own, or beyond the mark that lies on it.
  return [6, 14, 20, ...(needed ? [44] : [])].flatMap((gap) => [
    at(x + gap, middle),
    at(x - gap - wide, middle),
    at(centre, y - gap - tall),
    at(centre, y + gap),
  ]);
}

/** The names that find room, each with its frame; those that come first choose first.
 * @template {Name} T @param {readonly T[]} names @param {ReturnType<typeof createFrames>} frames those taken; names that are placed take theirs
 * @returns {{ name: T, frame: Frame }[]} */
export function written(names, frames) {
  const found = [];
  for (const name of names) {
    const all = choices(name);
    const room = all.find((frame) => frames.isFree(frame)) ?? (name.needed ? all[name.spot ? 4 : 1] : undefined);
    if (!room) continue;
    const { left, top, right, bottom } = room;
    frames.take({ left: left - CLEAR, top: top - CLEAR, right: right + CLEAR, bottom: bottom + CLEAR });
    found.push({ name, frame: room });
  }
  return found;
}
