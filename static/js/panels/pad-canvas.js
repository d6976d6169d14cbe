/** The paper of the pad: drawn on with mouse, finger, pen or keys. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { colour, lineWidth, sharpContext, watchSize } from "../controls/canvas.js";
import { clear, draw, inkCanvas, marks, undo } from "../draw/drawn.js";
import { cellAt, inkedAt, keyFor, moved } from "../draw/walking.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { data } from "../store.js";
import { theme } from "../theme.js";

/** @typedef {import("../draw/marks.js").Point} Point */
/** @typedef {import("../draw/marks.js").Stroke} Stroke */
/** @typedef {import("../draw/walking.js").Cell} Cell */

/** @param {HTMLCanvasElement} canvas @param {Cell | null} cell @param {[number, number]} shape */
function paint(canvas, cell, [rows, columns]) {
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!width || !height) return;
  const context = sharpContext(canvas, width, height);
  context.drawImage(inkCanvas(), 0, 0, width, height);
  // Ink is what is opaque; its colour is the page's.
  context.globalCompositeOperation = "source-in";
  context.fillStyle = colour("--ink");
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = "source-over";
  if (!cell) return;
  context.strokeStyle = colour("--pos");
  context.lineWidth = lineWidth(2);
  const [cellWidth, cellHeight] = [width / columns, height / rows];
  context.strokeRect(cell.column * cellWidth, cell.row * cellHeight, cellWidth, cellHeight);
}

/** @param {PointerEvent} event @returns {Point} */
function pointOf(event) {
  const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}

/** Strokes of one pointer at a time; a second finger or the ball of the hand draws nothing. */
function useHand() {
  const hand = useRef(/** @type {{ id: number, stroke: Stroke } | null} */ (null));
  return {
    /** @param {PointerEvent} event */
    onPointerDown(event) {
      if (hand.current || event.button !== 0) return;
      /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
      /** @type {Stroke} */
      const stroke = { kind: "stroke", points: [pointOf(event)] };
      hand.current = { id: event.pointerId, stroke };
      draw([...marks.value, stroke]);
    },
    /** @param {PointerEvent} event */
    onPointerMove(event) {
      const { current } = hand;
      if (current?.id !== event.pointerId) return;
      current.stroke.points.push(pointOf(event));
      draw([...marks.value.filter((mark) => mark !== current.stroke), current.stroke]);
    },
    /** @param {PointerEvent} event */
    onLostPointerCapture(event) {
      if (hand.current?.id === event.pointerId) hand.current = null;
    },
  };
}

export function PadCanvas() {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const cell = useSignal(/** @type {Cell | null} */ (null));
  const said = useSignal("");
  const shape = data.value?.shape ?? [1, 1];
  const [rows, columns] = shape;
  const hand = useHand();

  useEffect(() => {
    const element = canvas.current;
    return element ? watchSize(element, () => paint(element, cell.peek(), shape)) : undefined;
  }, []);
  useSignalEffect(() => {
    if (theme.value && marks.value && canvas.current) paint(canvas.current, cell.value, shape);
  });

  /** @param {KeyboardEvent} event */
  const press = (event) => {
    const asked = keyFor(event);
    if (!asked) return;
    event.preventDefault();
    const from = cell.value ?? { row: rows >> 1, column: columns >> 1 };
    if (asked.kind === "undo") undo();
    if (asked.kind === "clear") clear();
    if (asked.kind === "undo" || asked.kind === "clear") {
      said.value = t(marks.value.length ? "pad.undone" : "pad.cleared");
      return;
    }
    const to = asked.kind === "move" && cell.value ? moved(from, asked, shape) : from;
    const inks = asked.kind === "ink" || asked.line;
    if (inks) {
      const ends = asked.kind === "ink" ? [to] : [from, to];
      draw([...marks.value, { kind: "stroke", points: ends.map((end) => cellAt(end, shape)) }]);
    }
    cell.value = to;
    const key = inks ? "pad.inked" : inkedAt(inkCanvas(), to, shape) ? "pad.cell.ink" : "pad.cell";
    said.value = t(key, { row: to.row + 1, column: to.column + 1 });
  };

  return html`<div class="pad-paper">
    <canvas ref=${canvas} tabindex="0" role="application" aria-describedby="pad-help"
      aria-label=${t("pad.canvas", { rows, columns })} onKeyDown=${press}
      onBlur=${() => {
        cell.value = null;
      }} ...${hand}></canvas>
    ${marks.value.length === 0 && html`<p class="pad-invite" aria-hidden="true">${t("pad.invite")}</p>`}
    <p class="sr-only" id="pad-help">${t("pad.help")}</p>
    <p class="sr-only" role="status">${said}</p>
  </div>`;
}
