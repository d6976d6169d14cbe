import { html } from "../html.js";
import { t } from "../i18n.js";

/** The mark of a setting that begins the run again. @param {{ effect: "live" | "reset" }} _ */
export function Resets({ effect }) {
  if (effect !== "reset") return null;
  const meaning = t("setting.resets");
  return html`<span class="resets" role="img" aria-label=${meaning} title=${meaning}>↺</span>`;
}
