/** The network: the canvas, the headings of its columns, and the card of a neuron. */
import { signal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { expose } from "../console.js";
import { watchSize } from "../controls/canvas.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers, onFrame } from "../live.js";
import { Stage } from "../stage/stage.js";
import { data, layout, link, run } from "../store.js";
import { shows } from "../subscription.js";
import { reducedMotion, theme } from "../theme.js";
import { columns, Headings } from "./headings.js";
import { neighbour } from "./neighbour.js";
import { NeuronCard } from "./neuron-card.js";
import { summary } from "./summary.js";

/** @typedef {{ kind: "neuron", layer: number, unit: number }} Target */
/** @typedef {{ target: Target, x: number, y: number }} Pointed */

const HEADINGS_HEIGHT = 100;
const TELLING = 0.95; // above this share of the weights, those left out are too weak to be seen

const place = shows("network", "exact", "spotlight", "maps");

/** The neuron under the pointer or chosen by the arrow keys. */
const pointed = signal(/** @type {Pointed | null} */ (null));

/** @param {Stage} stage @param {Target} target @returns {Pointed} beside the neuron */
function beside(stage, target) {
  const found = stage.columns().find(({ index }) => index === target.layer);
  if (!found) return { target, x: 0, y: 0 };
  const { x, width, top, bottom, units } = found;
  return { target, x: x + width, y: top + ((target.unit + 0.5) / units) * (bottom - top) };
}

/** @param {{ current: Stage | null }} stage */
function handlers(stage) {
  let byPointer = false;
  /** @param {Pointed | null} next */
  const point = (next) => {
    pointed.value = next;
    stage.current?.hover(next?.target ?? null);
  };
  return {
    onPointerMove: (/** @type {PointerEvent} */ { offsetX: x, offsetY: y }) => {
      const target = stage.current?.hit(x, y);
      if (target || pointed.value) point(target ? { target, x, y } : null);
    },
    onPointerLeave: () => point(null),
    // Whoever clicks the picture has not come to walk through it: the arrows stay with the run.
    onPointerDown: () => {
      byPointer = true;
    },
    onBlur: () => {
      byPointer = false;
      point(null);
    },
    onKeyDown: (/** @type {KeyboardEvent} */ event) => {
      if (!stage.current || !layout.value || byPointer) return;
      if (event.key === "Escape") point(null);
      const next = neighbour(layout.value.layers, pointed.value?.target ?? null, event.key);
      if (!next) return;
      event.preventDefault();
      point(beside(stage.current, next));
    },
  };
}

function Canvas() {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const stage = useRef(/** @type {Stage | null} */ (null));

  const listeners = useMemo(() => handlers(stage), []);

  useEffect(() => {
    if (!canvas.current) return undefined;
    const drawn = new Stage(canvas.current, {
      reducedMotion: reducedMotion.peek(),
      topInset: HEADINGS_HEIGHT,
      texts: texts(),
    });
    stage.current = drawn;
    expose("stage", () => drawn);
    const unwatch = watchSize(canvas.current, (width, height) => {
      drawn.resize(width, height, devicePixelRatio);
      columns.value = drawn.columns();
    });
    const unlisten = onFrame((picture) => drawn.setPicture(picture));
    return () => {
      unwatch();
      unlisten();
      drawn.destroy();
      stage.current = null;
    };
  }, []);

  useSignalEffect(() => {
    if (!layout.value || !data.value || !stage.current) return;
    stage.current.setLayout(layout.value, data.value);
    const picture = currentPicture(); // Its first frame may have come before the canvas was there.
    if (picture) stage.current.setPicture(picture);
    columns.value = stage.current.columns();
    pointed.value = null;
  });
  useSignalEffect(() => {
    if (run.value) {
      stage.current?.setMotion({ playing: run.value.playing, speed: run.value.speed });
    }
  });
  useSignalEffect(() => {
    if (theme.value) stage.current?.setTheme();
  });
  useSignalEffect(() => stage.current?.setTexts(texts()));
  useSignalEffect(() => stage.current?.setReducedMotion(reducedMotion.value));

  return html`<canvas class="network" ref=${canvas} tabindex="0" role="img"
      aria-label=${t("stage.label")} aria-describedby="network-summary" ...${listeners}>
    </canvas>
    <${Notes} stage=${stage} />`;
}

/** The words that are painted into the canvas. */
const texts = () => ({
  sample: t("canvas.sample"),
  forward: t("canvas.forward"),
  loss: t("canvas.loss"),
  backward: t("canvas.backward"),
  update: t("canvas.update"),
  prediction: t("canvas.prediction"),
  target: t("canvas.target"),
});

/** @param {{ stage: { current: Stage | null } }} _ */
function Notes({ stage }) {
  // These follow the numbers' slow rhythm: they change with the layout and the speed.
  const edges = numbers.value && stage.current ? stage.current.edgeNote() : null;
  const flow = stage.current?.flowNote();
  return html`<p class="stage-notes">
    ${edges && edges.drawn < TELLING * edges.total ? html`<span>${t("stage.edges", edges)}</span>` : ""}
    ${flow ? html`<span>${t(`stage.${flow}`)}</span>` : ""}
  </p>`;
}

export function StagePanel() {
  const waiting = !layout.value && link.value.status !== "open";
  return html`<main class="stage" ref=${place}>
    <p class="sr-only" id="network-summary">${summary(layout.value)} ${t("stage.keys")}</p>
    <${Canvas} />
    <${Headings} />
    ${waiting && html`<p class="waiting">${t("stage.waiting")}</p>`}
    ${pointed.value && html`<${NeuronCard} pointed=${pointed.value} />`}
  </main>`;
}
