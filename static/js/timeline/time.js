/**
 * Where one stands in time: on which branch, at which step of it, and what else there is.
 *
 * @typedef {import("../types.js").Branch} Branch
 * @typedef {import("../types.js").Bookmark} Bookmark
 * @typedef {import("../types.js").TimelineMessage} TimelineMessage
 */
import { computed, signal } from "@preact/signals";
import { numbers } from "../live.js";

/** @type {import("../store.js").Signal<TimelineMessage | null>} */
export const timeline = signal(null);

/** @type {import("../store.js").Signal<Branch[]>} */
export const branches = computed(() => timeline.value?.branches ?? []);

/** The branch one stands on. @type {import("../store.js").Signal<Branch | null>} */
export const present = computed(
  () => branches.value.find(({ id }) => id === timeline.value?.branch) ?? null,
);

/** The step one stands at. */
export const step = computed(() => numbers.value.step);

/** The newest step of this branch. */
export const latest = computed(() => Math.max(numbers.value.latest, numbers.value.step));

/** Whether one stands in the past: whatever is changed or played there begins a branch. */
export const inPast = computed(() => step.value < latest.value);

/** The bookmarks that this branch shows, by step: its own, and those of the way that led to it. */
export const bookmarksHere = computed(() => {
  const found = new Map(branches.value.map((branch) => [branch.id, branch]));
  /** @type {Bookmark[]} */
  const here = [];
  let limit = Infinity;
  for (let branch = present.value; branch; ) {
    const { id, parent, from } = branch;
    const until = limit;
    here.push(...all().filter((mark) => mark.branch === id && mark.step <= until));
    limit = Math.min(limit, from);
    branch = parent === null ? null : (found.get(parent) ?? null);
  }
  return here.sort((a, b) => a.step - b.step);
});

const all = () => timeline.value?.bookmarks ?? [];

/** The bookmark at the very step one stands at. @type {import("../store.js").Signal<Bookmark | null>} */
export const bookmarkNow = computed(
  () => bookmarksHere.value.find((mark) => mark.step === step.value) ?? null,
);

/** Steps of this branch at which others leave it, with their numbers. */
export const forks = computed(() =>
  branches.value
    .filter(({ parent }) => parent !== null && parent === present.value?.id)
    .map(({ id, from }) => ({ branch: id, step: from })),
);
