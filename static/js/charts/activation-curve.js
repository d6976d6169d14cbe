/**
 * An activation function as a small curve, with the point that a neuron stands at and the tangent
 * there, whose steepness is the slope.
 */
import { CURVES } from "../activations.js";
import { html } from "../html.js";

const REACH = 3; // of z to both sides, more where the point lies beyond
const MARGIN = 6;
const POINTS = 64;
const TANGENT = 0.28; // half its length, as a share of the width

/**
 * Where everything stands, in pixels.
 * @param {string} name @param {number} z @param {number} a  what the neuron computed
 * @param {number} slope @param {number} width @param {number} height
 */
export function placeCurve(name, z, a, slope, width, height) {
  const curve = CURVES[name];
  const reach = Math.max(REACH, Math.abs(z) * 1.25);
  const zs = Array.from({ length: POINTS + 1 }, (_, i) => ((2 * i) / POINTS - 1) * reach);
  const values = zs.map(curve.value);
  const [low, high] = [Math.min(0, ...values, a), Math.max(0, ...values, a)];
  const across = (width - 2 * MARGIN) / (2 * reach);
  const up = (height - 2 * MARGIN) / (high - low || 1);
  /** @param {number} at */
  const x = (at) => MARGIN + (at + reach) * across;
  /** @param {number} at */
  const y = (at) => height - MARGIN - (at - low) * up;
  // As long in pixels whatever its steepness.
  const half = (TANGENT * width) / Math.hypot(across, slope * up);
  return {
    path: zs
      .map((at, i) => `${i ? "L" : "M"}${x(at).toFixed(1)} ${y(values[i]).toFixed(1)}`)
      .join(""),
    point: { x: x(z), y: y(a) },
    zero: { x: x(0), y: y(0) },
    tangent: {
      x1: x(z - half),
      y1: y(a - half * slope),
      x2: x(z + half),
      y2: y(a + half * slope),
    },
  };
}

/**
 * @param {{ name: string, z: number | null, a: number | null, slope: number | null, label: string,
 *   width?: number, height?: number }} _  nothing is drawn of numbers that are not there
 */
export function ActivationCurve({ name, z, a, slope, label, width = 120, height = 76 }) {
  if (!CURVES[name]) return null;
  const known = z !== null && a !== null;
  const at = placeCurve(name, z ?? 0, a ?? 0, slope ?? 0, width, height);
  return html`<svg class="curve" viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height}
    role="img" aria-label=${label}>
    <path class="axis" d=${`M0 ${at.zero.y}H${width}M${at.zero.x} 0V${height}`} />
    <path class="function" d=${at.path} />
    ${known && slope !== null && html`<line class="tangent" ...${at.tangent} />`}
    ${
      known &&
      html`<path class="drop" d=${`M${at.point.x} ${at.zero.y}V${at.point.y}H${at.zero.x}`} />
    <circle class="point" cx=${at.point.x} cy=${at.point.y} r="4.5" />`
    }
  </svg>`;
}
