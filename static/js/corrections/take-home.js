/**
 * Pictures and what they really are, as a file: a folder a class, and a table.
 *
 * @typedef {import("./corrections.js").Graded} Graded
 * @typedef {import("../types.js").Drawing} Drawing
 * @typedef {import("../types.js").Verdict} Verdict
 */
import { save } from "../download.js";
import { bytesOf } from "../images/base64.js";
import { zip } from "./zip.js";

/** @param {string} text */
const asCell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A folder's name on any machine. @param {string} name */
const asFolder = (name) => name.replaceAll(/[^\p{L}\p{N}_-]+/gu, "-") || "class";

/** @param {Verdict | null | undefined} verdict @param {string[]} classes */
const cellsOf = (verdict, classes) =>
  verdict ? [classes[verdict.answer], String(verdict.probability)] : ["", ""];

/**
 * Where each picture goes, and the table that says what is known of it.
 * @param {(Drawing & { before?: Verdict | null, now?: Verdict | null })[]} pictures  labelled
 * @param {string[]} classes
 */
export function tableOf(pictures, classes) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  const names = pictures.map(({ label }) => {
    const count = (counts.get(label ?? 0) ?? 0) + 1;
    counts.set(label ?? 0, count);
    return `${asFolder(classes[label ?? 0])}/${String(count).padStart(3, "0")}.png`;
  });
  const head = ["file", "class", "said_before", "right_before", "says_now", "right_now"];
  const rows = pictures.map(({ label, before, now }, i) => [
    names[i],
    classes[label ?? 0],
    ...cellsOf(before, classes),
    ...cellsOf(now, classes),
  ]);
  return { names, text: [head, ...rows].map((row) => `${row.map(asCell).join()}\n`).join("") };
}

/**
 * A picture as the data has it: ink is bright.
 * @param {string} pixels @param {[number, number]} shape @returns {Promise<Uint8Array>}
 */
async function pngOf(pixels, [rows, columns]) {
  const canvas = new OffscreenCanvas(columns, rows);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser has no 2-D canvas");
  const image = context.createImageData(columns, rows);
  for (const [i, value] of bytesOf(pixels).entries()) {
    image.data.set([value, value, value, 255], 4 * i);
  }
  context.putImageData(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return new Uint8Array(await blob.arrayBuffer());
}

/**
 * @param {Parameters<typeof tableOf>[0]} pictures @param {string[]} classes
 * @param {[number, number]} shape @param {string} name  of the file, without its ending
 */
export async function takeHome(pictures, classes, shape, name) {
  const { names, text } = tableOf(pictures, classes);
  const images = await Promise.all(pictures.map(({ pixels }) => pngOf(pixels, shape)));
  const files = images.map((data, i) => ({ name: names[i], data }));
  const table = { name: `${name}.csv`, data: new TextEncoder().encode(text) };
  save(new Blob([zip([...files, table])], { type: "application/zip" }), `${name}.zip`);
}
