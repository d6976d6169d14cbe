/** The bar over two runs side by side: what this is, and how it ends. */
import { useSignalEffect } from "@preact/signals";
import { compareWith, keepBeside } from "../commands.js";
import { beside, comparing } from "../compare/beside.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { mayCommand } from "../store.js";

export function CompareBar() {
  // The stylesheet makes room for two.
  useSignalEffect(() => {
    document.documentElement.toggleAttribute("data-comparing", comparing.value);
  });
  const other = beside.value;
  if (!other) return null;
  return html`<section class="compare-bar" aria-label=${t("compare.title")}>
    <p><b>${t("compare.title")}</b> <span>${t("compare.bar")}</span></p>
    ${
      mayCommand.value &&
      html`<button class="button" type="button" title=${t("compare.keep.help")}
        onClick=${() => keepBeside(other.experiment)}>${t("compare.keep")}</button>
      <button class="button end-comparison" type="button" title=${t("compare.end.help")}
        onClick=${() => compareWith(null)}>${t("compare.end")}</button>`
    }
  </section>`;
}
