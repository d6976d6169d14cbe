/** The plane: what the network answers everywhere, and the samples. */
import { signal, useSignalEffect } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { follow } from "../commands.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { onFrame } from "../live.js";
import { PlaneView } from "../plane/plane.js";
import { data } from "../store.js";
import { shows } from "../subscription.js";
import { Areas } from "./areas.js";
import { usePlane } from "./plane-canvas.js";
import { PlaneReading, readingHandlers } from "./plane-reading.js";
import { placesPoints, useTool } from "./points.js";

const NEAR = 12; // pixels around a click in which a sample is meant

const place = shows("maps");

const showTest = signal(true);
const discretize = signal(false);

/** @param {PlaneView} plane @param {MouseEvent} event */
function click(plane, event) {
  const { offsetX: x, offsetY: y } = event;
  if (placesPoints()) {
    const [px, py] = plane.toPlane(x, y);
    useTool(px, py);
    return;
  }
  const found = plane.nearest(x, y);
  if (found && found.distance <= NEAR) follow(found);
}

function Plane() {
  const { canvas, plane } = usePlane(onFrame);
  useSignalEffect(() =>
    plane.current?.setOptions({ showTest: showTest.value, discretize: discretize.value }),
  );
  const handlers = useMemo(() => readingHandlers(plane), []);
  return html`<canvas class="plane" ref=${canvas} tabindex="0" role="application"
      aria-label=${t("result.plane")} aria-describedby="plane-keys"
    onClick=${(/** @type {MouseEvent} */ event) => plane.current && click(plane.current, event)}
    ...${handlers}>
  </canvas>
  <${PlaneReading} plane=${plane} canvas=${canvas} />`;
}

/** @param {{ label: string, on: import("../store.js").Signal<boolean> }} _ */
function Toggle({ label, on }) {
  return html`<label class="toggle"><input type="checkbox" checked=${on.value}
    onChange=${() => {
      on.value = !on.value;
    }} />${label}</label>`;
}

export function Boundary() {
  const regression = data.value?.task === "regression";
  return html`<section class="boundary" ref=${place}>
    <h2>${t(regression ? "result.surface" : "result.boundary")}
      <span class="toggles">
        <${Toggle} label=${t("result.showTest")} on=${showTest} />
        ${!regression && html`<${Toggle} label=${t("result.hard")} on=${discretize} />`}
      </span></h2>
    <${Plane} />
    <p class="sr-only" id="plane-keys">${t(placesPoints() ? "plane.keys.points" : "plane.keys")}</p>
    <${Areas} />
  </section>`;
}
