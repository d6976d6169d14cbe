/** The right column's view of images: how good the network is on them, and what it sees there. */
import { html } from "../../html.js";
import { shows } from "../../subscription.js";
import { Kernels } from "./kernels.js";
import { Mistakes } from "./mistakes.js";
import { ProjectionPicture } from "./projection.js";
import { Ranks } from "./ranks.js";
import { SaliencyPicture } from "./saliency.js";

const place = shows("images");

export function Images() {
  return html`<div class="images-panel" ref=${place}>
    <${Ranks} />
    <${Mistakes} />
    <${ProjectionPicture} />
    <${SaliencyPicture} />
    <${Kernels} />
  </div>`;
}
