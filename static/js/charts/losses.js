/** The losses seen so far, of every branch: the server's memory, then what the frames bring. */
import { signal } from "@preact/signals";
import { expose } from "../console.js";
import { fitOf } from "../detection.js";
import { onFrame } from "../live.js";
import { Curves } from "../timeline/curves.js";

export const curves = new Curves();

/** Of the branch one stands on. */
export const losses = curves.present;
expose("losses", () => losses);

/** Rises with every restart and every change of the branches, so that a chart is drawn anew. */
export const lossEra = signal(0);

/** @param {import("../types.js").ExperimentMessage} message */
export function resetLosses({ history, effect, branch }) {
  curves.describe(history, branch, effect !== "live");
  lossEra.value += 1;
}

/** @param {import("../types.js").TimelineMessage} timeline */
export function arrangeLosses({ branches, branch }) {
  curves.arrange(branches, branch);
  lossEra.value += 1;
}

/** A new connection tells all anew. */
export function forgetLosses() {
  curves.forget();
  lossEra.value += 1;
}

onFrame((picture) => {
  const { header } = picture;
  curves.append(
    header.measuredAt,
    header.trainLoss,
    header.testLoss,
    header.trainAccuracy,
    header.testAccuracy,
    ...fitOf(picture),
  );
});
