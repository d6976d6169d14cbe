/** How training pictures are changed each time they are seen. */
import { SettingRow } from "../controls/setting-row.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { catalog, dataset } from "../store.js";

export const AUGMENTATION = "training.augmentation.";

export function AugmentationRows() {
  if (dataset.value?.view !== "image") return null;
  const settings = (catalog.value?.settings ?? []).filter(({ path }) =>
    path?.startsWith(AUGMENTATION),
  );
  return html`<h3>${t("training.augmentation")}</h3>
    ${settings.map((setting) => html`<${SettingRow} key=${setting.path} setting=${setting} />`)}`;
}
