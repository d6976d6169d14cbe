/** @typedef {import("../types.js").CatalogDataset} CatalogDataset */
/** @typedef {import("../types.js").Bounds} Bounds */
/** @typedef {import("../types.js").Setting} Setting */

import { settingAt } from "../catalog.js";
import { Thumbnail } from "../charts/thumbnail.js";
import { edit } from "../commands.js";
import { Icon } from "../controls/icon.js";
import { More } from "../controls/more.js";
import { Resets } from "../controls/resets.js";
import { SettingRow } from "../controls/setting-row.js";
import { keptCorrections } from "../corrections/corrections.js";
import { keptDrawings } from "../corrections/drawings.js";
import { fittedTo, withDataset, withFeatureToggled } from "../experiment.js";
import { want, wanted, wantNothing } from "../fetching.js";
import { html } from "../html.js";
import { t, titled } from "../i18n.js";
import { catalog, data, dataset, shown } from "../store.js";
import { Drawings } from "./drawings.js";
import { MissingData } from "./missing-data.js";
import { keptPoints, PointTools } from "./points.js";

const MANY = 2000; // samples that a linear slider still spreads well
const LOGARITHMIC = /** @type {const} */ ("logarithmic");
const FIRST = ["noise", "test_fraction"]; // the rest waits under "more"

/** @param {NonNullable<CatalogDataset["preview"]>} preview */
function face(preview) {
  const empty = preview.kind === "points" && preview.points.length === 0;
  return empty ? html`<${Icon} name="pencil" />` : html`<${Thumbnail} preview=${preview} />`;
}

/** What people made themselves the last time: choosing another dataset loses no work. @param {string} name */
const keptOf = (name) => ({
  points: keptPoints(),
  drawings: keptDrawings(),
  corrections: keptCorrections(name),
});

/** Learn from this dataset from now on. @param {CatalogDataset} entry */
function use(entry) {
  wantNothing();
  edit((whole) => fittedTo(withDataset(whole, entry.name, keptOf(entry.name)), entry));
}

/** @param {{ entry: CatalogDataset, chosen: boolean }} _ */
function DatasetButton({ entry, chosen }) {
  const title = titled(entry.title);
  const choose = () => (entry.obstacle ? want(entry, use) : use(entry));
  return html`<button type="button" class=${entry.preview ? "thumb" : "pill"} aria-pressed=${chosen}
    aria-label=${title} title=${`${title} · ${titled(entry.description)}`} onClick=${choose}>
    ${entry.preview ? face(entry.preview) : title}
  </button>`;
}

function Datasets() {
  const entries = catalog.value?.datasets ?? [];
  const drawn = entries.filter(({ preview }) => preview);
  const named = entries.filter(({ preview }) => !preview);
  /** @param {CatalogDataset} entry */
  const button = (entry) =>
    html`<${DatasetButton} key=${entry.name} entry=${entry}
      chosen=${entry.name === dataset.value?.name} />`;
  return html`<div class="datasets" role="group" aria-label=${t("data.datasets")}>
    <div class="thumbs">${drawn.map(button)}</div>
    <div class="pills">${named.map(button)}<${Suggestion} /></div>
    ${wanted.value && html`<${MissingData} use=${use} />`}
  </div>`;
}

/** The dataset's own example, offered while something else is in force. */
function Suggestion() {
  const example = dataset.value?.example;
  if (!example || !shown.value) return null;
  const { points, drawings = [], corrections = [] } = shown.value.dataset;
  const own = { points, drawings, corrections };
  const suggested = { ...example, dataset: { ...example.dataset, ...own } };
  if (JSON.stringify(suggested) === JSON.stringify(shown.value)) return null;
  return html`<button type="button" class="pill suggest" onClick=${() => edit(() => suggested)}>
    ${t("data.suggest")}</button>`;
}

function Features() {
  const features = catalog.value?.features ?? [];
  const chosen = shown.value?.dataset.features ?? [];
  const order = features.map(({ name }) => name);
  return html`<section>
    <h3>${t("data.features")}<${Resets} effect="reset" /></h3>
    <div class="chips" role="group" aria-label=${t("data.features")}>
      ${features.map(
        ({ name, label }) => html`<button key=${name} type="button" class="chip"
          aria-pressed=${chosen.includes(name)}
          onClick=${() => edit((whole) => withFeatureToggled(whole, name, order))}>${label}</button>`,
      )}
    </div>
  </section>`;
}

/** The number of samples within what this dataset has. @param {Setting} setting @param {Bounds | null} bounds */
const withBounds = (setting, bounds) =>
  setting.path === "dataset.samples" && bounds
    ? { ...setting, ...bounds, scale: bounds.maximum > MANY ? LOGARITHMIC : setting.scale }
    : setting;

export function DataPanel() {
  if (!catalog.value || !shown.value || !dataset.value) return null;
  const whole = catalog.value;
  const { options } = dataset.value;
  const settings = options
    .map((option) => settingAt(whole, `dataset.${option}`))
    .map((setting) => setting && withBounds(setting, dataset.value?.samples ?? null))
    .filter((setting) => setting !== null && setting.type !== undefined)
    .filter((setting) => ["integer", "number", "choice"].includes(setting?.type ?? ""));
  /** @param {boolean} first */
  const rows = (first) =>
    settings
      .filter((setting) => FIRST.includes(setting?.path?.split(".")[1] ?? "") === first)
      .map((setting) => html`<${SettingRow} key=${setting?.path} setting=${setting} />`);
  const counts = data.value;
  return html`<section>
    <h2>${t("data.title")}<${Resets} effect="reset" />
      <span class="chosen-name">${titled(dataset.value.title)}</span></h2>
    <${Datasets} />
    ${options.includes("points") && html`<${PointTools} />`}
    ${options.includes("drawings") && html`<${Drawings} />`}
    ${rows(true)}
    ${options.includes("features") && html`<${Features} />`}
    <${More} title=${t("data.more")}>
      ${rows(false)}
      ${
        counts &&
        html`<p class="fine">${t("data.train", { count: counts.train })} · ${t("data.test", {
          count: counts.test,
        })}</p>`
      }
    <//>
  </section>`;
}
