import { signal } from "@preact/signals";
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { link, room, run } from "../store.js";
import { People } from "./people.js";

/** @type {import("../store.js").Signal<"copied" | "copyFailed" | null>} */
const answer = signal(null);

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    answer.value = "copied";
  } catch (error) {
    console.info("The clipboard is not open to this page.", error);
    answer.value = "copyFailed";
  }
  setTimeout(() => {
    answer.value = null;
  }, 2500);
}

export function RoomBadge() {
  const { code } = room.value;
  const said = answer.value;
  return html`<div class="room">
    <a class="code" href="/join" title=${t("room.join")} aria-label=${t("room.label", { code })}>
      <i class=${`lamp ${link.value.status}`}></i>${code}
    </a>
    ${(run.value?.viewers ?? 0) > 0 && html`<${People} />`}
    <button class=${said ? "copy told" : "copy"} type="button" onClick=${copyLink}
      aria-label=${t("room.copy")} title=${t("room.copy")}>
      <${Icon} name=${said === "copied" ? "check" : "link"} />
      <span role="status">${said ? html`<em>${t(`room.${said}`)}</em>` : ""}</span>
    </button>
  </div>`;
}
