/** The user's own points: a click on the plane places one or takes one away. */
import { effect, signal } from "@preact/signals";
import { edit } from "../commands.js";
import { withoutPoint, withPath, withPoint } from "../experiment.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { catalog, dataset, experiment, shown } from "../store.js";

const REACH = 0.5; // how near to a point, in units of the plane, a click erases it

/** @typedef {"orange" | "blue" | "erase"} Tool */
/** @type {Tool[]} */
const TOOLS = ["orange", "blue", "erase"];

/** @type {import("../store.js").Signal<Tool>} */
const tool = signal("orange");

/** @type {[number, number, number][]} */
let kept = [];
effect(() => {
  const points = experiment.value?.dataset;
  if (points?.name === "points") kept = points.points;
});

/** The points of the last visit to this dataset: choosing another loses no work. */
export const keptPoints = () => kept;

/** Whether clicks on the plane place points now. */
export const placesPoints = () => dataset.value?.options.includes("points") ?? false;

/** @param {number} x @param {number} y  in units of the plane */
export function useTool(x, y) {
  const chosen = tool.value;
  edit((whole) =>
    chosen === "erase"
      ? withoutPoint(whole, x, y, REACH)
      : withPoint(whole, x, y, chosen === "blue" ? 1 : 0),
  );
}

export function PointTools() {
  const count = shown.value?.dataset.points.length ?? 0;
  const most = catalog.value?.limits.points ?? 0;
  return html`<div class="points">
    <div class="segments" role="radiogroup" aria-label=${t("points.tool")}>
      ${TOOLS.map(
        (name) => html`<label class=${`segment ${name}`}>
          <input type="radio" name="tool" checked=${tool.value === name}
            onChange=${() => {
              tool.value = name;
            }} /><span>${t(`points.${name}`)}</span></label>`,
      )}
    </div>
    ${count < 2 && html`<p class="fine">${t("points.help")}</p>`}
    <div class="row"><span class="row-label">${t("points.count", { count })} / ${most}</span>
      <button class="text-button" type="button" disabled=${count === 0}
        onClick=${() => edit((whole) => withPath(whole, "dataset.points", []))}>
        ${t("points.clear")}</button></div>
  </div>`;
}
