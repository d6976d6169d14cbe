/** What the charts of the layers show and say at this moment. */
import { t } from "../i18n.js";
import { besidesOf } from "../layers/beside.js";
import { besides } from "../layers/branches.js";
import { recordAt, statistics } from "../layers/record.js";
import { layerSubtitle, layerTitle, spreadText, updateText } from "../layers/words.js";
import { currentPicture } from "../live.js";
import { layout, playing } from "../store.js";
import { shownBesides } from "../timeline/shown.js";
import { nameOf } from "../timeline/words.js";

/** @typedef {import("../layers/layers-picture.js").Row} Row */
/** @typedef {import("../layers/paint.js").Spread} Spread */

/** The record of the present step, or the last one before it. */
const present = () => recordAt(statistics.value.step, currentPicture()?.header.step ?? 0);

/** @returns {Row[]} from the first hidden layer to the output */
export function layerRows() {
  const at = present();
  const layers = layout.value?.layers.filter(({ kind }) => kind !== "input") ?? [];
  return layers.map((layer) => {
    const record = statistics.value.layers[layer.index - 1] ?? null;
    /** @param {Spread} what */
    const spread = (what) => ({
      counts: countsOf(what, layer.index),
      values: record ? spreadText(record, at, what) : "",
    });
    return {
      title: layerTitle(layer),
      subtitle: layerSubtitle(layer),
      record,
      besides: besidesOf(besides.value, layer),
      spreads: { activation: spread("activation"), gradient: spread("gradient") },
      update: record ? updateText(record, at) : "",
    };
  });
}

/** @param {Spread} what @param {number} layer */
function countsOf(what, layer) {
  const picture = currentPicture();
  if (!picture || (what === "gradient" && picture.header.phase === "start")) return null;
  // Of a run at rest that has gone on since nobody looked at them, they are of another step.
  const current = playing.value || picture.stepOf("statistics") === picture.header.step;
  return current ? picture.tensor(`${what}_histogram`, layer) : null;
}

/** How to read them, a sentence a line. @returns {string[]} */
export function layerNotes() {
  const step = statistics.value.step[present()];
  const read = step === undefined ? t("layers.nothing") : t("layers.read", { step });
  return [read, ...t("layers.legend").split(/(?<=[.。])\s*/)].filter(Boolean);
}

/** Which thin line is which branch. */
export const layerLegend = () => {
  const drawn = new Set(layerRows().flatMap((row) => row.besides.map(({ id }) => id)));
  return shownBesides.value
    .filter(({ id }) => drawn.has(id))
    .map((branch) => ({ id: branch.id, name: nameOf(branch) }));
};
