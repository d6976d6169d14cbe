/**
 * What viewers have drawn for a presenter to look at.
 *
 * @typedef {import("../types.js").Offer} Offer
 * @typedef {import("../types.js").OffersMessage} OffersMessage
 */
import { signal } from "@preact/signals";
import { putAwayOffers } from "../commands.js";
import { catalog } from "../store.js";
import { correctAll, graded } from "./corrections.js";
import { addDrawings, drawings, drawsData } from "./drawings.js";

/** For a presenter, the oldest first. @type {import("../store.js").Signal<Offer[]>} */
export const offers = signal([]);

/** For a viewer: how many of its own nobody has looked at yet. */
export const given = signal(0);

/** @param {OffersMessage} message */
export function receiveOffers({ new: more, kept }) {
  const known = offers.value.filter(({ id }) => kept.includes(id));
  offers.value = [...known, ...more];
}

/** How many more the room can learn from. */
export function room() {
  const { drawings: mostDrawings = 0, corrections: most = 0 } = catalog.value?.limits ?? {};
  return drawsData.value ? mostDrawings - drawings.value.length : most - graded.value.length;
}

/** Learn from them, as data or as corrections, and take them off the list. @param {Offer[]} chosen */
export function take(chosen) {
  const taken = chosen.slice(0, Math.max(0, room()));
  const { drawings: mostDrawings = 0, corrections: most = 0 } = catalog.value?.limits ?? {};
  const pictures = taken.map(({ pixels, label }) => ({ pixels, label }));
  if (drawsData.value) addDrawings(pictures, mostDrawings);
  else correctAll(pictures, most);
  putAway(taken);
}

/** @param {Offer[]} chosen */
export const putAway = (chosen) => chosen.length && putAwayOffers(chosen.map(({ id }) => id));
