// @ts-check
// Knows how a vector tile says what lies in it: the points of its layers, with what is told of each.

/** `x`, `y`: where in the tile, from 0 to 1. @typedef {{ id: number, x: number, y: number, tags: Record<string, string | number> }} Point */

const [VARINT, BYTES] = [0, 2]; // wire types; a tile of ours has no others
const EXTENT = 4096; // units along the side of a tile that says nothing else
const TEXT = new TextDecoder();

/** The numbers and pieces of a protocol buffers message. @typedef {{ number: number, value: number, bytes: Uint8Array }} Field */

/** @param {Uint8Array} bytes @returns {Generator<Field>} */
function* fieldsOf(bytes) {
  const reader = readerOf(bytes);
  while (reader.more()) {
    const key = reader.next();
    const [number, wire] = [key >>> 3, key & 7];
    if (wire !== VARINT && wire !== BYTES) throw new RangeError(`wire type ${wire}`);
    const value = reader.next();
    yield { number, value, bytes: wire === BYTES ? reader.take(value) : bytes.subarray(0, 0) };
  }
}

/** @param {Uint8Array} bytes */
function readerOf(bytes) {
  let at = 0;
  return {
    more: () => at < bytes.length,
    next() {
      let [value, scale] = [0, 1];
      for (; ; scale *= 128) {
        if (at >= bytes.length) throw new RangeError("cut off");
        const byte = bytes[at];
        at += 1;
        value += (byte & 0x7f) * scale; // not shifted: a number may have more than 32 bits
        if (byte < 0x80) return value;
      }
    },
    /** @param {number} length */
    take(length) {
      if (at + length > bytes.length) throw new RangeError("cut off");
      at += length;
      return bytes.subarray(at - length, at);
    },
  };
}

/** @param {Uint8Array} bytes */
function numbersOf(bytes) {
  const reader = readerOf(bytes);
  const numbers = [];
  while (reader.more()) numbers.push(reader.next());
  return numbers;
}

/** @param {number} folded */
const signed = (folded) => (folded % 2 ? -(folded + 1) / 2 : folded / 2);

/** @param {Uint8Array} bytes @returns {string | number} */
function worthOf(bytes) {
  for (const { number, value, bytes: text } of fieldsOf(bytes)) return number === 1 ? TEXT.decode(text) : value;
  return "";
}

/** The points of each layer of a tile by the layer's name; throws RangeError where it is none.
 * @param {ArrayBuffer} tile @returns {Map<string, Point[]>} */
export function pointsOf(tile) {
  const layers = new Map();
  for (const { number, bytes } of fieldsOf(new Uint8Array(tile))) if (number === 3) layers.set(...layerOf(bytes));
  return layers;
}

/** The same of layers that were never packed (timeline/tiles/plain.py).
 * @param {Record<string, { keys: string[], rows: any[][] }>} layers @returns {Map<string, Point[]>} */
export function pointsIn(layers) {
  const points = new Map();
  for (const [name, { keys, rows }] of Object.entries(layers)) {
    const told = rows.map(([id, x, y, ...values]) => {
      const tags = Object.fromEntries(keys.map((key, at) => [key, values[at]]));
      return { id, x: x / EXTENT, y: y / EXTENT, tags };
    });
    points.set(name, told);
  }
  return points;
}

/** @param {Uint8Array} layer @returns {[string, Point[]]} */
function layerOf(layer) {
  /** @type {string[]} */
  const keys = [];
  /** @type {(string | number)[]} */
  const values = [];
  /** @type {Uint8Array[]} */
  const features = [];
  let name = "";
  let extent = EXTENT;
  for (const { number, value, bytes } of fieldsOf(layer)) {
    if (number === 1) name = TEXT.decode(bytes);
    else if (number === 2) features.push(bytes);
    else if (number === 3) keys.push(TEXT.decode(bytes));
    else if (number === 4) values.push(worthOf(bytes));
    else if (number === 5) extent = value;
  }
  return [name, features.flatMap((feature) => pointOf(feature, keys, values, extent))];
}

/** @param {Uint8Array} feature @param {readonly string[]} keys @param {readonly (string | number)[]} values @param {number} extent
 * @returns {Point[]} nothing where it is no point */
function pointOf(feature, keys, values, extent) {
  /** @type {Record<string, string | number>} */
  const tags = {};
  let [id, kind] = [0, 0];
  /** @type {number[]} */
  let drawn = [];
  for (const { number, value, bytes } of fieldsOf(feature)) {
    if (number === 1) id = value;
    else if (number === 3) kind = value;
    else if (number === 4) drawn = numbersOf(bytes);
    else if (number === 2) {
      const pairs = numbersOf(bytes);
      for (let at = 0; at + 1 < pairs.length; at += 2) tags[keys[pairs[at]]] = values[pairs[at + 1]];
    }
  }
  if (kind !== 1 || drawn.length < 3) return [];
  return [{ id, x: signed(drawn[1]) / extent, y: signed(drawn[2]) / extent, tags }];
}
