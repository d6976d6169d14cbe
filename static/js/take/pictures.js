/** Pictures of what is on the page, as files. */
import { signal } from "@preact/signals";
import { titleOf } from "../catalog.js";
import { heightOf as chartHeight, drawLosses } from "../charts/loss-picture.js";
import { losses } from "../charts/losses.js";
import { save } from "../download.js";
import { t } from "../i18n.js";
import { readHues } from "../layers/hues.js";
import { drawLayers, heightOf, WIDTH } from "../layers/layers-picture.js";
import { statistics } from "../layers/record.js";
import { currentPicture } from "../live.js";
import { tell, untell } from "../notices.js";
import { css, readPalette } from "../palette.js";
import { headingTexts } from "../panels/headings.js";
import { currentStage, edgesToTell } from "../stage/current.js";
import { catalog, experiment } from "../store.js";
import { layerLegend, layerNotes, layerRows } from "./layers-now.js";
import { otherLosses } from "./losses-now.js";
import { fileName } from "./naming.js";
import { asPng, asSvg, inTheLight, printedPalette } from "./paper.js";

/** @typedef {import("./paper.js").Drawable} Drawable */
/** @typedef {import("../palette.js").Palette} Palette */
/** @typedef {"png" | "svg"} Format */

const CHART_WIDTH = 800;
/** As on the page: where headings begin, and their sizes (css/stage.css). */
const HEADING_TOP = 14;
const HEADING_SIZES = { roomy: [13, 12], close: [12, 12], narrow: [12, 11] };

/** Whether pictures stand on white paper, whatever the theme. */
export const onWhite = signal(false);

const palette = () => (onWhite.value ? printedPalette() : readPalette());

/** "Glassbox · spiral · step 1,274" */
export function titleLine() {
  const name = experiment.value?.dataset.name ?? "";
  const dataset = catalog.value ? titleOf(catalog.value.datasets, name) : name;
  const step = (currentPicture()?.header.step ?? 0).toLocaleString("en-US");
  return `Glassbox · ${dataset} · ${t("take.step", { step })}`;
}

/** @param {string} what @param {string} ending */
export const nameOf = (what, ending) =>
  fileName(experiment.value?.dataset.name ?? "", currentPicture()?.header.step ?? 0, what, ending);

/**
 * What the page writes over its canvas: the headings, and how many edges are drawn where that is
 * not all of them.
 * @param {Drawable} context @param {import("../stage/stage.js").Stage} stage
 * @param {Palette} colours
 */
export function drawWords(context, stage, colours) {
  const edges = edgesToTell(stage);
  if (edges) {
    context.font = `400 11px ${colours.font}`;
    context.fillStyle = css(colours.soft);
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.fillText(t("stage.edges", edges), 14, stage.size().height - 12);
  }
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const { x, title, subtitle, fit } of headingTexts()) {
    const [large, small] = HEADING_SIZES[fit];
    context.fillStyle = css(colours.ink);
    context.font = `700 ${large}px ${colours.font}`;
    context.fillText(title, x, HEADING_TOP + large * 0.65);
    context.fillStyle = css(colours.soft);
    context.font = `400 ${small}px ${colours.font}`;
    context.fillText(subtitle, x, HEADING_TOP + large * 1.3 + 1 + small * 0.65);
  }
}

/** The network as it is shown now. @param {Format} format */
export async function saveNetwork(format) {
  const stage = currentStage();
  if (!stage) return;
  const colours = palette();
  const { width, height } = stage.size();
  const picture = {
    width: Math.round(width),
    height: Math.round(height),
    title: titleLine(),
    palette: colours,
    draw: (/** @type {Drawable} */ context, /** @type {number} */ ratio) => {
      // What is drawn on is a canvas, or takes the same calls.
      const canvas = /** @type {CanvasRenderingContext2D} */ (context);
      stage.portray(canvas, { ratio, palette: colours, vector: format === "svg" });
      drawWords(context, stage, colours);
    },
  };
  await keep(picture, "network", format);
}

/** The losses of the whole run. @param {Format} format @param {boolean} logarithmic */
export async function saveLosses(format, logarithmic) {
  const colours = palette();
  const words = { step: t("metric.step"), train: t("take.train"), test: t("take.test") };
  const others = onWhite.value ? inTheLight(otherLosses) : otherLosses();
  const size = { width: CHART_WIDTH, height: chartHeight(others) };
  const picture = {
    ...size,
    title: titleLine(),
    palette: colours,
    draw: (/** @type {Drawable} */ context) =>
      drawLosses(context, losses, { ...size, others, logarithmic, palette: colours, words }),
  };
  await keep(picture, "loss", format);
}

/**
 * The charts of the layers up to now.
 * @param {Format} format @param {boolean} logarithmic @param {import("../layers/axes.js").Axis} x  of the steps
 */
export async function saveLayers(format, logarithmic, x) {
  const { step: steps } = statistics.value;
  const now = currentPicture()?.header.step ?? 0;
  const rows = layerRows();
  const notes = layerNotes();
  const legend = layerLegend();
  const colours = palette();
  const hues = onWhite.value ? inTheLight(readHues) : readHues();
  const over = { x, steps, logarithmic, hues };
  const words = {
    activations: t("layers.activations"),
    gradients: t("layers.gradients"),
    updates: t("layers.updates"),
    step: t("metric.step"),
  };
  const picture = {
    width: WIDTH,
    height: heightOf(rows.length, notes, legend),
    title: titleLine(),
    palette: colours,
    draw: (/** @type {Drawable} */ context) =>
      drawLayers(context, rows, { over, now, font: colours.font, words, notes, legend }),
  };
  await keep(picture, "layers", format);
}

/** @param {import("./paper.js").Picture} picture @param {string} what @param {Format} format */
async function keep(picture, what, format) {
  const name = nameOf(what, format);
  try {
    save(format === "png" ? await asPng(picture) : asSvg(picture), name);
    untell("picture");
  } catch (error) {
    // The canvas is too large for this browser, or it has no memory left for it.
    const detail = () => String(error);
    tell({ kind: "picture", tone: "bad", text: () => t("take.picture.failed"), detail });
  }
}
