/**
 * The binary frame of docs/protocol.md: a header of 64 bytes, then the parts that are present.
 * Tensors become views on the bytes that arrived; nothing is copied.
 *
 * @typedef {import("./types.js").Layout} Layout
 * @typedef {import("./types.js").LayoutTensor} LayoutTensor
 * @typedef {import("./types.js").Frame} Frame
 * @typedef {import("./types.js").FramePart} FramePart
 * @typedef {import("./types.js").PhaseKind} PhaseKind
 */
import { tensorKey } from "./picture.js";

export const PROTOCOL = 1;
const HEADER_BYTES = 64;

/** @type {PhaseKind[]} */
const PHASES = ["start", "sample", "forward", "loss", "backward", "update"];

/**
 * @param {ArrayBuffer} buffer
 * @param {Layout} layout
 * @returns {Frame | null} null where the frame was made for another layout
 * @throws {Error} where the bytes are not a frame of this protocol
 */
export function decodeFrame(buffer, layout) {
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
      step: bytes.getFloat64(16, true),
      epoch: bytes.getFloat64(24, true),
      madeAt: bytes.getFloat64(32, true),
      batchLoss: bytes.getFloat32(40, true),
      trainLoss: bytes.getFloat32(44, true),
      testLoss: bytes.getFloat32(48, true),
      trainAccuracy: bytes.getFloat32(52, true),
      testAccuracy: bytes.getFloat32(56, true),
      stepsPerSecond: bytes.getFloat32(60, true),
    },
    parts: decodeParts(buffer, layout, bytes.getUint8(1)),
  };
}

/**
 * @param {ArrayBuffer} buffer @param {Layout} layout @param {number} present  bit set of parts
 * @returns {FramePart[]}
 */
function decodeParts(buffer, layout, present) {
  const parts = [];
  let start = HEADER_BYTES;
  for (const [i, part] of layout.parts.entries()) {
    if (!(present & (1 << i))) continue;
    if (start + part.bytes > buffer.byteLength) {
      throw new Error(`Part ${part.name} ends beyond the frame's ${buffer.byteLength} bytes`);
    }
    parts.push({
      name: part.name,
      step: new DataView(buffer).getFloat64(start, true),
      tensors: new Map(
        layout.tensors
          .filter((tensor) => tensor.part === part.name)
          .map((tensor) => [tensorKey(tensor.role, tensor.layer), view(buffer, start, tensor)]),
      ),
    });
    start += part.bytes;
  }
  return parts;
}

/** @param {ArrayBuffer} buffer @param {number} start @param {LayoutTensor} tensor */
function view(buffer, start, tensor) {
  const length = tensor.shape.reduce((product, size) => product * size, 1);
  const offset = start + tensor.offset;
  return tensor.dtype === "int8"
    ? new Int8Array(buffer, offset, length)
    : new Float32Array(buffer, offset, length);
}
