/** Where a comparison is begun: what differs, and its value in B. */
import { signal } from "@preact/signals";
import { titleAt } from "../catalog.js";
import { compareWith } from "../commands.js";
import { waysToDiffer } from "../compare/differ.js";
import { Dialog } from "../controls/dialog.js";
import { Icon } from "../controls/icon.js";
import { ValueField } from "../controls/value-field.js";
import { formatSetting } from "../format.js";
import { fieldValue, html } from "../html.js";
import { t, titled } from "../i18n.js";
import { catalog, experiment, mayCommand } from "../store.js";
import { playButton } from "./run-controls.js";

/** @typedef {import("../compare/differ.js").Way} Way */

const open = signal(false);

/** Which of the ways; null for the first. @type {import("../store.js").Signal<string | null>} */
const chosen = signal(null);

/** What was set for B; undefined for what is suggested. @type {import("../store.js").Signal<unknown>} */
const wanted = signal(undefined);

function close() {
  open.value = false;
}

export function CompareButton() {
  if (!mayCommand.value) return null;
  const start = () => {
    [chosen.value, wanted.value, open.value] = [null, undefined, true];
  };
  return html`<button class="button compare-button" type="button" aria-haspopup="dialog"
    title=${t("compare.open.help")} disabled=${!experiment.value || !catalog.value}
    onClick=${start}><${Icon} name="pair" />${t("compare.open")}</button>`;
}

/** @param {string} id */
const titleOf = (id) => titleAt(id) ?? t(id);

/** @param {Way} way @param {unknown} value */
function textOf({ setting, options }, value) {
  if (setting) return formatSetting(setting, value) || t("setting.off");
  const found = options?.find(({ name }) => name === value);
  return found ? titled(found.title) : t("training.mixed");
}

/** @param {{ way: Way, value: unknown }} _ */
function Value({ way, value }) {
  const label = t("compare.value");
  /** @param {unknown} next */
  const set = (next) => {
    wanted.value = next;
  };
  if (way.setting) {
    return html`<${ValueField} setting=${way.setting} label=${label} value=${value} onChange=${set} />`;
  }
  return html`<select class="value" aria-label=${label} value=${value}
    onChange=${(/** @type {Event} */ event) => set(fieldValue(event))}>
    ${way.options?.map(
      ({ name, title }) => html`<option key=${name} value=${name} selected=${name === value}>
        ${titled(title)}</option>`,
    )}</select>`;
}

function Content() {
  if (!catalog.value || !experiment.value) return null;
  const ways = waysToDiffer(experiment.value, catalog.value);
  const way = ways.find(({ id }) => id === chosen.value) ?? ways[0];
  const value = wanted.value === undefined ? way.suggestion : wanted.value;
  /** @param {Event} event */
  const choose = (event) => {
    [chosen.value, wanted.value] = [fieldValue(event), undefined];
  };
  /** @param {Event & { currentTarget: HTMLFormElement }} event */
  const start = (event) => {
    event.preventDefault();
    compareWith(way.apply(value));
    // A dialog gives the focus back to its button, which the next press of the space bar would press.
    event.currentTarget.closest("dialog")?.close();
    playButton.current?.focus();
    close();
  };
  return html`<form class="sheet compare-sheet" onSubmit=${start}>
    <header><h2>${t("compare.title")}</h2>
      <button class="button square" type="button" aria-label=${t("room.close")}
        title=${t("room.close")} onClick=${close}><${Icon} name="close" /></button></header>
    <p>${t("compare.intro")}</p>
    <label class="row"><span class="row-label">${t("compare.what")}</span>
      <select class="value" autofocus value=${way.id} onChange=${choose}>
        ${ways.map(
          ({ id }) =>
            html`<option key=${id} value=${id} selected=${id === way.id}>${titleOf(id)}</option>`,
        )}
      </select></label>
    <div class="row"><span class="row-label">${t("compare.valueA")}</span>
      <b class="value">${textOf(way, way.value)}</b></div>
    <div class="row"><span class="row-label">${t("compare.value")}</span>
      <${Value} key=${way.id} way=${way} value=${value} /></div>
    <button class="button start-comparison" type="submit">${t("compare.start")}</button>
  </form>`;
}

export function CompareDialog() {
  return html`<${Dialog} open=${open} kind="room-dialog compare-dialog" label=${t("compare.title")}><${Content} /><//>`;
}
