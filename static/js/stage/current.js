/** The stage that is on the page, for those who take pictures of it. */

/** @type {import("./stage.js").Stage | null} */
let current = null;

export const currentStage = () => current;

/** @param {import("./stage.js").Stage | null} stage */
export function setCurrentStage(stage) {
  current = stage;
}

/** Above this share of the weights, those left out are too weak to be seen. */
const TELLING = 0.95;

/**
 * What must be told because not all edges are drawn; null where nothing must.
 * @param {import("./stage.js").Stage} stage
 */
export function edgesToTell(stage) {
  const edges = stage.edgeNote();
  return edges.drawn < TELLING * edges.total ? edges : null;
}
