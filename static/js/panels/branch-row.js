/** One branch: what it is, how far it came, and what can be done with it. */
import { useSignal } from "@preact/signals";
import { curves, lossEra } from "../charts/losses.js";
import { lineOf, valueAtStep } from "../charts/series.js";
import { deleteBranch, renameBranch, switchTo } from "../commands.js";
import { Icon } from "../controls/icon.js";
import { Renamed } from "../controls/renamed.js";
import { Swatch } from "../controls/swatch.js";
import { formatLoss } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { mayCommand } from "../store.js";
import { choose, pinned, shownBesides, togglePin } from "../timeline/shown.js";
import { branches, latest, timeline } from "../timeline/time.js";
import { nameOf } from "../timeline/words.js";

/** @typedef {import("../types.js").Branch} Branch */

const MUCH = 100; // steps that are not thrown away by one press

/** @param {Branch} branch @param {boolean} here */
function reached({ id, parent, from, latest: newest }, here) {
  const history = lossEra.value >= 0 ? curves.of(id) : null;
  const line = history && lineOf(history, "loss");
  const loss = line && valueAtStep(line.steps, line.values, history.newest);
  const facts = {
    from,
    latest: here ? latest.value : newest,
    loss: formatLoss(loss),
  };
  return t(parent === null ? "time.reached.root" : "time.reached", facts);
}

/** What the charts of this screen show of it. @param {{ branch: Branch, name: string }} _ */
function InCharts({ branch, name }) {
  const shown = shownBesides.value.some(({ id }) => id === branch.id);
  const pin = pinned.value.has(branch.id);
  const pinName = t(pin ? "time.unpin" : "time.pin", { name });
  return html`<label class="toggle"><input type="checkbox" checked=${shown}
      aria-label=${t("time.show", { name })}
      onChange=${() => choose(branch.id, !shown)} />${t("time.inCharts")}</label>
    <button class=${pin ? "button square on" : "button square"} type="button" aria-pressed=${pin}
      aria-label=${pinName} title=${t("time.pin.help")} onClick=${() => togglePin(branch.id)}>
      <${Icon} name="pin" /></button>`;
}

/** @param {{ branch: Branch, name: string }} _ */
function Removal({ branch, name }) {
  const asking = useSignal(false);
  const steps = branch.latest - branch.from;
  const remove = () => deleteBranch(branch.id);
  // What others have in common with it would go with it.
  const carries = branches.value.some(({ parent }) => parent === branch.id);
  if (!asking.value) {
    return html`<button class="button square" type="button" aria-label=${t("time.delete", { name })}
      title=${carries ? t("time.delete.carries") : t("time.delete", { name })} disabled=${carries}
      onClick=${() => {
        if (steps > MUCH) asking.value = true;
        else remove();
      }}><${Icon} name="bin" /></button>`;
  }
  return html`<span class="asking" role="alert">${t("time.delete.sure", { count: steps })}
    <button class="button bad" type="button" autofocus onClick=${remove}>${t("time.delete.yes")}</button>
    <button class="button" type="button" onClick=${() => {
      asking.value = false;
    }}>${t("time.delete.no")}</button></span>`;
}

/** @param {{ branch: Branch, onLeave: () => void }} _  onLeave: one goes to it */
export function BranchRow({ branch, onLeave }) {
  const renaming = useSignal(false);
  const here = branch.id === timeline.value?.branch;
  const name = nameOf(branch);
  const enter = () => {
    switchTo(branch.id);
    onLeave();
  };
  /** @param {string | null} next */
  const rename = (next) => {
    renameBranch(branch.id, next);
    renaming.value = false;
  };
  if (renaming.value) {
    return html`<li><${Renamed} value=${branch.name ?? ""} label=${t("time.rename", { name })}
      placeholder=${nameOf({ ...branch, name: null })} onDone=${rename}
      onCancel=${() => {
        renaming.value = false;
      }} /></li>`;
  }
  return html`<li class=${here ? "here" : ""} aria-current=${here ? "true" : undefined}>
    <${Swatch} branch=${branch.id} strong=${here} />
    <p class="branch-name"><b>${name}</b><span>${reached(branch, here)}</span></p>
    <div class="branch-acts">
      ${here ? html`<span class="fine">${t("time.here")}</span>` : html`<${InCharts} branch=${branch} name=${name} />`}
      ${
        mayCommand.value &&
        html`<button class="button square" type="button" aria-label=${t("time.rename", { name })}
            title=${t("time.rename", { name })} onClick=${() => {
              renaming.value = true;
            }}><${Icon} name="pencil" /></button>
          ${
            !here &&
            html`<${Removal} branch=${branch} name=${name} />
            <button class="button" type="button" aria-label=${t("time.enter.name", { name })}
              onClick=${enter}>${t("time.enter")}</button>`
          }`
      }
    </div>
  </li>`;
}
