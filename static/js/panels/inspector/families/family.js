/**
 * How a unit is worked out, by the kind of its layer: what a family of layers says of its sum and
 * of its weights.
 *
 * @typedef {import("../../../types.js").Inspection} Inspection
 * @typedef {import("../../../types.js").InspectedInput} InspectedInput
 * @typedef {import("../../../types.js").LayoutLayer} LayoutLayer
 *
 * @typedef {object} Worked  a sum, as far as the phase has come
 * @property {number | null} sum  of all products
 * @property {number | null} bias
 * @property {number | null} z
 * @property {number} count  of what is read
 *
 * @typedef {object} Family
 * @property {string | null} says  the sentence of what the unit does, by its key
 * @property {boolean} weighs  whether what is read has a weight that is worth a column
 * @property {(one: InspectedInput) => boolean} wins  whether this one alone goes on
 * @property {(worked: Worked) => unknown} formula
 * @property {{ weight: string, bias: string }} letters  of what is learned
 * @property {(layer: LayoutLayer) => boolean} shared  whether all cells of a map have one weight
 * @property {string | null} gathered  how such a weight's gradient of one sample is made, by its key;
 *   null where it is a · δ
 * @property {(before: LayoutLayer, layer: LayoutLayer) => [number, number, number] | null} pictured
 *   maps, rows and columns as which its weights are shown
 * @property {(all: Inspection) => unknown} [passed]  what its passes went by
 * @property {(layer: number, number: number, settings: Record<string, number>) => string} nameOf
 *   a weight, by its number
 */
export {};
