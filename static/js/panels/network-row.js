/** One layer of the network, in a row: what it is, what it gives, and its settings. */
/** @typedef {import("../types.js").LayerSpec} LayerSpec */
/** @typedef {import("../network/shapes.js").Place} Place */
import { Icon } from "../controls/icon.js";
import { SettingControl } from "../controls/setting-row.js";
import { html } from "../html.js";
import { t, titled } from "../i18n.js";
import { kindOf, parametersText, settingsText, shapeText, shapeWords } from "../network/texts.js";
import { mayCommand } from "../store.js";

/** What comes out of a layer. @param {{ shape: number[] | undefined }} _ */
export function Gives({ shape }) {
  if (!shape) return html`<span class="gives">–</span>`;
  const words = shapeWords(shape);
  return html`<span class="gives" role="img" aria-label=${words} title=${words}>${shapeText(shape)}</span>`;
}

/**
 * @typedef {object} Hands  what may be done with a layer
 * @property {() => void} toggle  its settings
 * @property {(by: -1 | 1) => void} move
 * @property {() => void} remove
 * @property {(name: string, value: unknown, soon?: boolean) => void} set
 */

/** @param {{ name: string, first: boolean, last: boolean, hands: Hands }} _ */
function Buttons({ name, first, last, hands }) {
  /** @param {"up" | "down" | "remove"} part @param {"up" | "down" | "bin"} icon @param {boolean} off @param {() => void} act */
  const button = (part, icon, off, act) => {
    const label = t(`network.${part}`, { layer: name });
    return html`<button class="button square" type="button" data-part=${part} aria-label=${label}
      title=${label} disabled=${off} onClick=${act}><${Icon} name=${icon} /></button>`;
  };
  return html`<span class="layer-buttons">
    ${button("up", "up", first, () => hands.move(-1))}
    ${button("down", "down", last, () => hands.move(1))}
    ${button("remove", "bin", false, hands.remove)}
  </span>`;
}

/** @param {{ layer: LayerSpec, name: string, hands: Hands }} _ */
function Settings({ layer, name, hands }) {
  const settings = kindOf(layer.kind)?.settings ?? [];
  return html`<div class="layer-settings">
    <p class="fine">${t(`layer.does.${layer.kind}`)}</p>
    <fieldset disabled=${!mayCommand.value} aria-label=${t("network.settings", { layer: name })}>
      ${settings.map(
        (setting) => html`<${SettingControl} key=${setting.name} setting=${setting}
          value=${layer[setting.name ?? ""]}
          change=${(/** @type {unknown} */ value, /** @type {boolean | undefined} */ soon) =>
            hands.set(setting.name ?? "", value, soon)} />`,
      )}
    </fieldset>
  </div>`;
}

/**
 * @param {{ layer: LayerSpec, index: number, last: boolean, name: string, place: Place,
 *   open: boolean, refusal: string, hands: Hands }} _
 */
export function LayerRow({ layer, index, last, name, place, open, refusal, hands }) {
  const title = titled(kindOf(layer.kind)?.title ?? { en: layer.kind, "zh-CN": layer.kind });
  return html`<li class=${refusal ? "layer-spec refused" : "layer-spec"} data-row=${index}>
    <div class="layer-line">
      <button class="layer-name" type="button" data-part="name" aria-expanded=${open}
        onClick=${hands.toggle}><b>${name}</b> <span>${title}</span></button>
      <${Gives} shape=${place.given?.shape} />
      ${mayCommand.value && html`<${Buttons} name=${name} first=${index === 0} last=${last} hands=${hands} />`}
    </div>
    <p class="fine layer-told"><span>${settingsText(layer)}</span>
      <span>${place.given ? parametersText(place.given.parameters) : ""}</span></p>
    ${refusal && html`<p class="layer-refusal" role="alert">${refusal}</p>`}
    ${open && html`<${Settings} layer=${layer} name=${name} hands=${hands} />`}
  </li>`;
}
