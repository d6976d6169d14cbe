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
 * @typedef {import("./types.js").Spotlight} Spotlight
 * @typedef {import("./connection.js").Link} Link
 */
import { computed, signal } from "@preact/signals";
import { language } from "./i18n.js";
import { namedData, namedLayout } from "./words.js";

/** @template T @typedef {import("@preact/signals").Signal<T>} Signal */

/** @type {Signal<Catalog | null>} */
export const catalog = signal(null);

/** The experiment in force. @type {Signal<Experiment | null>} */
export const experiment = signal(null);

/** @type {Signal<Experiment | null>} */
export const draft = signal(null);

/** What the controls show: the draft as long as there is one. */
export const shown = computed(() => draft.value ?? experiment.value);

/** Layout and data as the server sent them. @type {Signal<{ layout: Layout, data: Data } | null>} */
export const described = signal(null);

export const layout = computed(
  () =>
    described.value &&
    namedLayout(described.value.layout, described.value.data.words, language.value),
);

export const data = computed(
  () => described.value && namedData(described.value.data, language.value),
);

/** @type {Signal<Change[]>} */
export const changes = signal([]);

/** @type {Signal<StateMessage | null>} */
export const run = signal(null);

/** `number`: what this screen is called in the room. `control`: whether it was lent control.
 * @type {Signal<{ code: string, role: "presenter" | "viewer", number: number, control: boolean }>}
 */
export const room = signal({ code: "", role: "presenter", number: 0, control: false });

/** Whether the run obeys this screen. */
export const mayCommand = computed(() => room.value.role === "presenter" || room.value.control);

/** The viewers by number, for a presenter. @type {Signal<{ numbers: number[], borrower: number | null }>} */
export const people = signal({ numbers: [], borrower: null });

/** The sample that this screen follows by itself. @type {Signal<Spotlight | null>} */
export const ownSpotlight = signal(null);

/** The sample whose way is drawn. @type {Signal<Spotlight | null>} */
export const spotlight = computed(() => ownSpotlight.value ?? run.value?.spotlight ?? null);

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
