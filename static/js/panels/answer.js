/** What the network answers for the sample that is followed, class by class. */
import { useMemo } from "preact/hooks";
import { pixelsUrl } from "../charts/thumbnail.js";
import { likeliest, sharesOf } from "../draw/answered.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers } from "../live.js";
import { data, spotlight } from "../store.js";

/** @typedef {import("../types.js").Data} Data */
/** @typedef {import("../types.js").Spotlight} Spotlight */

/**
 * The class of a sample; none of a drawing.
 * @param {Data} whole @param {Spotlight} spotlight @returns {number | undefined}
 */
const targetOf = ({ targets, train }, { split, index }) =>
  split === "drawing" ? undefined : targets[split === "test" ? train + index : index];

/** The image of the sample, where it is one. */
function SampleImage() {
  // One that is not in the gallery comes with the frames.
  void numbers.value;
  const { split, index } = spotlight.value ?? { split: "train", index: 0 };
  const whole = data.value;
  const item = whole?.gallery?.find((entry) => entry.split === split && entry.index === index);
  const picture = currentPicture();
  const input = whole?.view === "image" ? picture?.tensor("activations", 0) : null;
  const shape = whole?.shape;
  const pixels = item?.pixels ?? (input ? Array.from(input) : null);
  const url = useMemo(
    () => (pixels && shape ? pixelsUrl(scaled(pixels), shape) : null),
    [item, whole, item ? null : input],
  );
  return url && html`<img class="sample-image" src=${url} alt="" />`;
}

/** @param {number[]} pixels @returns {number[]} from 0 to 1 */
function scaled(pixels) {
  const least = Math.min(...pixels);
  const range = Math.max(...pixels) - least || 1;
  return pixels.map((value) => (value - least) / range);
}

const MANY = 5; // more classes stand side by side, above the columns of the confusion matrix

/** @typedef {{ shares: number[], classes: string[], target: number | undefined }} Shares */

/** @param {Shares} _ */
function Bars({ shares, classes, target }) {
  return html`<ol class="bars">
    ${shares.map(
      (share, i) => html`<li key=${i} class=${i === target ? "true" : ""}>
        <span class="name" title=${classes[i]}>${classes[i]}<${Truth} is=${i === target} /></span>
        <span class="bar"><i ref=${width(share)}></i></span>
        <span class="share">${(100 * share).toFixed(share > 0.9995 ? 0 : 1)}%</span>
      </li>`,
    )}
  </ol>`;
}

/** @param {Shares} _ */
function Columns({ shares, classes, target }) {
  return html`<ol class="columns"><li aria-hidden="true"></li>
    ${shares.map((share, i) => {
      const percent = `${Math.round(100 * share)}%`;
      return html`<li key=${i} class=${i === target ? "true" : ""} title=${percent}>
        <span class=${share < 0.01 ? "share sr-only" : "share"}>${percent}</span>
        <span class="bar"><i ref=${height(share)}></i></span>
        <span class="name" title=${classes[i]}>${classes[i]}<${Truth} is=${i === target} /></span>
      </li>`;
    })}
  </ol>`;
}

/** @param {{ is: boolean }} _ */
const Truth = ({ is }) => is && html`<span class="sr-only"> (${t("result.truth")})</span>`;

export function Answer() {
  const { step } = numbers.value; // The numbers' slow rhythm is this panel's too.
  const whole = data.value;
  const picture = currentPicture();
  const last = picture?.layout.layers.at(-1)?.index ?? 0;
  const outputs = picture?.tensor("activations", last);
  if (!whole?.classes || !outputs || !spotlight.value) return null;
  const shares = sharesOf(outputs, whole.classes.length);
  const answer = likeliest(shares);
  const target = targetOf(whole, spotlight.value);
  const classes = whole.classes;
  const right = answer === target;
  return html`<div class="answer" data-step=${step}>
    <div class="verdict"><h2>${t("result.class")}</h2>
      <span class="said"><${SampleImage} /><b>${classes[answer]}</b>
        ${
          target !== undefined &&
          html`<span class=${right ? "right" : "wrong"}>${
            right ? `✓ ${t("result.right")}` : `✗ ${t("result.wrong", { target: classes[target] })}`
          }</span>`
        }</span></div>
    <${shares.length > MANY ? Columns : Bars} shares=${shares} classes=${classes} target=${target} />
  </div>`;
}

/** @param {number} share */
export const width = (share) => (/** @type {HTMLElement | null} */ bar) =>
  bar?.style.setProperty("width", `${100 * Math.max(0, Math.min(1, share))}%`);

/** @param {number} share */
const height = (share) => (/** @type {HTMLElement | null} */ bar) =>
  bar?.style.setProperty("height", `${100 * Math.max(0, Math.min(1, share))}%`);
