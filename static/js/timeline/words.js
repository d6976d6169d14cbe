/** Names of branches in the language of the reader; reading them in a component subscribes to it. */
import { titleAt } from "../catalog.js";
import { t, titled } from "../i18n.js";
import { catalog } from "../store.js";
import { branchName } from "./names.js";

/** @returns {import("./names.js").Words} */
export const words = () => ({ t, titleAt, titled, catalog: catalog.value });

/** @param {import("../types.js").Branch} branch */
export const nameOf = (branch) => branchName(branch, words());
