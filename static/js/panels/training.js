/** @typedef {import("../types.js").Setting} Setting */
/** @typedef {import("../experiment.js").Penalty} Penalty */
import { optimizerSettings, scheduleSettings, settingAt } from "../catalog.js";
import { edit } from "../commands.js";
import { Choice } from "../controls/choice.js";
import { More } from "../controls/more.js";
import { SettingRow } from "../controls/setting-row.js";
import {
  activationsOf,
  commonActivation,
  withActivation,
  withOptimizer,
  withSchedule,
} from "../experiment.js";
import { html } from "../html.js";
import { t, titled } from "../i18n.js";
import { catalog, shown } from "../store.js";
import { AUGMENTATION, AugmentationRows } from "./augmentation.js";
import { PenaltyRows } from "./penalty.js";

const ELSEWHERE = [
  "training.batch_size",
  "training.l1",
  "training.l2",
  "training.optimizer",
  AUGMENTATION,
];
const SHOWN_AS = ["integer", "number", "choice"];

/** Settings of the network and the training that have no place of their own. */
function otherSettings() {
  return (catalog.value?.settings ?? []).filter(
    ({ path = "", type }) =>
      /^(network|training)\./.test(path) &&
      SHOWN_AS.includes(type) &&
      !path.includes("layers") &&
      !ELSEWHERE.some((known) => path.startsWith(known)),
  );
}

function Activation() {
  if (!catalog.value || !shown.value || !activationsOf(shown.value).length) return null;
  const value = commonActivation(shown.value);
  const options = catalog.value.activations.map(({ name, title }) => ({
    name,
    title: titled(title),
  }));
  if (value === null) options.unshift({ name: "", title: t("training.mixed") });
  return html`<${Choice} label=${t("training.activation")} value=${value ?? ""} options=${options}
    onChange=${(/** @type {string} */ name) => name && edit((whole) => withActivation(whole, name))} />`;
}

function Optimizer() {
  if (!catalog.value || !shown.value) return null;
  const { optimizers } = catalog.value;
  const options = optimizers.map(({ name, title }) => ({ name, title: titled(title) }));
  /** @param {string} name */
  const choose = (name) => edit((whole) => withOptimizer(whole, optimizers, name));
  return html`<${Choice} label=${t("training.optimizer")}
    value=${shown.value.training.optimizer.name} options=${options} onChange=${choose} />`;
}

function Schedule() {
  if (!catalog.value || !shown.value) return null;
  const { schedules } = catalog.value;
  const { name } = shown.value.training.schedule;
  const options = schedules.map((entry) => ({ name: entry.name, title: titled(entry.title) }));
  /** @param {string} chosen */
  const choose = (chosen) => edit((whole) => withSchedule(whole, schedules, chosen));
  const settings = scheduleSettings(catalog.value, name);
  return html`<${Choice} label=${t("training.schedule")} value=${name} options=${options}
      onChange=${choose} />
    ${settings.map((setting) => html`<${SettingRow} key=${setting.path} setting=${setting} />`)}`;
}

export function TrainingPanel() {
  if (!catalog.value || !shown.value) return null;
  const own = optimizerSettings(catalog.value, shown.value.training.optimizer.name);
  const rate =
    own.find(({ name }) => name === "learning_rate") ??
    settingAt(catalog.value, "training.optimizer.learning_rate");
  const batch = settingAt(catalog.value, "training.batch_size");
  /** @param {Setting | null} setting */
  const row = (setting) =>
    setting && html`<${SettingRow} key=${setting.path} setting=${setting} />`;
  return html`<section>
    <h2>${t("training.title")}</h2>
    ${row(rate)}
    <${Activation} />
    <${Optimizer} />
    ${row(batch)}
    <${PenaltyRows} />
    <${More} title=${t("training.more")}>
      ${own.filter((setting) => setting !== rate).map(row)}
      <${Schedule} />
      ${otherSettings().map(row)}
      <${AugmentationRows} />
    <//>
    <p class="fine legend"><span class="resets" aria-hidden="true">↺</span> ${t("setting.legend")}</p>
  </section>`;
}
