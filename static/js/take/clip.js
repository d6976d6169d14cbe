/**
 * A video of the network. What is recorded is a canvas of its own: the stage, with the headings
 * that stand over it on the page, and the line that says what is seen.
 */
import { signal } from "@preact/signals";
import { save } from "../download.js";
import { t } from "../i18n.js";
import { tell, untell } from "../notices.js";
import { readPalette } from "../palette.js";
import { currentStage } from "../stage/current.js";
import { drawTitle, TITLE } from "./paper.js";
import { drawWords, nameOf, titleLine } from "./pictures.js";

/** Seconds. */
export const LONGEST = 60;
const RATE = 30;
/** Bits a second: thin lines need more than a film. */
const BITS = 8_000_000;
/** The first one that a browser can make. */
const KINDS = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm", "video/mp4"];

/** Seconds since the recording began; null while there is none. @type {import("../store.js").Signal<number | null>} */
export const elapsed = signal(null);

/** @type {MediaRecorder | null} */
let recorder = null;

export const canRecord = () =>
  typeof MediaRecorder === "function" && "captureStream" in HTMLCanvasElement.prototype;

/** Begin to record; it ends by itself after `LONGEST` seconds. */
export function beginClip() {
  const stage = currentStage();
  if (!stage || recorder || !canRecord()) return;
  const { width, height } = stage.size();
  const { canvas, draw } = film(stage, even(width), even(height + TITLE));
  draw();
  const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  const made = new MediaRecorder(canvas.captureStream(RATE), {
    mimeType,
    videoBitsPerSecond: BITS,
  });
  recorder = made;
  /** @type {Blob[]} */
  const pieces = [];
  made.ondataavailable = ({ data }) => pieces.push(data);
  made.onerror = ({ error }) => {
    tell({
      kind: "clip",
      tone: "bad",
      text: () => t("take.clip.failed"),
      detail: () => `${error}`,
    });
  };
  const began = performance.now();
  let request = 0;
  const tick = () => {
    draw();
    elapsed.value = Math.floor((performance.now() - began) / 1000);
    if (elapsed.value >= LONGEST) endClip();
    else request = requestAnimationFrame(tick);
  };
  made.onstop = () => {
    cancelAnimationFrame(request);
    recorder = null;
    elapsed.value = null;
    const type = made.mimeType.split(";")[0];
    save(new Blob(pieces, { type }), nameOf("network", type === "video/mp4" ? "mp4" : "webm"));
  };
  untell("clip");
  elapsed.value = 0;
  made.start(1000);
  request = requestAnimationFrame(tick);
}

export function endClip() {
  if (recorder?.state === "recording") recorder.stop();
}

/** Some coders take even sizes alone. @param {number} length */
const even = (length) => 2 * Math.ceil(length / 2);

/** @param {import("../stage/stage.js").Stage} stage @param {number} width @param {number} height */
function film(stage, width, height) {
  const canvas = document.createElement("canvas");
  const ratio = Math.min(2, Math.max(1, devicePixelRatio));
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("This browser cannot draw on a canvas");
  const draw = () => {
    const palette = readPalette();
    const size = stage.size();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawTitle(context, width, height, titleLine(), palette);
    context.translate(0, TITLE);
    // The page may have got another size meanwhile: then it is fitted in.
    const scale = Math.min(1, width / size.width, (height - TITLE) / size.height);
    context.scale(scale, scale);
    context.drawImage(stage.canvas, 0, 0, size.width, size.height);
    drawWords(context, stage, palette);
  };
  return { canvas, draw };
}
