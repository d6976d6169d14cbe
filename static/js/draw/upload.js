/** Pictures from files: opened, dropped or pasted, and read by the server. */
import { signal } from "@preact/signals";
import { ask, Refused } from "../download.js";
import { t } from "../i18n.js";
import { bytesOf } from "../images/base64.js";
import { tell, untell } from "../notices.js";
import { catalog } from "../store.js";
import { draw, drawable, marks, open } from "./drawn.js";
import { pictureOf } from "./marks.js";

const KIND = "picture";
export const KINDS = ["image/png", "image/jpeg"];

/** Whether a picture is on its way. */
export const reading = signal(false);

/** Whether something of this type could be looked at by the network. @param {string | undefined} type */
export const isPicture = (type) => drawable.value && (type?.startsWith("image/") ?? false);

/** @param {File} file */
async function read(file) {
  const most = catalog.value?.limits.picture_bytes ?? Number.POSITIVE_INFINITY;
  if (!KINDS.includes(file.type))
    throw new Refused(0, t("pad.upload.kind", { kind: file.type || file.name }));
  // A server that refuses it while it is still on its way cannot say why.
  if (file.size > most)
    throw new Refused(
      0,
      t("pad.upload.large", { given: (file.size / 1e6).toFixed(1), megabytes: most / 1e6 }),
    );
  const request = { method: "POST", headers: { "Content-Type": file.type }, body: file };
  const { width, height, pixels } = await (await ask("/api/images", request)).json();
  return pictureOf(bytesOf(pixels), width, height);
}

/** Show the network a picture, as if it had been drawn. @param {File} file */
export async function openPicture(file) {
  if (reading.value) return;
  reading.value = true;
  untell(KIND);
  try {
    const picture = await read(file);
    open.value = true;
    draw([...marks.value, picture]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell({
      kind: KIND,
      tone: "bad",
      text: () => t("pad.upload.failed"),
      detail: () => error.words || t("take.silent"),
    });
  } finally {
    reading.value = false;
  }
}

/** Take a picture that is pasted anywhere but into a field. @param {ClipboardEvent} event */
export function paste(event) {
  const file = event.clipboardData?.files[0];
  if (!file || !isPicture(file.type)) return;
  event.preventDefault();
  openPicture(file);
}
