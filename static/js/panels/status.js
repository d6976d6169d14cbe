/** What has happened, for screen readers: starts, stops and phases, never every frame. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { throttle } from "../pace.js";
import { run } from "../store.js";
import { told } from "../story/told.js";

function said() {
  if (!run.value) return "";
  const { playing, step, phase } = run.value;
  if (playing) return t("status.playing");
  if (phase.kind === "start") return t("status.paused", { step });
  const name = t("status.phase", { step, phase: t(`phase.${phase.kind}`) });
  return told.value ? `${name}. ${told.value.sentence}` : name;
}

export function Status() {
  const text = useSignal("");
  const say = throttle((/** @type {string} */ next) => {
    text.value = next;
  }, 1000);
  useEffect(() => say.cancel, []);
  useSignalEffect(() => say(said()));
  return html`<p class="sr-only" role="status" aria-live="polite">${text}</p>`;
}
