/** The words that are painted into the canvas of a network. */
import { t } from "../i18n.js";

export const texts = () => ({
  sample: t("canvas.sample"),
  forward: t("canvas.forward"),
  loss: t("canvas.loss"),
  backward: t("canvas.backward"),
  update: t("canvas.update"),
  prediction: t("canvas.prediction"),
  target: t("canvas.target"),
  bias: t("canvas.bias"),
  slope: t("canvas.slope"),
  lossValue: t("canvas.lossValue"),
  thisSample: t("canvas.thisSample"),
  thisSampleShort: t("canvas.thisSampleShort"),
  batchMean: t("canvas.batchMean"),
  batchMeanShort: t("canvas.batchMeanShort"),
  overlap: t("canvas.overlap"),
  kernelsOf: t("canvas.kernelsOf"),
});
