/** The pad: draw a picture, or open one, and see at once what the network takes it for. */
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../controls/icon.js";
import { clear, drawable, forget, marks, open, putAway, undo } from "../draw/drawn.js";
import { KINDS, openPicture, paste, reading } from "../draw/upload.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { data, dataset } from "../store.js";
import { shows } from "../subscription.js";
import { PadAnswer } from "./pad-answer.js";
import { PadCanvas } from "./pad-canvas.js";

const place = shows("spotlight");

function OpenPicture() {
  const picker = useRef(/** @type {HTMLInputElement | null} */ (null));
  /** @param {{ currentTarget: HTMLInputElement }} event */
  const picked = ({ currentTarget }) => {
    const file = currentTarget.files?.[0];
    // The same file can be chosen again when it could not be read.
    if (file) openPicture(file).finally(() => (currentTarget.value = ""));
  };
  const name = t("pad.upload");
  return html`<button class="button square" type="button" aria-label=${name}
      title=${`${name} · ${t("pad.upload.help")}`} disabled=${reading.value}
      onClick=${() => picker.current?.click()}><${Icon} name="open" /></button>
    <input ref=${picker} type="file" accept=${KINDS.join()} hidden aria-label=${name}
      onChange=${picked} />`;
}

function Tools() {
  const empty = marks.value.length === 0;
  return html`<div class="pad-tools">
    <button class="button" type="button" disabled=${empty} onClick=${undo}>${t("pad.undo")}</button>
    <button class="button" type="button" disabled=${empty} onClick=${clear}>${t("pad.clear")}</button>
    <${OpenPicture} />
  </div>`;
}

function OpenPad() {
  const section = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    section.current?.scrollIntoView({ block: "start" });
    return forget;
  }, []);
  return html`<section class="pad" ref=${section}>
    <h3>${t("pad.title")}
      <button class="round pad-close" type="button" aria-label=${t("pad.close")}
        title=${t("pad.close")} onClick=${putAway}>×</button></h3>
    <div class="pad-body" ref=${place}><${PadCanvas} /><${Tools} /><${PadAnswer} /></div>
  </section>`;
}

/** Only where samples are pictures. */
export function Pad() {
  useEffect(() => {
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, []);
  if (!drawable.value) return null;
  if (open.value) {
    return html`<${OpenPad} key=${`${dataset.value?.name} ${data.value?.shape}`} />`;
  }
  return html`<button class="button pad-open" type="button"
    onClick=${() => {
      open.value = true;
    }}><${Icon} name="pencil" />${t("pad.open")}</button>`;
}
