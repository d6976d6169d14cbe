/** The network: the canvas, the headings of its columns, and the card of a neuron. */
import { useSignalEffect } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers, onFrame } from "../live.js";
import { followed, forgetPointing, hovered, looked, selected } from "../pointing.js";
import { edgesToTell, setCurrentStage } from "../stage/current.js";
import { Stage } from "../stage/stage.js";
import { data, layout, link } from "../store.js";
import { chosen } from "../story/told.js";
import { shows } from "../subscription.js";
import { sameTarget } from "../target.js";
import { columns, Headings } from "./headings.js";
import { LookingAround } from "./looking-around.js";
import { NetworkButton } from "./network-editor.js";
import { NeuronCard } from "./neuron-card.js";
import { ProblemCard } from "./problem-card.js";
import { openTab, show } from "./side.js";
import { useStage } from "./stage-canvas.js";
import { beside, pointerHandlers } from "./stage-pointer.js";
import { summary } from "./summary.js";
import { Recording } from "./take-clip.js";

const place = shows("network", "exact", "spotlight", "spotlight_exact", "maps");

function Canvas() {
  const { canvas, stage } = useStage({
    name: "stage",
    listen: onFrame,
    columns,
    onStage: setCurrentStage,
  });
  const layoutId = useRef(-1);
  const listeners = useMemo(() => pointerHandlers(stage), []);

  useSignalEffect(() => {
    if (!layout.value || !data.value || !stage.current) return;
    stage.current.setLayout(layout.value, data.value);
    const picture = currentPicture(); // Its first frame may have come before the canvas was there.
    if (picture) stage.current.setPicture(picture);
    columns.value = stage.current.columns();
    // Another language is another layout, too, but of the same neurons.
    if (layoutId.current !== layout.value.id) forgetPointing();
    layoutId.current = layout.value.id;
    stage.current.hover(looked.peek());
    stage.current.select(selected.peek());
    stage.current.choose(chosen.peek());
  });
  useSignalEffect(() => stage.current?.hover(looked.value));
  useSignalEffect(() => stage.current?.select(selected.value));
  useSignalEffect(() => openChosen(selected.value));
  useSignalEffect(() => stage.current?.choose(chosen.value));
  return html`<canvas class="network" ref=${canvas} tabindex="0" role="application"
      aria-label=${t("stage.label")} aria-describedby="network-summary" ...${listeners}>
    </canvas>
    <${Notes} stage=${stage} />`;
}

/** The tab that was open before something was chosen. @type {string | null} */
let tabBefore = null;

/** Open the numbers of what was chosen; whoever lets go of it returns. @param {object | null} target */
function openChosen(target) {
  const open = openTab.peek();
  if (target) {
    if (open !== "neuron") tabBefore = open;
    show("neuron");
  } else if (tabBefore) {
    if (open === "neuron") show(tabBefore);
    tabBefore = null;
  }
}

/** @param {{ stage: { current: Stage | null } }} _ */
function Notes({ stage }) {
  // These follow the numbers' slow rhythm: they change with the layout and the speed.
  const edges = numbers.value && stage.current ? edgesToTell(stage.current) : null;
  const flow = stage.current?.flowNote();
  return html`<p class="stage-notes">
    ${edges ? html`<span>${t("stage.edges", edges)}</span>` : ""}
    ${flow ? html`<span>${t(`stage.${flow}`)}</span>` : ""}
  </p>`;
}

/** The numbers of what is looked at, beside it. */
function Card() {
  const target = looked.value;
  if (!target) return null;
  const hand = hovered.value;
  // What was chosen is told beside the picture, in full.
  if (!hand && sameTarget(target, selected.value) && openTab.value === "neuron") return null;
  // Edges, and the pixels of an image, have no place in a column: there the pointer knows it.
  const free = target.kind !== "neuron" || target.layer === 0;
  const pointed = (free && hand) || beside(columns.value, target);
  return html`<${NeuronCard} pointed=${pointed} hand=${hand} shown=${followed.value !== null} />`;
}

export function StagePanel() {
  const waiting = !layout.value && link.value.status !== "open";
  return html`<main class="stage" ref=${place}>
    <p class="sr-only" id="network-summary">${summary(layout.value)} ${t("stage.keys")}</p>
    <${Canvas} />
    <${Headings} />
    <${NetworkButton} />
    ${waiting && html`<p class="waiting">${t("stage.waiting")}</p>`}
    <${Card} />
    <${LookingAround} />
    <${ProblemCard} />
    <${Recording} />
  </main>`;
}
