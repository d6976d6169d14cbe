/**
 * What the server says, put where it belongs.
 *
 * @typedef {import("./types.js").ServerMessage} ServerMessage
 * @typedef {import("./types.js").ExperimentMessage} ExperimentMessage
 * @typedef {import("./types.js").StateMessage} StateMessage
 * @typedef {import("./types.js").ErrorMessage} ErrorMessage
 * @typedef {import("./types.js").NoticeMessage} NoticeMessage
 * @typedef {import("./types.js").ControlMessage} ControlMessage
 * @typedef {import("./types.js").WelcomeMessage} WelcomeMessage
 * @typedef {import("./types.js").TimelineMessage} TimelineMessage
 */
import { batch } from "@preact/signals";
import { titleAt, titleOf } from "./catalog.js";
import { arrangeLosses, forgetLosses, resetLosses } from "./charts/losses.js";
import { answered, forgetUnanswered } from "./commands.js";
import { receiveBeside, receiveBesideState } from "./compare/beside.js";
import { verdicts } from "./corrections/corrections.js";
import { drawsData } from "./corrections/drawings.js";
import { linkTo } from "./corrections/link.js";
import { given, offers, receiveOffers } from "./corrections/offers.js";
import { forgetEdits } from "./edits.js";
import { PROTOCOL } from "./frame.js";
import { t } from "./i18n.js";
import { receiveAnswer } from "./images/answers.js";
import { receiveCheck, receiveInspection } from "./inspection.js";
import { forgetBranchStatistics, receiveBranchStatistics } from "./layers/branches.js";
import { receiveStatistics, statistics } from "./layers/record.js";
import { receiveState, startPicture } from "./live.js";
import { refuses } from "./network/refused.js";
import { tell, untell } from "./notices.js";
import { looking, shared } from "./pointing.js";
import { problems as known, receiveProblems } from "./problems/problems.js";
import { tellOnlyPresenter } from "./roles.js";
import { offerShared } from "./shared.js";
import * as store from "./store.js";
import { subscribeAnew } from "./subscription.js";
import { refused } from "./timeline/seeking.js";
import { timeline } from "./timeline/time.js";

/** After these, what was on its way to the run may never be answered. */
const LOST = new Set([
  ...["internal", "not_json", "too_fast", "too_large"],
  ...["data_missing", "unrestorable", "worker_lost"],
]);

/** @param {ServerMessage} message */
export function receive(message) {
  if (message.type === "welcome") welcome(message);
  else if (message.type === "experiment") experiment(message);
  else if (message.type === "configured") configured(message.request);
  else if (message.type === "state") state(message);
  else if (message.type === "timeline") branches(message);
  else if (message.type === "error") error(message);
  else if (message.type === "notice") notice(message);
  else if (message.type === "control") control(message);
  else if (message.type === "looking") looking(message.spotlight);
  else if (message.type === "inspection") receiveInspection(message);
  else if (message.type === "checked") receiveCheck(message);
  else if (message.type === "people") store.people.value = message;
  else if (message.type === "corrections") verdicts.value = message.verdicts;
  else if (message.type === "offers") receiveOffers(message);
  else if (message.type === "given") given.value = message.waiting;
  else if (message.type === "problems") problems(message.problems);
  else if (message.type === "statistics") receiveStatistics(message);
  else if (message.type === "branch_statistics") receiveBranchStatistics(message);
  else if (message.type === "pointing") shared.value = message.target;
  else if (message.type !== "pong") receiveAnswer(message);
}

/** @param {WelcomeMessage} message */
function welcome({ protocol, room, role, number, fresh }) {
  if (protocol !== PROTOCOL) {
    tell({ kind: "protocol", tone: "bad", text: () => t("notice.protocol") });
  }
  store.room.value = { code: room, role, number, control: false };
  store.people.value = { numbers: [], borrower: null };
  shared.value = null;
  store.ownSpotlight.value = null;
  offers.value = [];
  given.value = 0;
  timeline.value = null;
  forgetLosses();
  forgetBranchStatistics();
  forgetUnanswered();
  subscribeAnew();
  offerShared(fresh && role === "presenter");
}

/** @param {ExperimentMessage} message */
function experiment(message) {
  batch(() => {
    startPicture(message.layout);
    receiveBeside(message.beside);
    resetLosses(message);
    statistics.value = message.statistics;
    store.experiment.value = message.experiment;
    store.described.value = { layout: message.layout, data: message.data };
    store.changes.value = message.changes;
  });
  if (message.effect !== "start") forgetEdits(message);
  // A newcomer's description answers nothing, and neither does what was tried before the error:
  // an error told before it still stands.
  if (message.effect !== "start" && store.draft.value === null) untell("error");
  history.replaceState(history.state, "", linkTo(message.experiment));
}

/** @param {number} request */
function configured(request) {
  if (answered(request)) untell("error");
}

/** @param {StateMessage} message */
function state(message) {
  store.run.value = message;
  receiveState(message);
  receiveBesideState(message.beside);
  const { stop } = message;
  // It is back, or was given up.
  if (message.kept === null) untell("data_missing");
  if (stop && !explains(stop.code)) {
    const { code, values, message: words } = stop;
    tell({
      kind: "stop",
      tone: code === "diverged" ? "bad" : "note",
      text: () => t(`stop.${code}`, { defaultValue: words, ...values }),
      detail: () => {
        const key = code === "no_data" && drawsData.value ? "drawings" : "help";
        return t(`stop.${code}.${key}`, { defaultValue: "" });
      },
    });
  } else {
    untell("stop");
  }
}

/**
 * A run that diverged is told of with what can be done about it, not twice.
 * @param {import("./types.js").Problem[]} found
 */
function problems(found) {
  receiveProblems(found);
  if (explains(store.run.value?.stop?.code)) untell("stop");
}

/** @param {string | undefined} code  of a stop */
const explains = (code) =>
  code === "diverged" && known.value.some((problem) => problem.code === "exploding");

/** @param {TimelineMessage} message */
function branches(message) {
  batch(() => {
    timeline.value = message;
    arrangeLosses(message);
  });
}

/** @param {ControlMessage} message */
function control({ control: mine }) {
  store.room.value = { ...store.room.value, control: mine };
  tell({
    kind: "notice",
    tone: "note",
    text: () => t(mine ? "notice.control" : "notice.controlBack"),
  });
}

/** @param {NoticeMessage} message */
function notice({ code, message, values }) {
  if (LOST.has(code)) forgetUnanswered();
  tell({
    // This one stays true for a while, and is not to be told over by another.
    kind: code === "data_missing" ? code : "notice",
    tone: "note",
    text: () => {
      const { dataset } = values;
      const named = dataset
        ? { dataset: titleOf(store.catalog.value?.datasets ?? [], String(dataset)) }
        : {};
      return t(`notice.${code}`, { defaultValue: message, ...values, ...named });
    },
  });
}

/** @param {ErrorMessage} told */
function error(told) {
  const { code, message, field, given, allowed, request } = told;
  if (LOST.has(code)) forgetUnanswered();
  const attempt = answered(request);
  refused();
  if (code === "not_presenter") {
    tellOnlyPresenter();
    return;
  }
  // While a newer attempt is on its way, its answer is the one that counts.
  if (request !== null && attempt === null && store.draft.value !== null) return;
  if (refuses(told, attempt)) return;
  tell({
    kind: "error",
    tone: "bad",
    text: () => {
      if (code !== "invalid") return t(`error.${code}`, { defaultValue: message });
      const title = field && titleAt(field.replace(/^experiment\./, ""));
      return title && given ? t("error.refused", { field: title, given }) : message;
    },
    detail: () => (allowed ? t("error.allowed", { allowed }) : ""),
  });
}
