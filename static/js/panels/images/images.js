/** The right column's view of images: how good the network is on them, and what it sees there. */
import { html } from "../../html.js";
import { ofBeside } from "../../images/shown.js";
import { shows } from "../../subscription.js";
import { Kernels } from "./kernels.js";
import { Mistakes } from "./mistakes.js";
import { ProjectionPicture } from "./projection.js";
import { Ranks } from "./ranks.js";
import { SaliencyPicture } from "./saliency.js";
import { WhichRun } from "./which-run.js";

const place = shows("images");

export function Images() {
  return html`<div class="images-panel" data-run=${ofBeside.value ? "b" : "a"} ref=${place}>
    <${WhichRun} />
    <${Ranks} />
    <${Mistakes} />
    <${ProjectionPicture} />
    <${SaliencyPicture} />
    <${Kernels} />
  </div>`;
}
