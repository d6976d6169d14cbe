/**
 * How the layers did in the branches that the charts show beside the present one. The server is asked
 * while such a chart is on screen, once for each newest step of a branch.
 *
 * @typedef {import("../types.js").BranchRecords} BranchRecords
 * @typedef {import("../types.js").BranchStatisticsMessage} BranchStatisticsMessage
 */
import { computed, effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask } from "../commands.js";
import { link } from "../store.js";
import { shownBesides } from "../timeline/shown.js";
import { branches } from "../timeline/time.js";
import { readableSteps, unknown } from "./beside.js";
import { statistics } from "./record.js";

const LOST = 3000; // milliseconds after which an answer is not waited for any more

/** How many charts are on screen. */
const charts = signal(0);

/** The newest answer, by the number of the branch. @type {import("../store.js").Signal<Map<number, BranchStatisticsMessage>>} */
const told = signal(new Map());

/** The newest step of a branch when it was asked about. @type {import("../store.js").Signal<Map<number, number>>} */
const asked = signal(new Map());

effect(() => {
  if (!charts.value || link.value.status !== "open") return;
  for (const { id, latest } of unknown(shownBesides.value, told.value, asked.value)) {
    if (!ask({ type: "branch_statistics", branch: id })) continue;
    asked.value = new Map(asked.peek()).set(id, latest);
    // An answer may be lost with its worker.
    setTimeout(() => forget(id, latest), LOST);
  }
});

/** It is asked again, unless there was an answer. @param {number} id @param {number} latest */
function forget(id, latest) {
  if (asked.peek().get(id) !== latest) return;
  const others = new Map(asked.peek());
  others.delete(id);
  asked.value = others;
}

/** @param {BranchStatisticsMessage} message */
export function receiveBranchStatistics(message) {
  const there = new Set(branches.peek().map(({ id }) => id));
  const kept = [...told.peek()].filter(([id]) => there.has(id));
  told.value = new Map(kept).set(message.branch, message);
}

/** Another connection may be to another server, whose branches have the same numbers. */
export function forgetBranchStatistics() {
  told.value = new Map();
  asked.value = new Map();
}

/** The branches that are known and shown, the oldest first. */
export const besides = computed(() =>
  shownBesides.value.flatMap(({ id }) => {
    const records = told.value.get(id)?.records;
    return records ? [{ id, records }] : [];
  }),
);

/** The steps whose numbers can be read, rising: those of the present branch, and what others have beyond its end. */
export const steps = computed(() =>
  readableSteps(
    statistics.value.step,
    besides.value.map(({ records }) => records.step),
  ),
);

/** Ask as long as a component is shown. */
export function useBesides() {
  useEffect(() => {
    charts.value += 1;
    return () => {
      charts.value -= 1;
    };
  }, []);
}
