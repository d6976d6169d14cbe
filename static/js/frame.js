/**
 * The binary frame of docs/protocol.md: a header of 72 bytes, then the parts that are present.
 * What was sent as float32 becomes a view on the bytes that arrived; nothing is copied.
 *
 * @typedef {import("./types.js").Layout} Layout
 * @typedef {import("./types.js").LayoutTensor} LayoutTensor
 * @typedef {import("./types.js").Frame} Frame
 * @typedef {import("./types.js").FramePart} FramePart
 * @typedef {import("./types.js").PhaseKind} PhaseKind
 * @typedef {import("./types.js").TensorView} TensorView
 */
import { tensorKey } from "./picture.js";
import { dequantise } from "./quantised.js";
import { inflate, undoDifferences } from "./smooth.js";

export const PROTOCOL = 5;
const HEADER_BYTES = 72;
const LENGTH_BYTES = 4;

/** Which run's layout a frame needs. @param {ArrayBuffer} frame @returns {number} */
const layoutOf = (frame) =>
  frame.byteLength < HEADER_BYTES ? -1 : new DataView(frame).getUint32(4, true);

/** Whether a frame says all that an older one says. @param {ArrayBuffer} newer @param {ArrayBuffer} older */
export function supersedes(newer, older) {
  // Of two runs side by side, neither says anything of the other.
  if (layoutOf(newer) !== layoutOf(older)) return false;
  const [parts, olderParts] = [newer, older].map((frame) => new Uint8Array(frame)[1]);
  return (olderParts & ~parts) === 0;
}

/** @type {PhaseKind[]} */
const PHASES = ["start", "sample", "forward", "loss", "backward", "update"];

/**
 * @param {ArrayBuffer} buffer
 * @param {Layout} layout
 * @returns {Promise<Frame | null>} null where the frame was made for another layout
 * @throws {Error} where the bytes are not a frame of this protocol
 */
export async function decodeFrame(buffer, layout) {
  if (buffer.byteLength < HEADER_BYTES) {
    throw new Error(`A frame has at least ${HEADER_BYTES} bytes; got ${buffer.byteLength}`);
  }
  const bytes = new DataView(buffer);
  const version = bytes.getUint8(0);
  if (version !== PROTOCOL) throw new Error(`Protocol ${PROTOCOL} expected; got ${version}`);
  const layoutId = bytes.getUint32(4, true);
  if (layoutId !== layout.id) return null;
  const phase = PHASES[bytes.getUint8(2)];
  if (phase === undefined) throw new Error(`Unknown phase ${bytes.getUint8(2)}`);
  return {
    layoutId,
    header: {
      phase,
      layer: bytes.getUint8(3),
      sequence: bytes.getUint32(8, true),
      latest: bytes.getUint32(12, true),
      step: bytes.getFloat64(16, true),
      epoch: bytes.getFloat64(24, true),
      madeAt: bytes.getFloat64(32, true),
      batchLoss: bytes.getFloat32(40, true),
      trainLoss: bytes.getFloat32(44, true),
      testLoss: bytes.getFloat32(48, true),
      trainAccuracy: bytes.getFloat32(52, true),
      testAccuracy: bytes.getFloat32(56, true),
      stepsPerSecond: bytes.getFloat32(60, true),
      measuredAt: bytes.getFloat64(64, true),
    },
    parts: await decodeParts(buffer, layout, bytes.getUint8(1)),
  };
}

/**
 * @param {ArrayBuffer} buffer @param {Layout} layout @param {number} present  bit set of parts
 * @returns {Promise<FramePart[]>}
 */
async function decodeParts(buffer, layout, present) {
  const parts = [];
  let start = HEADER_BYTES;
  for (const [i, part] of layout.parts.entries()) {
    if (!(present & (1 << i))) continue;
    const begin = start + LENGTH_BYTES;
    const length =
      begin > buffer.byteLength ? Infinity : new DataView(buffer).getUint32(start, true);
    if (begin + length > buffer.byteLength) {
      throw new Error(`Part ${part.name} ends beyond the frame's ${buffer.byteLength} bytes`);
    }
    const plain = part.coding === "plain";
    const data = plain ? buffer : await inflate(new Uint8Array(buffer, begin, length));
    const size = plain ? length : data.byteLength;
    if (size !== part.bytes) {
      throw new Error(`Part ${part.name} has ${part.bytes} bytes; got ${size}`);
    }
    parts.push(readPart(data, plain ? begin : 0, layout, part));
    start = begin + Math.ceil(length / LENGTH_BYTES) * LENGTH_BYTES;
  }
  return parts;
}

/**
 * @param {ArrayBuffer} buffer @param {number} start @param {Layout} layout
 * @param {Layout["parts"][number]} part
 * @returns {FramePart}
 */
function readPart(buffer, start, layout, { name, coding }) {
  const own = layout.tensors.filter((tensor) => tensor.part === name);
  /** @type {Map<string, TensorView>} */
  const tensors = new Map();
  for (const tensor of own) {
    tensors.set(tensorKey(tensor.role, tensor.layer), view(buffer, start, tensor));
  }
  for (const { role, layer, shape, scale } of own) {
    const levels = tensors.get(tensorKey(role, layer));
    if (coding === "smooth") {
      if (levels instanceof Int8Array) undoDifferences(levels, shape);
      continue;
    }
    const scales = scale === null ? undefined : tensors.get(tensorKey(scale, layer));
    if (levels && scales) tensors.set(tensorKey(role, layer), dequantise(levels, scales));
  }
  return { name, step: new DataView(buffer).getFloat64(start, true), tensors };
}

const ARRAYS = { float32: Float32Array, int8: Int8Array, int16: Int16Array };

/** @param {ArrayBuffer} buffer @param {number} start @param {LayoutTensor} tensor */
function view(buffer, start, { shape, dtype, offset }) {
  const length = shape.reduce((product, size) => product * size, 1);
  return new ARRAYS[dtype](buffer, start + offset, length);
}
