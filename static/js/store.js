/**
 * What the page knows, as signals. All of it came from the server, but for the draft: an edit
 * that is on its way.
 *
 * @typedef {import("./types.js").Catalog} Catalog
 * @typedef {import("./types.js").Experiment} Experiment
 * @typedef {import("./types.js").Layout} Layout
 * @typedef {import("./types.js").Data} Data
 * @typedef {import("./types.js").Change} Change
 * @typedef {import("./types.js").StateMessage} StateMessage
 * @typedef {import("./connection.js").Link} Link
 */
import { computed, signal } from "@preact/signals";

/** @template T @typedef {import("@preact/signals").Signal<T>} Signal */

/** @type {Signal<Catalog | null>} */
export const catalog = signal(null);

/** The experiment in force. @type {Signal<Experiment | null>} */
export const experiment = signal(null);

/** @type {Signal<Experiment | null>} */
export const draft = signal(null);

/** What the controls show: the draft as long as there is one. */
export const shown = computed(() => draft.value ?? experiment.value);

/** @type {Signal<Layout | null>} */
export const layout = signal(null);

/** @type {Signal<Data | null>} */
export const data = signal(null);

/** @type {Signal<Change[]>} */
export const changes = signal([]);

/** @type {Signal<StateMessage | null>} */
export const run = signal(null);

/** @type {Signal<{ code: string, role: "presenter" | "viewer" }>} */
export const room = signal({ code: "", role: "presenter" });

/** @type {Signal<Link>} */
export const link = signal({ status: "connecting", retryAt: null });

export const playing = computed(() => run.value?.playing ?? false);

/** The catalog's entry of the dataset that is chosen. */
export const dataset = computed(
  () => catalog.value?.datasets.find(({ name }) => name === shown.value?.dataset.name) ?? null,
);

/** Whether the run is slow enough for phases to be followed by eye. */
export const followable = computed(
  () => run.value !== null && (!run.value.playing || run.value.speed.unit === "phase"),
);
