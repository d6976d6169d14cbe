/** The lines that the chart of the losses shows beside the present branch at this moment. */
import { curves } from "../charts/losses.js";
import { lineOf } from "../charts/series.js";
import { besideLosses, comparing } from "../compare/beside.js";
import { colour } from "../controls/canvas.js";
import { t } from "../i18n.js";
import { shownBesides } from "../timeline/shown.js";
import { BESIDE_DASHES, styleOf } from "../timeline/styles.js";
import { nameOf } from "../timeline/words.js";

/** @typedef {import("../charts/loss-picture.js").Other} Other */

/** @returns {Other[]} in the colours that the stylesheet has now */
export const otherLosses = () => [...branches(), ...(comparing.value ? second() : [])];

/** @returns {Other[]} */
const branches = () =>
  shownBesides.value.flatMap((branch) => {
    const history = curves.of(branch.id);
    if (!history) return [];
    const style = styleOf(branch.id);
    return [
      { ...lineOf(history, "loss"), ...style, colour: colour(style.colour), name: nameOf(branch) },
    ];
  });

/** @returns {Other[]} */
function second() {
  const { steps, train, test } = besideLosses;
  const common = { steps, colour: colour("--beside") };
  const [ofTrain, ofTest] = BESIDE_DASHES;
  return [
    { ...common, values: train, dash: ofTrain, name: `${t("compare.b")} ${t("take.train")}` },
    { ...common, values: test, dash: ofTest, name: `${t("compare.b")} ${t("take.test")}` },
  ];
}
