/** Where others reach this room. */
import { signal } from "@preact/signals";
import { room } from "./store.js";

/**
 * The server's address in the network; null where only this machine can connect.
 * @type {import("./store.js").Signal<string | null>}
 */
export const address = signal(null);

/** Ask anew: a laptop moves from one network to the next while its room stays open. */
export async function findAddress() {
  try {
    const response = await fetch(`/api/rooms/${room.value.code}`);
    if (response.ok) address.value = (await response.json()).address;
  } catch (error) {
    console.info("The server did not say where others reach it.", error);
  }
}

/** The link for others to look on; what the run is made of is the room's, not the link's. */
export const roomLink = () => `${address.value ?? location.origin}/r/${room.value.code}`;

/** The link that opens a room of one's own with this experiment, from its first step. */
export const experimentLink = () => `${address.value ?? location.origin}/${location.hash}`;

/** What is typed by hand: as short as a browser understands it. */
export const joinAddress = () =>
  `${(address.value ?? location.origin).replace(/^http:\/\//, "")}/join`;

/** The room's QR code; a new address is a new picture. */
export const qrPicture = () =>
  address.value && `/r/${room.value.code}/qr.svg?at=${encodeURIComponent(address.value)}`;
