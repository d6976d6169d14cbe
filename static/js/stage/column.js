/**
 * A layer's place on the canvas, in CSS pixels, and what it asks of those who draw it. Pure
 * numbers: no canvas in here.
 *
 * Two things differ from layer to layer. How its outputs stand is a *form* (`columns/`): a column
 * of neurons, or maps. What leads into it is a *gap* (`gaps/`): the edges of a dense layer, the
 * kernels of a convolution. A layer brings each in one file; no other drawing code asks for its
 * kind.
 *
 * @typedef {import("../types.js").LayoutLayer} LayoutLayer
 * @typedef {import("../target.js").Target} Target
 * @typedef {import("../target.js").NeuronTarget} NeuronTarget
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./scene.js").PictureLike} PictureLike
 * @typedef {import("./atlas.js").Atlas} Atlas
 * @typedef {import("./woven.js").Woven} Woven
 * @typedef {import("./geometry.js").Geometry} Geometry
 *
 * @typedef {{ x: number, y: number, width: number, height: number }} Box  x, y: upper left corner
 *
 * @typedef {object} Stack  how maps stand in their column
 * @property {number} maps
 * @property {number} rows  cells of a map, from top to bottom
 * @property {number} columns  from left to right
 * @property {number} across  maps beside each other
 * @property {number} aside  room left of every map, for what leads into it
 * @property {number} kernelPixel  side of a kernel's cell in that room
 * @property {number} air  between two maps beside each other
 * @property {number} pitch  from one row of maps to the next
 *
 * @typedef {object} Column
 * @property {number} index
 * @property {number} units
 * @property {number} x  centre
 * @property {number} width
 * @property {number} top
 * @property {number} bottom
 * @property {number} cell  side of a unit
 * @property {number} pitch  from one unit to the next
 * @property {Float64Array} y  centres of the units
 * @property {Float64Array} starts  heights at which edges leave the units
 * @property {number} lines  side of a unit as far as the width of its edges goes
 * @property {boolean} crowded  so many units that only a few edges a receiver are drawn, and no
 *   numbers stand beside them
 * @property {number} parts  what links lead to: its neurons, or its maps
 * @property {number} kernel  side of the kernel left of every map, or 0
 * @property {Form} form
 * @property {Gap} gap  what leads into it
 * @property {Stack | null} stack  of maps, for their own form alone
 *
 * @typedef {object} Room  what a form may take
 * @property {number} height
 * @property {number} step  from the centre of one column to the next
 * @property {number} share  how much of that a form that can grow may take, as a factor
 * @property {number} side  how high a map may be: not higher than those before it
 * @property {number} middle
 * @property {number} largest  side of a neuron at most
 * @property {number} fullest  units of the fullest of the small columns
 * @property {number} least  size of the smallest text
 *
 * @typedef {{ hovered: Target | null, selected: Target | null }} Looked
 *
 * @typedef {object} Form  how the outputs of a layer stand, are drawn and found
 * @property {(layer: LayoutLayer, room: Room, gap: Gap) => Column} place  x stays 0
 * @property {(context: Context, scene: Scene, column: Column, atlas: Atlas | null) => void} draw
 * @property {(context: Context, scene: Scene, column: Column) => void} write  numbers and names
 * @property {(column: Column, x: number, y: number) => number | null} unitAt
 * @property {(column: Column, unit: number) => Box} boxOf  of a unit
 * @property {(column: Column, unit: number) => number} partOf  what links lead to: a neuron, or
 *   the map that a cell is in
 * @property {(column: Column, part: number) => Box} partBox
 * @property {(column: Column, part: number) => [number, number]} linkStart
 * @property {(column: Column, part: number) => [number, number]} linkEnd
 * @property {(geometry: Geometry, column: Column) => Box[]} obstacles  what must stay readable
 *
 * @typedef {object} Flow  what travels through a gap, forward or backward
 * @property {ArrayLike<number>} edges  numbers of the strongest ones
 * @property {ArrayLike<number>} values  by number of edge
 * @property {number} most  absolute: strength is relative to it
 * @property {(edge: number, at: number) => [number, number]} way  a point of it, 0 at its start
 *
 * @typedef {{ drawn: number, total: number, stroke: () => void }} Plan  lines that are ready to be
 *   stroked over what was woven
 *
 * @typedef {object} Gap  what leads into a layer: how it is drawn, what flows, what can be hit
 * @property {(layer: LayoutLayer) => number} aside  cells along a kernel that stands beside every
 *   map, or 0
 * @property {(from: Column, to: Column) => number} edges  how many there are that need a share of
 *   the budget
 * @property {(context: Context, scene: Scene, k: number, woven: Woven, share: number) => Plan | null} plan
 * @property {(context: Context, scene: Scene, k: number) => void} over  what lies over the columns
 * @property {(scene: Scene, k: number, forward: boolean, count: number) => Flow | null} flow
 * @property {(geometry: Geometry, picture: PictureLike, k: number, x: number, y: number,
 *   looked: Looked) => Target | null} hit
 * @property {(column: Column, unit: number) => number | null} bias  its place among the layer's
 *   biases
 * @property {(target: Target) => NeuronTarget[]} ends  what a target stands at
 * @property {(context: Context, scene: Scene, k: number, unit: number) => void} [told]  over the
 *   columns, while a unit of the layer is told of: what it reads
 * @property {(context: Context, scene: Scene, k: number, unit: number) => void} [toldBack]  while one
 *   of the layer before is told of: from where its blame comes
 */
import { edgePoint } from "./curve.js";

/** Columns of up to this many neurons share one size, so that like looks alike. */
export const FEW = 8;
/** Right of the outputs there must be this much room for words. */
export const WORDED = 80;

/** Where edges leave a column. @param {Column} column */
export const edgeStart = (column) => column.x + column.width / 2;

/** Where edges into a column end. @param {Column} column */
export const edgeEnd = (column) => column.x - column.width / 2;

/**
 * The height at which the edge from unit `j` leaves the column.
 * @param {Column} column @param {number} j
 */
export const edgeStartY = ({ starts }, j) => starts[j];

/** The share of a pulse's way on which it comes out of a cell that stands inside its column. */
const INSIDE = 0.2;

/**
 * A point of the way from unit `j` of one column to unit `i` of the next: along the edge, from a
 * map out of the cell itself.
 * @param {Column} from @param {number} j @param {Column} to @param {number} i @param {number} t
 * @returns {[number, number]}
 */
export function wayPoint(from, j, to, i, t) {
  const start = edgeStart(from);
  const y = edgeStartY(from, j);
  if (!from.crowded) return edgePoint(start, y, edgeEnd(to), to.y[i], t);
  if (t >= INSIDE) return edgePoint(start, y, edgeEnd(to), to.y[i], (t - INSIDE) / (1 - INSIDE));
  const box = from.form.boxOf(from, j);
  const x = box.x + box.width / 2;
  const share = t / INSIDE;
  return [x + (start - x) * share, from.y[j] + (y - from.y[j]) * share];
}

/**
 * A point of the way from one part of a column to one of the next.
 * @param {Column} from @param {number} j @param {Column} to @param {number} i @param {number} t
 * @returns {[number, number]}
 */
export const linkPoint = (from, j, to, i, t) =>
  edgePoint(...from.form.linkStart(from, j), ...to.form.linkEnd(to, i), t);
