/** Where the last hidden layer puts the test samples. */
import { signal } from "@preact/signals";
import { follow } from "../../commands.js";
import { colour, lineWidth, textSize } from "../../controls/canvas.js";
import { formatPercent, formatQuantity } from "../../format.js";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { coloursOf, hueOf, lettersOf } from "../../images/marks.js";
import { shownNetwork } from "../../images/network.js";
import { pictureOf } from "../../images/pictures.js";
import { drawCloud, sampleAt } from "../../images/scatter.js";
import { data, spotlight } from "../../store.js";
import { theme } from "../../theme.js";
import { PointedCanvas } from "./pointed-canvas.js";
import { nameOf } from "./shots.js";

/** @typedef {import("./pointed-canvas.js").Place} Place */
/** @typedef {import("./pointed-canvas.js").Surface} Surface */
/** @typedef {import("../../images/scatter.js").Cloud} Cloud */

const LETTER = 10; // CSS pixels

/** The sample that is pointed at. @type {import("../../store.js").Signal<number | null>} */
const pointed = signal(null);

/** @returns {(Cloud & { explained: ArrayLike<number> }) | null} */
function cloudNow() {
  const picture = shownNetwork.value.picture();
  const last = picture?.layout.layers.at(-1)?.index ?? 0;
  const points = picture?.tensor("projection", last);
  const answers = picture?.tensor("answers", last);
  const explained = picture?.tensor("explained", last);
  if (!points || !answers || !explained || !data.value) return null;
  const { targets, train } = data.value;
  return { points, answers, explained, truths: targets.slice(train, train + answers.length) };
}

/** A sample in words, with its picture. @param {{ cloud: Cloud, sample: number }} _ */
function Reading({ cloud, sample }) {
  const [truth, answer] = [cloud.truths[sample], cloud.answers[sample]];
  const url = pictureOf(sample);
  return html`${url && html`<img src=${url} alt="" />`}
    <span>${t(truth === answer ? "images.point.right" : "images.point", {
      number: sample + 1,
      truth: nameOf(truth),
      answer: nameOf(answer),
    })}</span>`;
}

/** Where each class lies, for who cannot see it. @param {{ cloud: Cloud }} _ */
function ClassTable({ cloud: { points, truths, answers } }) {
  const rows = (data.value?.classes ?? []).map((name, label) => {
    const own = truths.flatMap((truth, sample) => (truth === label ? [sample] : []));
    /** @param {0 | 1} axis */
    const mean = (axis) => own.reduce((sum, i) => sum + points[2 * i + axis], 0) / own.length;
    const wrong = own.filter((sample) => answers[sample] !== label).length;
    return { name, count: own.length, x: mean(0), y: mean(1), wrong };
  });
  const heads = ["class", "count", "x", "y", "wrong"];
  return html`<table class="sr-only"><caption>${t("images.projection.table")}</caption>
    <thead><tr>${heads.map((head) => html`<th key=${head} scope="col">${t(`images.projection.${head}`)}</th>`)}</tr></thead>
    <tbody>${rows.map(
      ({
        name,
        count,
        x,
        y,
        wrong,
      }) => html`<tr key=${name}><th scope="row">${name}</th><td>${count}</td>
        <td>${formatQuantity(x, 2)}</td><td>${formatQuantity(y, 2)}</td><td>${wrong}</td></tr>`,
    )}</tbody></table>`;
}

function Legend() {
  const classes = data.value?.classes ?? [];
  const letters = lettersOf(classes);
  return html`<ul class="class-legend">${classes.map(
    (name, label) =>
      html`<li key=${label}><b ref=${tint(label)}>${letters[label]}</b>${
        letters[label] === name ? null : html`<span>${name}</span>`
      }</li>`,
  )}<li><i class="ring" aria-hidden="true"></i><span>${t("images.projection.ring")}</span></li></ul>`;
}

/** @param {number} label */
const tint = (label) => (/** @type {HTMLElement | null} */ element) =>
  element?.style.setProperty("color", `var(${hueOf(label)})`);

export function ProjectionPicture() {
  const step = shownNetwork.value.numbers.value?.step;
  const inForce = theme.value;
  const cloud = cloudNow();
  if (!cloud) return null;
  const classes = data.value?.classes ?? [];
  const followed = spotlight.value;
  const chosen = followed?.split === "test" ? followed.index : null;
  const count = cloud.answers.length;
  const sample = pointed.value !== null && pointed.value < count ? pointed.value : null;
  const shown = sample ?? (chosen !== null && chosen < count ? chosen : null);
  const explained = cloud.explained[0] + cloud.explained[1];

  /** @param {Surface} surface */
  const paint = ({ context, width, height }) => {
    const look = {
      letters: lettersOf(classes),
      colours: coloursOf(classes.length),
      ink: colour("--ink"),
      hair: colour("--hair"),
      paper: colour("--panel"),
      font: colour("--font"),
      size: textSize(LETTER),
      line: lineWidth(1),
    };
    drawCloud(context, width, height, cloud, look, { chosen, pointed: sample });
  };
  /** @param {Place | null} place */
  const point = (place) => {
    pointed.value = place && sampleAt(cloud.points, place.width, place.height, place.x, place.y);
  };
  /** @param {number} right @param {number} down */
  const walk = (right, down) => {
    pointed.value = ((shown ?? 0) + right + down + count) % count;
  };
  /** @param {Place | null} place */
  const choose = (place) => {
    if (place) point(place);
    if (pointed.value !== null) follow({ split: "test", index: pointed.value });
  };
  return html`<section class="projection" data-theme-in-force=${inForce}>
    <h2><span>${t("images.projection")}</span>
      <small data-explained=${explained}>${t("images.projection.explained", { share: formatPercent(explained) })}</small></h2>
    <${PointedCanvas} name="cloud" label=${t("images.projection.label", { count })}
      values=${{ step, count, pointed: sample ?? "" }} paint=${paint}
      onPoint=${point} onWalk=${walk} onChoose=${choose} />
    <p class="point-reading" aria-live="polite">${
      shown === null
        ? t("images.projection.hint")
        : html`<${Reading} cloud=${cloud} sample=${shown} />`
    }</p>
    <${Legend} />
    <p class="fine">${t("images.projection.help", { count })}</p>
    <${ClassTable} cloud=${cloud} />
  </section>`;
}
