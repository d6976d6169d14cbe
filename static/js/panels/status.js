/**
 * What happens, for screen readers: starts and stops, each phase with its numbers, and the neuron
 * that is looked at. Never every frame: a voice needs seconds for what a frame shows at once.
 */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { comparing } from "../compare/beside.js";
import { besideLooked } from "../compare/pointing.js";
import { formatLoss, formatPercent } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { numbers } from "../live.js";
import { nameOfLayer } from "../names.js";
import { besideNetwork, ownNetwork } from "../networks.js";
import { throttle } from "../pace.js";
import { looked } from "../pointing.js";
import { followable, link, playing, run } from "../store.js";
import { told } from "../story/told.js";
import { described } from "./neuron-card.js";

const SPEAKABLE = 2500; // milliseconds between two messages

/** The losses and accuracies that there are, in words. */
function results() {
  const { trainLoss, testLoss, testAccuracy } = numbers.value;
  const losses = t("status.losses", { train: formatLoss(trainLoss), test: formatLoss(testLoss) });
  if (Number.isNaN(testAccuracy)) return losses;
  return `${losses} ${t("status.accuracy", { accuracy: formatPercent(testAccuracy) })}`;
}

/** Where the step stands. */
function place() {
  const { phase, layer, step } = numbers.value;
  if (phase === "start") return t("status.paused", { step });
  const name = t(`phase.${phase}`);
  const layered = phase === "forward" || phase === "backward";
  return layered
    ? t("status.layer", { step, phase: name, layer: nameOfLayer(layer, { within: true }) })
    : t("status.phase", { step, phase: name });
}

function said() {
  if (!run.value || link.value.status !== "open") return "";
  // While it rushes, numbers are old before they are spoken.
  if (playing.value && !followable.value) return t("status.playing");
  const news = [place(), told.value?.sentence, results()].filter(Boolean).join(" ");
  return playing.value ? `${t("status.playing")} ${news}` : news;
}

/** Tells what a function says, whenever that changes, but not too often. @param {{ text: () => string }} _ */
function Voice({ text }) {
  const spoken = useSignal("");
  const say = useMemo(
    () =>
      throttle((/** @type {string} */ next) => {
        spoken.value = next;
      }, SPEAKABLE),
    [],
  );
  useEffect(() => say.cancel, []);
  useSignalEffect(() => say(text()));
  return html`<p class="sr-only" role="status" aria-live="polite">${spoken}</p>`;
}

const neuron = () => (looked.value ? described(looked.value, ownNetwork) : "");

const neuronBeside = () =>
  besideLooked.value
    ? `${t("compare.stage")}: ${described(besideLooked.value, besideNetwork)}`
    : "";

export function Status() {
  return html`<${Voice} text=${said} /><${Voice} text=${neuron} />
    ${comparing.value && html`<${Voice} text=${neuronBeside} />`}`;
}
