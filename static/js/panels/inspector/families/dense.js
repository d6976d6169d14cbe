/** A neuron: all that it reads, weighed and added up. */
import { html } from "../../../html.js";
import { shortName } from "../../../names.js";
import { mapsOf } from "../../../stage/windows.js";
import { Num } from "../number.js";

/** @typedef {import("./family.js").Family} Family */

/** @type {Family} */
export const DENSE = {
  says: null,
  weighs: true,
  wins: () => false,
  formula: ({
    sum,
    bias,
    z,
  }) => html`<i>z</i> = Σ <i>w·a</i> + <i>b</i> = <${Num} value=${sum} name="sum" />
    ${" "}${(bias ?? 0) < 0 ? "−" : "+"} <${Num} value=${Math.abs(bias ?? 0)} /> = <b><${Num} value=${z}
      name="z" digits=${4} /></b>`,
  letters: { weight: "w", bias: "b" },
  shared: () => false,
  gathered: null,
  pictured: (before) => (before.shape.length > 1 ? mapsOf(before) : null),
  nameOf: (layer, number) => shortName(layer - 1, number),
};
