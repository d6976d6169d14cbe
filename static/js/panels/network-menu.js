/** Between two layers: a button, and then the kinds of layers that may come to stand there. */
/** @typedef {import("../types.js").LayerKind} LayerKind */
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t, titled } from "../i18n.js";
import { mapsOf, needsMaps } from "../network/shapes.js";
import { catalog, data } from "../store.js";

/**
 * Why a kind cannot stand where this comes in; null where it can.
 * @param {string} kind @param {number[] | null} input  null: nobody knows
 */
function hindrance(kind, input) {
  if (!needsMaps(kind) || !input || mapsOf(input)) return null;
  return t(data.value?.view === "image" ? "network.needsMaps" : "network.needsMaps.data");
}

/** @param {{ kind: LayerKind, input: number[] | null, onChoose: (kind: LayerKind) => void }} _ */
function Kind({ kind, input, onChoose }) {
  const against = hindrance(kind.kind, input);
  return html`<li><button type="button" disabled=${against !== null} data-kind=${kind.kind}
    onClick=${() => onChoose(kind)}>
    <b>${titled(kind.title)}</b>
    <span>${t(`layer.does.${kind.kind}`)}</span>
    ${against && html`<em>${against}</em>`}
  </button></li>`;
}

/**
 * @param {{ before: string, input: number[] | null, open: boolean, full: boolean,
 *   onOpen: (open: boolean) => void, onChoose: (kind: LayerKind) => void }} _
 *   before: the layer that then follows; full: a network has no more than this
 */
export function AddPlace({ before, input, open, full, onOpen, onChoose }) {
  const menu = useRef(/** @type {HTMLElement | null} */ (null));
  const button = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (!open) return;
    /** @type {HTMLElement | null | undefined} */
    const first = menu.current?.querySelector("button:enabled");
    first?.focus({ preventScroll: true });
    menu.current?.scrollIntoView({ block: "nearest" });
  }, [open]);
  const close = () => {
    onOpen(false);
    button.current?.focus();
  };
  /** @param {KeyboardEvent} event */
  const leave = (event) => {
    if (event.key !== "Escape") return;
    // Escape would close the dialog around it, too.
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  const name = t("network.add.before", { layer: before });
  const why = t("network.add.full", { count: catalog.value?.limits.hidden_layers });
  return html`<li class=${open ? "add-place open" : "add-place"}>
    <button ref=${button} class="add-layer" type="button" aria-expanded=${open} aria-label=${name}
      title=${full ? why : name} disabled=${full} onClick=${() => onOpen(!open)}>
      <${Icon} name="plus" /><span>${t("network.add")}</span></button>
    ${
      open &&
      html`<section ref=${menu} class="kinds" aria-label=${t("network.add.which", { layer: before })}
        onKeyDown=${leave}>
        <ul>${catalog.value?.layers.map(
          (kind) =>
            html`<${Kind} key=${kind.kind} kind=${kind} input=${input} onChoose=${onChoose} />`,
        )}</ul>
        <button class="button" type="button" onClick=${close}>${t("network.add.close")}</button>
      </section>`
    }
  </li>`;
}
