import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { language, setLanguage, t } from "../i18n.js";
import { projector, toggleKeys, toggleProjector } from "../screen.js";
import { mayCommand } from "../store.js";
import { theme, toggleTheme } from "../theme.js";
import { LookingOn } from "./looking-on.js";
import { LayerCount, Position } from "./numbers.js";
import { RoomButton } from "./room.js";
import { RunControls } from "./run-controls.js";
import { SpeedControl } from "./speed.js";
import { TakeButton } from "./take.js";

function Preferences() {
  const dark = theme.value === "dark";
  const chinese = language.value === "zh-CN";
  const themeName = t(dark ? "theme.light" : "theme.dark");
  const projectorName = t(projector.value ? "projector.off" : "projector.on");
  return html`<div class="preferences">
    <button class="button language" type="button" lang=${chinese ? "en" : "zh-CN"}
      title=${t("language.switch")} onClick=${() => setLanguage(chinese ? "en" : "zh-CN")}>
      <span aria-hidden="true"><b class=${chinese ? "on" : ""}>中</b><i>/</i><b class=${chinese ? "" : "on"}>EN</b></span><span class="sr-only">${t("language.switch")}</span>
    </button>
    ${
      !projector.value &&
      html`<button class="button square" type="button" aria-label=${themeName} title=${themeName}
        onClick=${toggleTheme}><${Icon} name=${dark ? "sun" : "moon"} /></button>`
    }
    <button class="button square" type="button" aria-label=${projectorName}
      title=${`${projectorName} (P)`} onClick=${toggleProjector}><${Icon} name="projector" /></button>
    <button class="button square keys-button" type="button" aria-haspopup="dialog"
      aria-label=${t("keys.open")} title=${`${t("keys.open")} (?)`}
      onClick=${toggleKeys}><span aria-hidden="true">?</span></button>
  </div>`;
}

export function Header() {
  return html`<header class="top">
    <h1 class="logo">Glassbox <small lang="zh-CN">玻璃盒</small></h1>
    ${mayCommand.value ? html`<${RunControls} /><${SpeedControl} />` : html`<${LookingOn} />`}
    <${Position} />
    <${LayerCount} />
    <${RoomButton} />
    <${TakeButton} />
    <${Preferences} />
  </header>`;
}
