/** One bookmark: go there, name it, take it away. */
import { useSignal } from "@preact/signals";
import { bookmark, removeBookmark, switchTo } from "../commands.js";
import { Icon } from "../controls/icon.js";
import { Renamed } from "../controls/renamed.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { mayCommand } from "../store.js";
import { seekTo, settle } from "../timeline/seeking.js";
import { bookmarksHere, branches, timeline } from "../timeline/time.js";
import { nameOf } from "../timeline/words.js";

/** @typedef {import("../types.js").Bookmark} Bookmark */

/** @param {{ mark: Bookmark, onLeave: () => void }} _ */
export function BookmarkRow({ mark, onLeave }) {
  const renaming = useSignal(false);
  const branch = branches.value.find(({ id }) => id === mark.branch);
  const step = t("time.step", { step: mark.step });
  const given = mark.name === String(mark.step) ? null : mark.name;
  const name = given ?? step;
  const there = bookmarksHere.value.some(({ id }) => id === mark.id);
  const go = () => {
    if (!there) switchTo(mark.branch);
    seekTo(mark.step);
    settle();
    onLeave();
  };
  /** @param {string | null} next */
  const rename = (next) => {
    bookmark(mark.step, next);
    renaming.value = false;
  };
  if (renaming.value) {
    return html`<li><${Renamed} value=${given ?? ""} label=${t("time.rename", { name })}
      placeholder=${step} onDone=${rename}
      onCancel=${() => {
        renaming.value = false;
      }} /></li>`;
  }
  // A name is given to a step of the present branch.
  const own = mark.branch === timeline.value?.branch;
  const elsewhere = branch && !own ? nameOf(branch) : "";
  return html`<li>
    <${Icon} name="star" />
    <p class="branch-name"><b>${name}</b>
      <span>${[given && step, elsewhere].filter(Boolean).join(" · ")}</span></p>
    ${
      mayCommand.value &&
      html`<div class="branch-acts">
        ${
          own &&
          html`<button class="button square" type="button" aria-label=${t("time.rename", { name })}
            title=${t("time.rename", { name })} onClick=${() => {
              renaming.value = true;
            }}><${Icon} name="pencil" /></button>`
        }
        <button class="button square" type="button" aria-label=${t("time.delete", { name })}
          title=${t("time.delete", { name })} onClick=${() => removeBookmark(mark.id)}>
          <${Icon} name="bin" /></button>
        <button class="button" type="button" aria-label=${t("time.enter.name", { name })}
          onClick=${go}>${t("time.jump")}</button>
      </div>`
    }
  </li>`;
}
