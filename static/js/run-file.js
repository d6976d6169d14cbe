/** A run as a file: taken home, and opened again in a room of its own. */
import { signal } from "@preact/signals";
import { ask, download, Refused } from "./download.js";
import { isPicture, openPicture } from "./draw/upload.js";
import { t } from "./i18n.js";
import { tell, untell } from "./notices.js";
import { catalog, room } from "./store.js";

const KIND = "take";

/** What the page is waiting for. @type {import("./store.js").Signal<"saving" | "opening" | null>} */
export const busy = signal(null);

/** What hovers over the page, if it could be a file. @type {import("./store.js").Signal<"run" | "picture" | null>} */
export const dragged = signal(null);

/** Say what did not work, and in the server's words why. @param {string} key @param {unknown} error */
function tellRefusal(key, error) {
  if (!(error instanceof Refused)) throw error;
  tell({
    kind: KIND,
    tone: "bad",
    text: () => t(key),
    detail: () => (error.status ? error.words : t("take.silent")),
  });
}

/** @template T @param {"saving" | "opening"} what @param {string} failed @param {() => Promise<T>} work */
async function carryOut(what, failed, work) {
  if (busy.value) return;
  busy.value = what;
  untell(KIND);
  try {
    await work();
  } catch (error) {
    tellRefusal(failed, error);
  } finally {
    busy.value = null;
  }
}

/** The experiment as a program. @param {string} framework */
export const saveProgram = (framework) =>
  carryOut("saving", "take.program.failed", () =>
    download(`/api/rooms/${room.value.code}/program?framework=${framework}`),
  );

export const saveRun = () =>
  carryOut("saving", "take.run.failed", () => download(`/api/rooms/${room.value.code}/run`));

/** Open a file in a new room. @param {File} file */
export const openRun = (file) =>
  carryOut("opening", "take.open.failed", async () => {
    const most = catalog.value?.limits.run_file_bytes ?? Number.POSITIVE_INFINITY;
    // A server that refuses it while it is still on its way cannot say why.
    if (file.size > most) throw new Refused(413, t("take.open.large", { megabytes: most / 1e6 }));
    const headers = { "Content-Type": "application/octet-stream" };
    const request = { method: "POST", headers, body: file };
    const { code } = await (await ask("/api/rooms/from-file", request)).json();
    location.assign(`/r/${code}`);
  });

/** @param {DragEvent} event */
const carriesFile = ({ dataTransfer }) => dataTransfer?.types.includes("Files") ?? false;

/** Take a file that is dropped anywhere on the page for a run or a picture; else the browser would open it. */
export function listenToDrops() {
  addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    dragged.value = isPicture(event.dataTransfer?.items[0]?.type) ? "picture" : "run";
  });
  addEventListener("dragleave", (event) => {
    // From one element to the next there is a related one; out of the window there is none.
    if (!event.relatedTarget) dragged.value = null;
  });
  addEventListener("drop", (event) => {
    dragged.value = null;
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    if (isPicture(file.type)) openPicture(file);
    else openRun(file);
  });
}
