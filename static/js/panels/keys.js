/** All keys, for whoever presses `?`. */
/** @typedef {import("../keys.js").Key} Key */
import { Dialog } from "../controls/dialog.js";
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { KEYS } from "../keys.js";
import { keysShown, toggleKeys } from "../screen.js";
import { mayCommand } from "../store.js";

/** @type {Record<string, string>} */
const SIGNS = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageDown: "Page Down",
  PageUp: "Page Up",
  Escape: "Esc",
};

/** What the browser and single controls do with keys, for the same overlay. */
const ELSEWHERE = [
  { caps: ["Tab"], text: "keys.tab" },
  { caps: ["↑ ↓ ← →"], text: "keys.walk" },
  { caps: ["↵"], text: "keys.choose" },
  { caps: ["[", "]"], text: "keys.weights" },
  { caps: ["↑ ↓ ← →"], text: "keys.samples" },
];

/** What is printed on a key. @param {string} key */
function capOf(key) {
  if (key === " ") return t("keys.space");
  return SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

/** @param {Key} entry */
const capsOf = ({ keys, ctrl }) => [...(ctrl ? ["Ctrl"] : []), capOf(keys[0])];

/** @param {{ caps: string[], text: string }} _ */
function Row({ caps, text }) {
  return html`<div class="key-row">
    <dt>${caps.map((cap) => html`<kbd key=${cap}>${cap}</kbd>`)}</dt>
    <dd>${t(text)}</dd>
  </div>`;
}

/** @param {{ group: Key["group"] }} _ */
function Group({ group }) {
  const rows = KEYS.filter((entry) => entry.group === group).filter(
    ({ commands }) => !commands || mayCommand.value,
  );
  if (!rows.length) return null;
  return html`<section>
    <h3>${t(`keys.group.${group}`)}</h3>
    <dl>
      ${rows.map((entry) => html`<${Row} key=${entry.text} caps=${capsOf(entry)} text=${entry.text} />`)}
      ${group === "look" && ELSEWHERE.map((row) => html`<${Row} key=${row.text} ...${row} />`)}
    </dl>
  </section>`;
}

export function Keys() {
  const title = t("keys.title");
  return html`<${Dialog} open=${keysShown} kind="keys" label=${title}><div class="keys-sheet">
    <header><h2>${title}</h2>
      <button class="button square" type="button" autofocus aria-label=${t("room.close")}
        title=${t("room.close")} onClick=${toggleKeys}><${Icon} name="close" /></button></header>
    <div class="key-groups">
      <${Group} group="run" /><${Group} group="look" /><${Group} group="screen" />
    </div>
    <p class="fine">${t("keys.typing")}</p></div>
  <//>`;
}
