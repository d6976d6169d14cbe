/** Take it with you: what can be taken out of the room. */
import { signal } from "@preact/signals";
import { Dialog } from "../controls/dialog.js";
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { TakeClip } from "./take-clip.js";
import { TakePictures } from "./take-pictures.js";
import { TakeProgram, TakeRun } from "./take-program.js";

const open = signal(false);

const close = () => {
  open.value = false;
};

/** In the header. */
export function TakeButton() {
  return html`<button class="button square take" type="button" aria-haspopup="dialog"
    aria-label=${t("take.title")} title=${t("take.title")}
    onClick=${() => {
      open.value = true;
    }}><${Icon} name="save" /></button>`;
}

export function TakeDialog() {
  return html`<${Dialog} open=${open} kind="take-dialog" label=${t("take.title")}>
    <div class="take-sheet">
      <header><h2>${t("take.title")}</h2>
        <button class="button square" type="button" aria-label=${t("room.close")}
          title=${t("room.close")} autofocus onClick=${close}><${Icon} name="close" /></button></header>
      <${TakePictures} />
      <${TakeClip} onBegun=${close} />
      <${TakeRun} />
      <${TakeProgram} />
    </div>
  <//>`;
}
