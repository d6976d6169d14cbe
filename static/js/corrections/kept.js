/**
 * Corrections that are not in force where the run stands, and can be had again: known from another
 * moment or dataset, or removed by hand a while ago. A reload of the page keeps them: they lie in
 * the tab's own storage, one entry a room. The server need not: what is in force, it has.
 *
 * @typedef {import("../types.js").Correction} Correction
 * @typedef {import("../types.js").Experiment} Experiment
 *
 * @typedef {object} Kept
 * @property {Record<string, Correction[]>} seen  by dataset, all but what was removed by hand
 * @property {Record<string, Correction[]>} removed  by dataset, what the newest removal took away
 */
import { effect, signal } from "@preact/signals";

/** @template T @typedef {import("@preact/signals").ReadonlySignal<T>} ReadonlySignal */

const PREFIX = "glassbox.corrections.";

/** @param {unknown} value @returns {value is Correction} */
const isCorrection = (value) =>
  typeof value === "object" &&
  value !== null &&
  "pixels" in value &&
  typeof value.pixels === "string" &&
  "label" in value &&
  Number.isInteger(value.label) &&
  "before" in value;

/** Another version of the page may have stored something else. @param {unknown} value */
function listsOf(value) {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, list]) => [
      name,
      Array.isArray(list) ? list.filter(isCorrection) : [],
    ]),
  );
}

/** @param {string} code  of a room @returns {Kept} */
function recalled(code) {
  try {
    const stored = JSON.parse(sessionStorage.getItem(PREFIX + code) ?? "{}");
    return { seen: listsOf(stored.seen), removed: listsOf(stored.removed) };
  } catch {
    return { seen: {}, removed: {} }; // Storage is forbidden here: they last as long as the page.
  }
}

/** @param {string} code @param {Kept} what */
function store(code, what) {
  try {
    sessionStorage.setItem(PREFIX + code, JSON.stringify(what));
  } catch {
    console.info("This browser does not store corrections: a reload of the page forgets them.");
  }
}

/**
 * A list without those of the same pictures.
 * @param {Correction[] | undefined} list @param {Correction[]} others
 */
export function without(list = [], others) {
  const pictures = new Set(others.map(({ pixels }) => pixels));
  return list.filter(({ pixels }) => !pictures.has(pixels));
}

/**
 * Remember them for as long as the tab lives.
 * @param {ReadonlySignal<string>} room  its code, empty before it is known
 * @param {ReadonlySignal<Experiment | null>} experiment  in force
 */
export function keepCorrections(room, experiment) {
  const kept = signal(/** @type {Kept} */ ({ seen: {}, removed: {} }));
  let loaded = "";

  effect(() => {
    const code = room.value;
    if (!code || code === loaded) return;
    loaded = code;
    kept.value = recalled(code);
  });

  effect(() => {
    const { name, corrections = [] } = experiment.value?.dataset ?? {};
    if (!name || !corrections.length) return;
    const { seen, removed } = kept.peek();
    // One of the same picture takes the place of an older one.
    kept.value = {
      seen: { ...seen, [name]: [...without(seen[name], corrections), ...corrections] },
      removed: { ...removed, [name]: without(removed[name], corrections) },
    };
  });

  effect(() => {
    const { value } = kept;
    if (loaded) store(loaded, value);
  });

  return {
    /** Those of a dataset that this page has seen. @param {string} name */
    seenOf: (name) => kept.value.seen[name] ?? [],

    /** What the newest removal by hand took from a dataset. @param {string} name */
    removedOf: (name) => kept.value.removed[name] ?? [],

    /**
     * Somebody removes some by hand: nobody asks whether to bring those back, but the newest
     * removal can be undone.
     * @param {string} name  of the dataset @param {Correction[]} away
     */
    forgetRemoved(name, away) {
      const { seen, removed } = kept.peek();
      kept.value = {
        seen: { ...seen, [name]: without(seen[name], away) },
        removed: { ...removed, [name]: away },
      };
    },
  };
}
