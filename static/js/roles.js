/** Who presents, and who goes on alone. */
import { t } from "./i18n.js";
import { tell } from "./notices.js";
import { roomLink } from "./reach.js";
import { room } from "./store.js";

const SECRET = /^#presenter=([\w-]+)$/;

/** @param {string} path @param {object} [body] */
const post = (path, body) =>
  fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });

/**
 * Become the presenter on this device, if the address carries the secret from another.
 * @param {string} code
 */
export async function takeOver(code) {
  const secret = location.hash.match(SECRET)?.[1];
  if (!secret) return;
  // It must not stay where it could be read over a shoulder or copied along.
  history.replaceState(history.state, "", location.pathname);
  const { ok } = await post(`/api/rooms/${code}/presenter`, { secret });
  if (!ok) tell({ kind: "notice", tone: "bad", text: () => t("notice.notPresenter") });
}

/** A room of one's own that goes on from this moment. @param {string} code */
export async function fork(code) {
  const response = await post(`/api/rooms/${code}/fork`);
  if (response.ok) {
    location.assign(`/r/${(await response.json()).code}`);
  } else {
    tell({ kind: "notice", tone: "bad", text: () => t("notice.noCopy") });
  }
}

/**
 * The address that makes another device of mine the presenter, as text and as a QR code.
 * @param {string} code @returns {Promise<{ url: string, qr: string | null }>}
 */
export async function presenterLink(code) {
  const response = await post(`/api/rooms/${code}/presenter-link`);
  if (!response.ok) throw new Error(`The link came with status ${response.status}`);
  const { fragment, qr } = await response.json();
  return { url: `${roomLink()}#${fragment}`, qr };
}

/** To a viewer who wants to change the run: why that does not work, and what does. */
export function tellOnlyPresenter() {
  tell({
    kind: "error",
    tone: "note",
    text: () => t("viewer.only"),
    action: { text: () => t("viewer.copy"), run: () => fork(room.value.code) },
  });
}
