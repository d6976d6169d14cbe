import { useSignal } from "@preact/signals";
import { copyText } from "../clipboard.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { Icon } from "./icon.js";

const TOLD = 2500; // milliseconds

/** @param {{ label: string, text: () => string }} _ */
export function CopyButton({ label, text }) {
  const answer = useSignal(/** @type {"copied" | "copyFailed" | null} */ (null));
  const copy = async () => {
    answer.value = (await copyText(text())) ? "copied" : "copyFailed";
    setTimeout(() => {
      answer.value = null;
    }, TOLD);
  };
  const said = answer.value;
  return html`<button class="button" type="button" onClick=${copy}>
    <${Icon} name=${said === "copied" ? "check" : "link"} />
    ${said ? t(`room.${said}`) : label}
  </button><span class="sr-only" role="status">${said && t(`room.${said}`)}</span>`;
}
