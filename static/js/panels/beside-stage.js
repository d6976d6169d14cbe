/** The network of the second of two runs: drawn as the first one is. */
import { beside } from "../compare/beside.js";
import { besideLayout } from "../compare/named.js";
import { besideHand, besideHovered, besideLooked } from "../compare/pointing.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { besideNetwork } from "../networks.js";
import { shows } from "../subscription.js";
import { BesideHeadings } from "./headings.js";
import { LeftOutNote } from "./left-out-note.js";
import { NeuronCard } from "./neuron-card.js";
import { useStage } from "./stage-canvas.js";
import { summary } from "./summary.js";

const place = shows("network", "exact", "spotlight", "spotlight_exact", "maps");

function Canvas() {
  const { canvas, listeners } = useStage({
    name: "besideStage",
    network: besideNetwork,
    hand: besideHand,
  });
  return html`<canvas class="network" ref=${canvas} tabindex="0" role="application"
    aria-label=${t("compare.stage")} aria-describedby="beside-summary" ...${listeners}></canvas>`;
}

function Card() {
  const target = besideLooked.value;
  if (!target) return null;
  return html`<${NeuronCard} network=${besideNetwork} target=${target} hand=${besideHovered.value}
    shown=${false} />`;
}

export function BesideStage() {
  if (!beside.value) return null;
  return html`<section class="stage beside-stage" ref=${place} aria-label=${t("compare.stage")}>
    <p class="sr-only" id="beside-summary">${summary(besideLayout.value)} ${t("compare.keys")}</p>
    <${Canvas} />
    <p class="stage-notes"><${LeftOutNote} network=${besideNetwork} /></p>
    <${BesideHeadings} />
    <${Card} />
  </section>`;
}
