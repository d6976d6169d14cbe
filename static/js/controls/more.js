import { html } from "../html.js";

/** Settings that few need, out of the way. @param {{ title: string, children?: unknown }} _ */
export function More({ title, children }) {
  return html`<details class="more">
    <summary>${title}</summary>
    <div class="more-body">${children}</div>
  </details>`;
}
