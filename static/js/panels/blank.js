/** A black screen: the class looks at whoever speaks. */
import { Dialog } from "../controls/dialog.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { blank, toggleBlank } from "../screen.js";

export function Blank() {
  return html`<${Dialog} open=${blank} kind="blank" label=${t("blank.title")}>
    <button type="button" autofocus onClick=${toggleBlank}>${t("blank.back")}</button>
  <//>`;
}
