/** The neuron that was chosen: where each of its numbers comes from, and where it goes. */
import { useEffect } from "preact/hooks";
import { edits, undo } from "../../edits.js";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { inspected, inspecting, inspection } from "../../inspection.js";
import { longName } from "../../names.js";
import { forgetPointing, selected } from "../../pointing.js";
import { layout, mayCommand } from "../../store.js";
import { Backward } from "./backward.js";
import { Edited } from "./edited.js";
import { Forward } from "./forward.js";
import { Inputs } from "./inputs.js";
import { Past } from "./past.js";
import { Pictures } from "./pictures.js";

/** @typedef {import("../../types.js").Inspection} Inspection */

/** @param {{ all: Inspection }} _ */
function Sections({ all }) {
  const input = layout.value?.layers[all.target.layer]?.kind === "input";
  return html`<${Pictures} all=${all} />
    ${!input && html`<${Inputs} all=${all} />`}
    <${Forward} all=${all} />
    <${Backward} all=${all} />
    ${!input && html`<${Past} all=${all} />`}`;
}

function Head() {
  const target = inspected.value;
  if (!target) return null;
  return html`<header class="inspector-head">
    <h2>${longName(target.layer, target.unit)}</h2>
    ${
      mayCommand.value &&
      edits.value.length > 0 &&
      html`<button class="text-button" type="button" onClick=${undo} title=${t("inspector.undo.key")}>
        ↶ ${t("inspector.undo")}</button>`
    }
    ${
      selected.value &&
      html`<button class="round" type="button" aria-label=${t("inspector.close")}
        title=${t("inspector.close")} onClick=${forgetPointing}>×</button>`
    }
  </header>`;
}

export function Inspector() {
  useEffect(() => {
    inspecting.value = true;
    return () => {
      inspecting.value = false;
    };
  }, []);
  const all = inspection.value;
  if (!inspected.value) {
    return html`<div class="inspector"><p class="hint">${t("inspector.choose")}</p></div>`;
  }
  return html`<div class="inspector">
    <${Head} />
    <${Edited} />
    ${all ? html`<${Sections} all=${all} />` : html`<p class="hint">${t("inspector.waiting")}</p>`}
  </div>`;
}
