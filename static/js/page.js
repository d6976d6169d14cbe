import { html } from "./html.js";
import { BesideStage } from "./panels/beside-stage.js";
import { Blank } from "./panels/blank.js";
import { CompareBar } from "./panels/compare-bar.js";
import { CompareDialog } from "./panels/compare-dialog.js";
import { SideHeading, SideNumbers } from "./panels/compare-side.js";
import { Header } from "./panels/header.js";
import { WholeInvitation } from "./panels/invitation.js";
import { Keys } from "./panels/keys.js";
import { LinkBanner } from "./panels/link-banner.js";
import { NetworkEditor } from "./panels/network-editor.js";
import { Notices } from "./panels/notices.js";
import { Ribbon } from "./panels/ribbon.js";
import { RoomDialog } from "./panels/room-dialog.js";
import { Settings } from "./panels/settings.js";
import { Side } from "./panels/side.js";
import { StagePanel } from "./panels/stage.js";
import { Status } from "./panels/status.js";
import { TakeDialog } from "./panels/take.js";
import { DropPlace } from "./panels/take-program.js";
import { Timeline } from "./panels/timeline.js";
import { TimelineDialog } from "./panels/timeline-dialog.js";

/** The whole page. @param {{ onRetry: () => void }} _ */
export function Page({ onRetry }) {
  return html`<${Header} />
    <${Settings} />
    <${CompareBar} />
    <${SideHeading} side="a" />
    <${StagePanel} />
    <${SideNumbers} side="a" />
    <${SideHeading} side="b" />
    <${BesideStage} />
    <${SideNumbers} side="b" />
    <${Side} />
    <${Ribbon} />
    <${Timeline} />
    <${LinkBanner} onRetry=${onRetry} />
    <${Notices} />
    <${RoomDialog} />
    <${NetworkEditor} />
    <${TimelineDialog} />
    <${CompareDialog} />
    <${TakeDialog} />
    <${DropPlace} />
    <${WholeInvitation} />
    <${Keys} />
    <${Blank} />
    <${Status} />`;
}
