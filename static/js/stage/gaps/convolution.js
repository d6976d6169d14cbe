/**
 * Into a convolution: a link from every map to every map, and beside each map the kernel with which
 * it looks at one of those before it.
 *
 * A link is as strong as what it carries: forward the root mean square, over the cells, of what
 * kernel ⋆ map adds to the map it leads to, with the sign of its mean; as long as the phase has not
 * come there, that of the kernel itself. Backward it is that of what kernel and deltas send back to
 * the map before. Both are worked out from the newest frame (`windows.js`).
 *
 * @typedef {import("../../types.js").Layout} Layout
 * @typedef {import("../../target.js").Target} Target
 * @typedef {import("../scene.js").Scene} Scene
 * @typedef {import("../scene.js").Context} Context
 * @typedef {import("../scene.js").PictureLike} PictureLike
 * @typedef {import("../column.js").Column} Column
 * @typedef {import("../column.js").Box} Box
 * @typedef {import("../column.js").Gap} Gap
 * @typedef {import("../geometry.js").Geometry} Geometry
 * @typedef {import("../windows.js").Windows} Windows
 */
import { css } from "../../palette.js";
import { parameterAt } from "../../target.js";
import { activationKnown } from "../../visible.js";
import { cellNow } from "../columns/filling.js";
import { between } from "../contributions.js";
import { Latest } from "../latest.js";
import { linkFlow, planLinks } from "../links.js";
import { deltaShown, ramp } from "../motion.js";
import { drawKernel, fillWindow, largestOf, outlineWindow, writeWindow } from "../patch.js";
import { largest } from "../ranking.js";
import { ringReaders } from "../readers.js";
import {
  cellOf,
  kernelOf,
  kernelSizes,
  patchOf,
  returned,
  sent,
  strongestInput,
  windowsOf,
} from "../windows.js";

/** @type {Latest<Float32Array>} */
const forwardLinks = new Latest();
/** @type {Latest<Float32Array>} */
const backwardLinks = new Latest();
/** @type {Latest<Float32Array>} */
const kernelLinks = new Latest();

/** @type {Gap} */
export const CONVOLUTION = {
  aside: ({ settings }) => settings.kernel_size,
  edges: () => 0,

  plan(context, scene, k) {
    const found = linksOf(scene, k);
    return found && planLinks(context, scene, k, { ...found, signed: true });
  },

  over(context, scene, k) {
    drawKernels(context, scene, k);
    drawLooking(context, scene, k);
  },

  flow(scene, k, forward, count) {
    const found = flowing(scene, k, forward);
    return found && linkFlow(scene, k, found, count);
  },

  hit(geometry, picture, k, x, y, { hovered, selected }) {
    const layer = layerOf(picture, k);
    if (!layer) return null;
    const to = geometry.columns[k];
    const { size, maps } = layer.windows;
    const from = inputOf(geometry, picture, layer, k, hovered ?? selected);
    for (let map = 0; map < layer.channels; map++) {
      const box = kernelBox(to, map);
      const column = Math.floor(((x - box.x) / box.width) * size);
      const row = Math.floor(((y - box.y) / box.height) * size);
      if (column < 0 || row < 0 || column >= size || row >= size || from >= maps) continue;
      const cells = to.units / layer.channels;
      return parameterAt(k, map * cells, (from * size + row) * size + column);
    }
    return null;
  },

  // One bias for all cells of a map.
  bias: (column, unit) => column.form.partOf(column, unit),
  ends: (target) => (target.kind === "neuron" ? [target] : []),

  told(context, scene, k, unit) {
    const { geometry, picture, palette } = scene;
    const own = layerOf(picture, k);
    if (!own) return;
    const { row, column } = cellOf(picture.layout.layers[k], unit);
    for (let map = 0; map < own.windows.maps; map++) {
      const cell = { map, row, column };
      const from = geometry.columns[k - 1];
      outlineWindow(context, scene, from, own.windows, cell, css(palette.fwd), 2 * palette.line);
    }
  },

  toldBack: ringReaders,
};

/**
 * @typedef {{ windows: Windows, channels: number, parameters: import("../../types.js").TensorView }} Own
 */

/** @param {PictureLike} picture @param {number} k @returns {Own | null} */
function layerOf(picture, k) {
  const parameters = picture.tensor("parameters", k);
  const { layers } = picture.layout;
  const layer = layers[k];
  if (!parameters) return null;
  return { windows: windowsOf(layers[k - 1], layer), channels: layer.shape[0], parameters };
}

/** Which maps a link joins. @param {Windows} windows @returns {(link: number) => [number, number]} */
const endsOf =
  ({ maps }) =>
  (link) => [link % maps, Math.floor(link / maps)];

/**
 * What links look like while nothing moves: what they carry, or before that is known their kernels.
 * @param {Scene} scene @param {number} k
 */
function linksOf(scene, k) {
  const { phases, header } = scene;
  const reached = !phases || (header.phase !== "start" && activationKnown(header, k));
  const carried = reached ? flowing(scene, k, true) : null;
  if (carried) return carried;
  const own = layerOf(scene.picture, k);
  if (!own) return null;
  const { windows, parameters, channels } = own;
  const values = kernelLinks.of(scene.geometry.columns[k], [parameters], () =>
    kernelSizes(windows, parameters, channels),
  );
  return { values, ends: endsOf(windows) };
}

/** @param {Scene} scene @param {number} k @param {boolean} forward */
function flowing({ picture, geometry }, k, forward) {
  const own = layerOf(picture, k);
  const carried = forward ? picture.tensor("activations", k - 1) : picture.tensor("deltas", k);
  if (!own || !carried) return null;
  const { windows, parameters, channels } = own;
  const known = forward ? forwardLinks : backwardLinks;
  const values = known.of(geometry.columns[k], [parameters, carried], () =>
    (forward ? sent : returned)(windows, parameters, channels, carried),
  );
  return { values, ends: endsOf(windows) };
}

/**
 * The map whose kernels are shown: the one that is looked at, the one that says the most to the
 * cell that is looked at, or else the one with the largest kernels.
 * @param {Geometry} geometry @param {PictureLike} picture @param {Own} own @param {number} k
 * @param {Target | null} target
 */
function inputOf({ columns }, picture, { windows, parameters, channels }, k, target) {
  if (windows.maps === 1) return 0;
  if (target?.layer === k - 1) return columns[k - 1].form.partOf(columns[k - 1], target.unit);
  const activations = picture.tensor("activations", k - 1);
  if (target?.layer === k && target.kind === "edge") {
    return Math.floor(target.input / windows.size ** 2);
  }
  if (target?.layer === k && activations) {
    const cell = cellOf(picture.layout.layers[k], target.unit);
    return strongestInput(windows, parameters, channels, activations, cell);
  }
  const sizes = kernelLinks.of(columns[k], [parameters], () =>
    kernelSizes(windows, parameters, channels),
  );
  const sums = Array.from({ length: windows.maps }, (_, from) =>
    sizes.reduce((sum, size, link) => sum + (link % windows.maps === from ? Math.abs(size) : 0), 0),
  );
  return sums.indexOf(Math.max(...sums));
}

/** Where the kernel of a map stands: left of it. @param {Column} column @param {number} map @returns {Box} */
function kernelBox(column, map) {
  const { y, height } = column.form.partBox(column, map);
  const [left] = column.form.linkEnd(column, map);
  const side = column.kernel;
  return { x: left, y: y + (height - side) / 2, width: side, height: side };
}

/** @param {Context} context @param {Scene} scene @param {number} k */
function drawKernels(context, scene, k) {
  const { picture, geometry, palette, header, progress, before } = scene;
  const own = layerOf(picture, k);
  if (!own) return;
  const { windows, channels } = own;
  const column = geometry.columns[k];
  const from = inputOf(geometry, picture, own, k, scene.hovered ?? scene.selected);
  const old = scene.phases && header.phase === "update" ? before?.get(k) : null;
  const parameters = old
    ? between(old, own.parameters, ramp(progress, 0.15, 0.85))
    : own.parameters;
  const kernels = Array.from({ length: channels }, (_, to) =>
    kernelOf(windows, parameters, channels, to, from),
  );
  const most = largest(own.parameters);
  const glows = glowsOf(scene, k, own, from);
  const target = scene.hovered ?? scene.selected;
  const looked = target?.layer === k ? column.form.partOf(column, target.unit) : null;
  for (const [to, kernel] of kernels.entries()) {
    const box = kernelBox(column, to);
    drawKernel(context, scene, kernel, most, box);
    context.lineWidth = (looked === to ? 2 : 0.8) * palette.line;
    context.strokeStyle = css(looked === to ? palette.ink : palette.soft);
    context.strokeRect(box.x, box.y, box.width, box.height);
    if (glows) drawGlow(context, scene, box, glows.strengths[to], glows.shown);
  }
  if (target?.kind === "edge" && looked !== null) {
    const box = kernelBox(column, looked);
    const side = box.width / windows.size;
    const at = target.input % windows.size ** 2;
    context.lineWidth = 2;
    context.strokeStyle = css(palette.ink);
    const [x, y] = [at % windows.size, Math.floor(at / windows.size)];
    context.strokeRect(box.x + x * side - 1, box.y + y * side - 1, side + 2, side + 2);
  }
  if (windows.maps > 1) writeInput(context, scene, column, from);
}

/**
 * How much gradient has come to each kernel that is shown, or how much it has changed, relative to
 * the most.
 * @param {Scene} scene @param {number} k @param {Own} own @param {number} from
 */
function glowsOf({ phases, header, picture, progress, before, hovered }, k, own, from) {
  if (!phases || hovered || (header.phase !== "backward" && header.phase !== "update")) return null;
  const old = before?.get(k);
  const changes = old && own.parameters.map((value, i) => value - old[i]);
  const values = header.phase === "update" ? changes : picture.tensor("gradients", k);
  const shown =
    header.phase === "update" ? 1 - ramp(progress, 0.6, 1) : deltaShown(header, k, progress);
  if (!values || shown <= 0) return null;
  const { windows, channels } = own;
  const sizes = kernelSizes(windows, values, channels).map(Math.abs);
  const most = largest(sizes);
  const strengths = Array.from({ length: channels }, (_, to) =>
    most > 0 ? sizes[to * windows.maps + from] / most : 0,
  );
  return { strengths, shown };
}

/** @param {Context} context @param {Scene} scene @param {Box} box @param {number} strength @param {number} shown */
function drawGlow(context, { palette }, { x, y, width, height }, strength, shown) {
  if (strength < 0.04) return;
  const wide = 1 + 4 * strength;
  context.globalAlpha = shown * (0.25 + 0.5 * strength);
  context.strokeStyle = css(palette.bwd);
  context.lineWidth = wide;
  const out = wide / 2 + 0.5;
  context.strokeRect(x - out, y - out, width + 2 * out, height + 2 * out);
  context.globalAlpha = 1;
}

/** Which map the kernels look at, below them. @param {Context} context @param {Scene} scene @param {Column} column @param {number} from */
function writeInput(context, { palette, geometry, texts }, column, from) {
  if (!texts.kernelsOf) return;
  const next = geometry.columns[column.index + 1];
  context.font = `${geometry.text}px ${palette.font}`;
  const text = `${texts.kernelsOf} ${from + 1}`;
  const room = next ? (next.x - column.x) * 1.2 : geometry.width;
  if (context.measureText(text).width > room) return;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = css(palette.soft);
  context.fillText(text, column.x, column.bottom + geometry.text);
}

/**
 * What a cell looks at: the one under the hand, or else the one that the phase is filling. In the
 * backward phase what its delta sends back to that patch lies on the cells.
 * @param {Context} context @param {Scene} scene @param {number} k
 */
function drawLooking(context, scene, k) {
  const { geometry, picture, palette, phases, header, progress, hovered, selected } = scene;
  const own = layerOf(picture, k);
  if (!own) return;
  const { windows, channels, parameters } = own;
  const [from, to] = [geometry.columns[k - 1], geometry.columns[k]];
  const target = hovered ?? selected;
  if (target?.layer !== k || target.kind === "edge") {
    const now = hovered ? null : cellNow(scene, to);
    if (now) slide(context, scene, windows, from, to, now);
    return;
  }
  const { map, row, column } = cellOf(picture.layout.layers[k], target.unit);
  const deltas = picture.tensor("deltas", k);
  const returns = phases && header.phase === "backward" && deltaShown(header, k, progress) > 0;
  const back = returns && deltas !== null;
  const delta = back ? deltas[target.unit] : 0;
  const spread = Array.from({ length: windows.maps }, (_, input) =>
    kernelOf(windows, parameters, channels, map, input).map((weight) => weight * delta),
  );
  const most = largestOf(spread);
  const activations = picture.tensor("activations", k - 1);
  for (let input = 0; input < windows.maps; input++) {
    const cell = { map: input, row, column };
    if (back) fillWindow(context, scene, from, windows, cell, spread[input], most);
    const patch = back ? spread[input] : activations && patchOf(windows, activations, cell);
    if (patch) writeWindow(context, scene, from, windows, cell, patch);
    const width = (windows.maps > 1 && from.cell < 6 ? 1.5 : 2.2) * palette.line;
    const colour = css(back ? palette.bwd : palette.ink);
    outlineWindow(context, scene, from, windows, cell, colour, width);
  }
}

/**
 * The windows of the cells that are filled at this moment.
 * @param {Context} context @param {Scene} scene @param {Windows} windows
 * @param {Column} from @param {Column} to @param {{ row: number, column: number, at: number }} now
 */
function slide(context, scene, windows, from, to, now) {
  const { palette } = scene;
  const colour = css(palette.fwd);
  for (let map = 0; map < windows.maps; map++) {
    outlineWindow(context, scene, from, windows, { ...now, map }, colour, 2 * palette.line);
  }
  const cells = windows.rows * windows.columns;
  context.strokeStyle = colour;
  context.lineWidth = 1.5 * palette.line;
  for (let unit = now.at; unit < to.units; unit += cells) {
    const { x, y, width, height } = to.form.boxOf(to, unit);
    context.strokeRect(x - 1, y - 1, width + 2, height + 2);
  }
}
