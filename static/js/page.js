import { html } from "./html.js";
import { t } from "./i18n.js";
import { DataPanel } from "./panels/data.js";
import { Header } from "./panels/header.js";
import { LinkBanner } from "./panels/link-banner.js";
import { Notices } from "./panels/notices.js";
import { Results } from "./panels/results.js";
import { Ribbon } from "./panels/ribbon.js";
import { StagePanel } from "./panels/stage.js";
import { Status } from "./panels/status.js";
import { TrainingPanel } from "./panels/training.js";
import { mayCommand } from "./store.js";

/** The whole page. @param {{ onRetry: () => void }} _ */
export function Page({ onRetry }) {
  return html`<${Header} />
    <aside class="settings" inert=${!mayCommand.value} aria-label=${t("page.settings")}><${DataPanel} /><${TrainingPanel} /></aside>
    <${StagePanel} />
    <aside class="results" aria-label=${t("page.results")}><${Results} /></aside>
    <${Ribbon} />
    <${LinkBanner} onRetry=${onRetry} />
    <${Notices} />
    <${Status} />`;
}
