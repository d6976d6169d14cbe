/**
 * A network that the server did not take. It stays in the editor as it was tried, so that it can
 * be mended, while the one before it goes on.
 *
 * @typedef {import("../types.js").LayerSpec} LayerSpec
 * @typedef {import("../types.js").Experiment} Experiment
 * @typedef {import("../types.js").ErrorMessage} ErrorMessage
 *
 * @typedef {object} Refused
 * @property {LayerSpec[]} layers
 * @property {number | null} at  the layer at fault; null for the whole network
 * @property {string} setting  of that layer; "" for the whole of it
 * @property {string | null} given
 * @property {string | null} allowed
 * @property {string} message
 */
import { signal } from "@preact/signals";
import { edit } from "../commands.js";
import { withPath } from "../experiment.js";

/** Whether the editor is open. */
export const opened = signal(false);

/** The layer whose settings are shown. @type {import("../store.js").Signal<number | null>} */
export const chosenLayer = signal(null);

/** @type {import("../store.js").Signal<Refused | null>} */
export const refused = signal(null);

/**
 * Open the editor, at a layer if there is one in mind.
 * @param {number | null} [at]  of the hidden layers, from 0
 */
export function openNetwork(at = null) {
  [refused.value, chosenLayer.value, opened.value] = [null, at, true];
}

const FIELD = /^experiment\.network(?:\.layers(?:\.(\d+))?)?(?:\.(\w+))?$/;

/**
 * Show what was refused where it was tried.
 * @param {ErrorMessage} error @param {Experiment | null} attempt  which it answers, if one
 * @returns {boolean} whether there is nothing left to be told elsewhere
 */
export function refuses({ field, given, allowed, message }, attempt) {
  const found = FIELD.exec(field ?? "");
  if (!found || !opened.value || !attempt) return false;
  const [, at, setting = ""] = found;
  refused.value = {
    layers: attempt.network.layers,
    at: at === undefined ? null : Number(at),
    ...{ setting, given, allowed, message },
  };
  return true;
}

/**
 * Change the layers, from where the last attempt was left.
 * @param {(layers: LayerSpec[]) => LayerSpec[]} change @param {{ soon?: boolean }} [options]
 */
export function changeLayers(change, options) {
  const tried = refused.peek()?.layers;
  refused.value = null;
  edit(
    (whole) => withPath(whole, "network.layers", change(tried ?? whole.network.layers)),
    options,
  );
}
