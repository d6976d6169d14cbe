/** Puts the parts together: the connection, the store, the page. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { fetchCatalog } from "./catalog.js";
import { sendThrough } from "./commands.js";
import { Connection } from "./connection.js";
import { html } from "./html.js";
import { t } from "./i18n.js";
import { listenToKeys } from "./keyboard.js";
import { arrived } from "./live.js";
import { tell } from "./notices.js";
import { inOrder } from "./order.js";
import { Page } from "./page.js";
import { receive } from "./receive.js";
import { takeOver } from "./roles.js";
import { listenToDrops } from "./run-file.js";
import { catalog, link, room } from "./store.js";
import { subscribeThrough } from "./subscription.js";

const root = /** @type {HTMLElement} */ (document.getElementById("page"));
const { code = "", missing } = root.dataset;

room.value = { ...room.value, code };
if (missing)
  tell({ kind: "missing", tone: "note", text: () => t("notice.missing", { code: missing }) });

/** Whether the room still stands; where the server itself is silent it may. */
async function roomExists() {
  try {
    return (await fetch(`/api/rooms/${encodeURIComponent(code)}`)).status !== 404;
  } catch {
    return true; // No answer at all: that is the connection's trouble, not the room's.
  }
}

// A frame takes a moment to inflate; what was said after it must not overtake it.
const next = inOrder(console.error);

const connection = new Connection({
  url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/rooms/${code}`,
  onMessage: (message) => next(() => receive(message)),
  onFrame: (bytes) => next(arrived(bytes)),
  onLink: (state) => {
    link.value = state;
  },
  roomExists,
});

sendThrough((command) => connection.send(command));
subscribeThrough((command) => connection.send(command));
listenToKeys();
listenToDrops();
effect(() => {
  document.title = t("page.title");
});

await takeOver(code);
root.replaceChildren();
render(html`<${Page} onRetry=${() => connection.retryNow()} />`, root);
connection.connect();

addEventListener("online", () => connection.wake());
addEventListener("offline", () => connection.wake());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) connection.wake();
});

try {
  catalog.value = await fetchCatalog();
} catch (error) {
  console.error(error);
  tell({ kind: "catalog", tone: "bad", text: () => t("notice.catalog") });
}
