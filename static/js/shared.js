/**
 * An experiment that came with the page's address. It is offered to the room once, and again
 * when the address is changed by hand.
 */
import { configure } from "./commands.js";
import { decodeFragment } from "./fragment.js";
import { t } from "./i18n.js";
import { tell } from "./notices.js";

/** @typedef {import("./types.js").Experiment} Experiment */

let waiting = read();

/** @returns {Experiment | null} */
function read() {
  try {
    return decodeFragment(location.hash);
  } catch (error) {
    console.info("The address carries an experiment that cannot be read.", error);
    tell({ kind: "fragment", tone: "bad", text: () => t("notice.fragment") });
    return null;
  }
}

/** @param {boolean} fresh  whether the room has no experiment of its own yet */
export function offerShared(fresh) {
  if (fresh && waiting) configure(waiting);
  waiting = null;
}

addEventListener("hashchange", () => {
  const experiment = read();
  if (experiment) configure(experiment);
});
