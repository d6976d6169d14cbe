/** The stage that is on the page, for those who take pictures of it. */

/** @type {import("./stage.js").Stage | null} */
let current = null;

export const currentStage = () => current;

/** @param {import("./stage.js").Stage | null} stage */
export function setCurrentStage(stage) {
  current = stage;
}
