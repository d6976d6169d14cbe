/** Everything one can go back to: the branches of the run, and the bookmarks. */
import { signal } from "@preact/signals";
import { Dialog } from "../controls/dialog.js";
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { mayCommand } from "../store.js";
import { branches, timeline } from "../timeline/time.js";
import { BookmarkRow } from "./bookmark-row.js";
import { BranchRow } from "./branch-row.js";

const open = signal(false);

export function openTimeline() {
  open.value = true;
}

function close() {
  open.value = false;
}

function Branches() {
  return html`<section>
    <h3>${t("time.branches", { count: branches.value.length })}</h3>
    <p class="fine">${t("time.branches.help")}</p>
    <ol class="branches">
      ${branches.value.map(
        (branch) => html`<${BranchRow} key=${branch.id} branch=${branch} onLeave=${close} />`,
      )}
    </ol>
  </section>`;
}

function Bookmarks() {
  const marks = timeline.value?.bookmarks ?? [];
  return html`<section>
    <h3>${t("time.bookmarks", { count: marks.length })}</h3>
    ${!marks.length && html`<p class="fine">${t("time.noBookmarks")}</p>`}
    <ol class="branches">
      ${marks.map((mark) => html`<${BookmarkRow} key=${mark.id} mark=${mark} onLeave=${close} />`)}
    </ol>
  </section>`;
}

function Content() {
  return html`<div class="sheet timeline-sheet">
    <header><h2>${t("time.title")}</h2>
      <button class="button square" type="button" autofocus aria-label=${t("room.close")}
        title=${t("room.close")} onClick=${close}><${Icon} name="close" /></button></header>
    ${!mayCommand.value && html`<p class="only">${t("time.only")}</p>`}
    <${Branches} />
    <${Bookmarks} />
  </div>`;
}

export function TimelineDialog() {
  return html`<${Dialog} open=${open} kind="room-dialog timeline-dialog" label=${t("time.title")}><${Content} /><//>`;
}
