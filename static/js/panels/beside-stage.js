/** The network of the second of two runs: drawn as the first one is. */
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { beside, besidePicture, onBesideFrame } from "../compare/beside.js";
import { besideLayout } from "../compare/named.js";
import { expose } from "../console.js";
import { watchSize } from "../controls/canvas.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { Stage } from "../stage/stage.js";
import { data, run } from "../store.js";
import { shows } from "../subscription.js";
import { reducedMotion, theme } from "../theme.js";
import { texts } from "./canvas-texts.js";
import { BesideHeadings, besideColumns } from "./headings.js";
import { summary } from "./summary.js";

const HEADINGS_HEIGHT = 100;

const place = shows("network", "exact", "spotlight", "maps");

function Canvas() {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const stage = useRef(/** @type {Stage | null} */ (null));

  useEffect(() => {
    if (!canvas.current) return undefined;
    const drawn = new Stage(canvas.current, {
      reducedMotion: reducedMotion.peek(),
      topInset: HEADINGS_HEIGHT,
      texts: texts(),
    });
    stage.current = drawn;
    expose("besideStage", () => drawn);
    const unwatch = watchSize(canvas.current, (width, height) => {
      drawn.resize(width, height, devicePixelRatio);
      besideColumns.value = drawn.columns();
    });
    const unlisten = onBesideFrame((picture) => drawn.setPicture(picture));
    return () => {
      unwatch();
      unlisten();
      drawn.destroy();
      stage.current = null;
    };
  }, []);

  useSignalEffect(() => {
    if (!besideLayout.value || !data.value || !stage.current) return;
    stage.current.setLayout(besideLayout.value, data.value);
    const picture = besidePicture();
    if (picture) stage.current.setPicture(picture);
    besideColumns.value = stage.current.columns();
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
