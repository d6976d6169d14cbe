/** The losses seen so far: the server's memory, then what the frames bring. */
import { signal } from "@preact/signals";
import { LossHistory } from "../history.js";
import { onFrame } from "../live.js";

export const losses = new LossHistory();

/** Rises with every restart, so that a chart forgets its old range. */
export const lossEra = signal(0);

/**
 * @param {import("../types.js").History} history
 * @param {"start" | "reset" | "live"} effect
 */
export function resetLosses(history, effect) {
  if (effect !== "live") losses.restart(history);
  lossEra.value += 1;
}

onFrame(({ header }) => {
  losses.append(header.step, header.trainLoss, header.testLoss);
});
