/** A cell of a convolution: the kernel of its map, laid on what it looks at. */
import { t } from "../../../i18n.js";
import { mapsOf } from "../../../stage/windows.js";
import { DENSE } from "./dense.js";

/** @typedef {import("./family.js").Family} Family */

/** @type {Family} */
export const CONVOLUTION = {
  ...DENSE,
  says: "inspector.says.conv2d",
  shared: () => true,
  gathered: "inspector.gathered.conv2d",
  pictured: (before, { settings: { kernel_size: size } }) => [mapsOf(before)[0], size, size],
  nameOf: (_, number, { kernel_size: size }) =>
    t("inspector.kernelPlace", {
      map: Math.floor(number / size ** 2) + 1,
      row: (Math.floor(number / size) % size) + 1,
      column: (number % size) + 1,
    }),
};
