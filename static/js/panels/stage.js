/** The network: the canvas, the headings of its columns, and the card of a neuron. */
import { useSignalEffect } from "@preact/signals";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { numbers } from "../live.js";
import { ownNetwork } from "../networks.js";
import {
  around,
  followed,
  forgetPointing,
  hover,
  hovered,
  looked,
  select,
  selected,
} from "../pointing.js";
import { edgesToTell, setCurrentStage } from "../stage/current.js";
import { layout, link } from "../store.js";
import { chosen } from "../story/told.js";
import { shows } from "../subscription.js";
import { sameTarget } from "../target.js";
import { Headings } from "./headings.js";
import { LeftOutNote } from "./left-out-note.js";
import { LookingAround } from "./looking-around.js";
import { NetworkButton } from "./network-editor.js";
import { NeuronCard } from "./neuron-card.js";
import { ProblemCard } from "./problem-card.js";
import { openTab, show } from "./side.js";
import { useStage } from "./stage-canvas.js";
import { summary } from "./summary.js";
import { Recording } from "./take-clip.js";

const place = shows("network", "exact", "spotlight", "spotlight_exact", "maps");

/** @type {import("../pointing.js").Hand} */
const hand = { looked, hovered, around, selected, chosen, hover, select, forget: forgetPointing };

function Canvas() {
  const { canvas, stage, listeners } = useStage({
    name: "stage",
    network: ownNetwork,
    hand,
    onStage: setCurrentStage,
  });
  useSignalEffect(() => openChosen(selected.value));
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

/** @param {{ stage: { current: import("../stage/stage.js").Stage | null } }} _ */
function Notes({ stage }) {
  // These follow the numbers' slow rhythm: they change with the layout and the speed.
  const edges = numbers.value && stage.current ? edgesToTell(stage.current) : null;
  const flow = stage.current?.flowNote();
  return html`<p class="stage-notes">
    ${edges ? html`<span>${t("stage.edges", edges)}</span>` : ""}
    <${LeftOutNote} network=${ownNetwork} />
    ${flow ? html`<span>${t(`stage.${flow}`)}</span>` : ""}
  </p>`;
}

/** The numbers of what is looked at, beside it. */
function Card() {
  const target = looked.value;
  if (!target) return null;
  const at = hovered.value;
  // What was chosen is told beside the picture, in full.
  if (!at && sameTarget(target, selected.value) && openTab.value === "neuron") return null;
  return html`<${NeuronCard} network=${ownNetwork} target=${target} hand=${at}
    shown=${followed.value !== null} />`;
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
