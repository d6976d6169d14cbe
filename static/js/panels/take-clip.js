/** To take home: a video of the network; and what is seen while it is recorded. */
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { beginClip, canRecord, elapsed, endClip, LONGEST } from "../take/clip.js";
import { clock } from "../take/naming.js";

/** @param {{ onBegun: () => void }} _ */
export function TakeClip({ onBegun }) {
  const able = canRecord();
  const running = elapsed.value !== null;
  const begin = () => {
    beginClip();
    onBegun();
  };
  return html`<section class="take-clip">
    <h3>${t("take.clip")}</h3>
    <p>${able ? t("take.clip.help", { seconds: LONGEST }) : t("take.clip.unsupported")}</p>
    <p class="take-choices">
      ${
        running
          ? html`<button class="button" type="button" onClick=${endClip}>
            <${Icon} name="stop" />${t("take.clip.end")}</button>`
          : html`<button class="button" type="button" disabled=${!able} onClick=${begin}>
            <${Icon} name="record" />${t("take.clip.begin")}</button>`
      }
    </p>
  </section>`;
}

/** On the stage, while it is recorded. */
export function Recording() {
  if (elapsed.value === null) return null;
  return html`<div class="recording" role="status">
    <span><${Icon} name="record" />${t("take.clip.running", { time: clock(elapsed.value) })}</span>
    <button class="button" type="button" onClick=${endClip}>
      <${Icon} name="stop" />${t("take.clip.end")}</button>
  </div>`;
}
