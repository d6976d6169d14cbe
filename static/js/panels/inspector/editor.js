/** A weight or bias to be set by hand: typed, or dragged. */
import { useEffect, useRef, useState } from "preact/hooks";
import { TypedValue } from "../../controls/typed-value.js";
import { edit, toldParameter } from "../../edits.js";
import { formatExact } from "../../exact.js";
import { fieldValue, html } from "../../html.js";
import { t } from "../../i18n.js";
import { reachOf } from "./slider-reach.js";

/** @typedef {import("../../commands.js").Parameter} Parameter */

const STEPS = 400; // of the slider, from one end to the other

/** @param {{ parameter: Parameter, value: number | null }} _ */
export function Editor({ parameter, value }) {
  // The hand holds on to the ends that it began with.
  const [reach] = useState(() => reachOf(value ?? 0));
  const moving = useRef(false);
  // While the hand moves, the server's answers come a little behind it.
  const [held, hold] = useState(/** @type {number | null} */ (null));
  useEffect(() => {
    toldParameter(parameter);
    if (!moving.current) hold(null);
  }, [value]);
  const label = t(parameter.input === null ? "edit.bias" : "edit.weight");
  if (value === null) return null;
  const text = formatExact(value).replace("−", "-");
  /** @param {string} typed */
  const type = (typed) => {
    const next = Number(typed.trim().replace("−", "-"));
    if (typed.trim() !== "" && Number.isFinite(next)) edit(parameter, value, next);
  };
  /** @param {Event} event */
  const drag = (event) => {
    const next = Number(fieldValue(event));
    hold(next);
    edit(parameter, value, next, { moving: moving.current });
    moving.current = true;
  };
  const rest = () => {
    moving.current = false;
  };
  return html`<div class="editor">
    <${TypedValue} label=${label} text=${text} onTyped=${type} />
    <input type="range" aria-label=${t("edit.slide", { label })} min=${-reach} max=${reach}
      step=${(2 * reach) / STEPS} value=${held ?? value} onInput=${drag} onChange=${rest} />
  </div>`;
}
