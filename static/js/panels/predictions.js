import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { drawScatter } from "../charts/scatter.js";
import { watchSize } from "../controls/canvas.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers } from "../live.js";
import { data, spotlight } from "../store.js";
import { shows } from "../subscription.js";
import { theme } from "../theme.js";

const place = shows("results");

/** @param {HTMLCanvasElement} canvas */
function draw(canvas) {
  const whole = data.value;
  const picture = currentPicture();
  const last = picture?.layout.layers.at(-1)?.index ?? 0;
  const predicted = picture?.tensor("predictions", last);
  const { clientWidth, clientHeight } = canvas;
  if (!whole || !predicted || !clientWidth || !clientHeight) return;
  const followed = spotlight.value;
  const chosen = followed?.split === "test" ? followed.index : null;
  const { mean, scale } = whole.target_scale ?? { mean: 0, scale: 1 };
  /** @param {ArrayLike<number>} values  standardised, as the network sees them */
  const inOwnUnit = (values) => Array.from(values, (value) => mean + scale * value);
  const actual = inOwnUnit(whole.targets.slice(whole.train, whole.train + predicted.length));
  const labels = { x: t("result.predictions.x"), y: t("result.predictions.y") };
  drawScatter(canvas, clientWidth, clientHeight, actual, inOwnUnit(predicted), labels, chosen);
}

/** Regression that is not in the plane: predicted against actual values of the test samples. */
export function Predictions() {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  useEffect(() => {
    const element = canvas.current;
    return element ? watchSize(element, () => draw(element)) : undefined;
  }, []);
  useSignalEffect(() => {
    if (theme.value && numbers.value && canvas.current) draw(canvas.current);
  });
  return html`<section ref=${place}>
    <h2>${t("result.predictions")}<small>${data.value?.target_scale?.name}</small></h2>
    <canvas class="scatter" ref=${canvas} role="img" aria-label=${t("result.predictions")}></canvas>
    <p class="fine">${t("result.predictions.summary")}</p>
  </section>`;
}
