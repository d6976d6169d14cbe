/** To take home: the experiment as a program, and the run as a file that can be opened again. */
import { useRef } from "preact/hooks";
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { busy, dragged, openRun, saveProgram, saveRun } from "../run-file.js";

const FRAMEWORKS = [
  ["numpy", "NumPy"],
  ["pytorch", "PyTorch"],
  ["keras", "Keras"],
];

export function TakeProgram() {
  return html`<section class="take-program">
    <h3>${t("take.program")}</h3>
    <p>${t("take.program.help")}</p>
    <p class="take-choices">${FRAMEWORKS.map(
      ([name, title]) => html`<button class="button" type="button" key=${name}
        aria-label=${t("take.program.for", { framework: title })} disabled=${busy.value !== null}
        onClick=${() => saveProgram(name)}><${Icon} name="save" />${title}</button>`,
    )}</p>
  </section>`;
}

export function TakeRun() {
  const picker = useRef(/** @type {HTMLInputElement | null} */ (null));
  /** @param {{ currentTarget: HTMLInputElement }} event */
  const picked = ({ currentTarget }) => {
    const file = currentTarget.files?.[0];
    // The same file can be chosen again when it could not be opened.
    if (file) openRun(file).finally(() => (currentTarget.value = ""));
  };
  return html`<section class="take-run">
    <h3>${t("take.run")}</h3>
    <p>${t("take.run.help")}</p>
    <p class="take-choices">
      <button class="button" type="button" disabled=${busy.value !== null} onClick=${saveRun}>
        <${Icon} name="save" />${t("take.run.save")}</button>
      <button class="button" type="button" disabled=${busy.value !== null}
        onClick=${() => picker.current?.click()}><${Icon} name="open" />${t("take.open")}</button>
      <input ref=${picker} type="file" accept=".glassbox" hidden aria-label=${t("take.open")}
        onChange=${picked} />
    </p>
    <p class="take-busy" role="status">${busy.value ? t(`take.${busy.value}`) : ""}</p>
  </section>`;
}

/** What is seen while a file hovers over the page. */
export function DropPlace() {
  if (!dragged.value) return null;
  const words = t(dragged.value === "picture" ? "pad.upload.drop" : "take.open.drop");
  return html`<div class="drop-place"><p><${Icon} name="open" />${words}</p></div>`;
}
