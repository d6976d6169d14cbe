import { html } from "../html.js";
import { styleOf } from "../timeline/styles.js";

/** The line of a branch, as the charts draw it. @param {{ branch: number, strong?: boolean }} _ */
export function Swatch({ branch, strong }) {
  const { colour, dash } = styleOf(branch);
  return html`<svg class=${strong ? "swatch strong" : `swatch ${colour.slice(2)}`}
    viewBox="0 0 26 8" aria-hidden="true">
    <line x1="0" y1="4" x2="26" y2="4" stroke-dasharray=${strong ? "none" : dash.join(" ")} /></svg>`;
}
