/** The network of the second of two runs: drawn as the first one is. */
import { useSignalEffect } from "@preact/signals";
import { beside, besidePicture, onBesideFrame } from "../compare/beside.js";
import { besideLayout } from "../compare/named.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { data } from "../store.js";
import { shows } from "../subscription.js";
import { BesideHeadings, besideColumns } from "./headings.js";
import { useStage } from "./stage-canvas.js";
import { summary } from "./summary.js";

const place = shows("network", "exact", "spotlight", "spotlight_exact", "maps");

function Canvas() {
  const { canvas, stage } = useStage({
    name: "besideStage",
    listen: onBesideFrame,
    columns: besideColumns,
  });

  useSignalEffect(() => {
    if (!besideLayout.value || !data.value || !stage.current) return;
    stage.current.setLayout(besideLayout.value, data.value);
    const picture = besidePicture();
    if (picture) stage.current.setPicture(picture);
    besideColumns.value = stage.current.columns();
  });
  return html`<canvas class="network" ref=${canvas} role="img" aria-label=${t("compare.stage")}
    aria-describedby="beside-summary"></canvas>`;
}

export function BesideStage() {
  if (!beside.value) return null;
  return html`<section class="stage beside-stage" ref=${place} aria-label=${t("compare.stage")}>
    <p class="sr-only" id="beside-summary">${summary(besideLayout.value)}</p>
    <${Canvas} />
    <${BesideHeadings} />
  </section>`;
}
