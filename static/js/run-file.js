/** A run as a file: taken home, and opened again in a room of its own. */
import { signal } from "@preact/signals";
import { ask, download, Refused } from "./download.js";
import { t } from "./i18n.js";
import { tell, untell } from "./notices.js";
import { catalog, room } from "./store.js";

const KIND = "take";

/** What the page is waiting for. @type {import("./store.js").Signal<"saving" | "opening" | null>} */
export const busy = signal(null);

/** Whether something that could be a file hovers over the page. */
export const dragged = signal(false);

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

/** Take a file that is dropped anywhere on the page for a run; else the browser would open it. */
export function listenToDrops() {
  addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    dragged.value = true;
  });
  addEventListener("dragleave", (event) => {
    // From one element to the next there is a related one; out of the window there is none.
    if (!event.relatedTarget) dragged.value = false;
  });
  addEventListener("drop", (event) => {
    dragged.value = false;
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    openRun(file);
  });
}
