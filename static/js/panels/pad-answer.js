/** What the network sees of a drawing, and what it takes it for. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { pixelsUrl } from "../charts/thumbnail.js";
import { answer, askAgain, asked, drawn, readAnswer } from "../draw/drawn.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { onFrame } from "../live.js";
import { debounce, throttle } from "../pace.js";
import { data } from "../store.js";
import { width } from "./answer.js";
import { PadTruth } from "./pad-truth.js";

const SMOOTH = 50; // milliseconds between two answers: bars move with the hand
const SETTLED = 800; // and until one is spoken

/** In English an eight and an apple are spoken of otherwise than a seven. @param {string} name */
const looksLike = (name) =>
  t(/^(8|11$|18$|[aeiou])/i.test(name) ? "pad.looks.an" : "pad.looks.a", { name });

/** @param {number} share */
const percentOf = (share) => t("pad.looks.share", { percent: Math.round(100 * share) });

function Sees() {
  const { value } = drawn;
  const url = useMemo(
    () =>
      value &&
      pixelsUrl(
        Array.from(value.pixels, (byte) => byte / 255),
        value.shape,
      ),
    [value?.pixels],
  );
  if (!url) return null;
  return html`<figure class="pad-sees"><img class="sample-image" src=${url} alt=${t("pad.sees")} />
    <figcaption>${t("pad.sees")}</figcaption></figure>`;
}

/** The answer in words, spoken once the hand rests. */
function Says() {
  const spoken = useSignal("");
  const say = useMemo(
    () =>
      debounce((/** @type {string} */ words) => {
        spoken.value = words;
      }, SETTLED),
    [],
  );
  useEffect(() => say.cancel, []);
  const { value } = answer;
  const classes = data.value?.classes;
  const words =
    value && classes
      ? `${looksLike(classes[value.answer])} · ${percentOf(value.shares[value.answer])}`
      : "";
  useEffect(() => say(words), [words]);
  return html`<p class="pad-says">${words}</p><p class="sr-only" role="status">${spoken}</p>`;
}

function Shares() {
  const { value } = answer;
  const classes = data.value?.classes ?? [];
  return html`<ol class="pad-shares" aria-label=${t("pad.shares")}>
    ${classes.map((name, i) => {
      const share = value?.shares[i] ?? 0;
      return html`<li key=${i} class=${i === value?.answer ? "most" : ""}>
        <span class="name" title=${name}>${name}</span>
        <span class="bar"><i ref=${width(share)}></i></span>
        <span class="share">${value ? percentOf(share) : ""}</span>
      </li>`;
    })}
  </ol>`;
}

export function PadAnswer() {
  useEffect(() => {
    const read = throttle(readAnswer, SMOOTH);
    const stop = onFrame(read);
    return () => {
      stop();
      read.cancel();
    };
  }, []);
  // What is asked now may have been answered before.
  useSignalEffect(() => {
    if (asked.value) readAnswer();
  });
  if (!drawn.value) return null;
  return html`<div class="pad-answer">
    <div class="pad-verdict"><${Sees} />${
      asked.value
        ? html`<${Says} />`
        : html`<button class="text-button" type="button" onClick=${askAgain}>${t("pad.again")}</button>`
    }</div>
    <${Shares} />
    <${PadTruth} />
  </div>`;
}
