/** Test samples as a wall of pictures; each can be put into the spotlight. */
/** @typedef {import("../../images/types.js").Told} Told */
import { follow } from "../../commands.js";
import { formatLoss, formatPercent } from "../../format.js";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { pictureOf } from "../../images/pictures.js";
import { data, spotlight } from "../../store.js";

/** The name of a class. @param {number} label */
export const nameOf = (label) => data.value?.classes?.[label] ?? String(label);

/** @param {{ told: Told, chosen: boolean, losses: boolean }} _ */
function Shot({ told, chosen, losses }) {
  const { index, truth, answer, truth_chance, answer_chance, loss } = told;
  const right = truth === answer;
  const label = t(right ? "images.shot.right" : "images.shot", {
    number: index + 1,
    truth: nameOf(truth),
    answer: nameOf(answer),
    chance: formatPercent(answer_chance),
    own: formatPercent(truth_chance),
    loss: formatLoss(loss),
  });
  const url = pictureOf(index);
  const named = losses ? `${nameOf(truth)} → ${nameOf(answer)}` : formatPercent(answer_chance);
  return html`<li><button type="button" class="picture" aria-pressed=${chosen} aria-label=${label}
      title=${label} data-index=${index} data-truth=${truth} data-answer=${answer}
      data-loss=${loss} data-chance=${answer_chance}
      onClick=${() => follow({ split: "test", index })}>${url && html`<img src=${url} alt="" />`}</button>
    <span class="said-of" aria-hidden="true">${named}</span>
    ${losses && html`<span class="loss-of" aria-hidden="true">${formatLoss(loss)}</span>`}</li>`;
}

/** @param {{ samples: Told[], losses?: boolean, name: string }} _  losses: below stands what it is, what it is taken for and its loss, not how certain that is */
export function Shots({ samples, losses = false, name }) {
  const followed = spotlight.value;
  const chosen = followed?.split === "test" ? followed.index : -1;
  return html`<ol class="shots" aria-label=${name}>${samples.map(
    (told) => html`<${Shot} key=${told.index} told=${told} chosen=${told.index === chosen}
      losses=${losses} />`,
  )}</ol>`;
}
