/**
 * What must be told in words: errors, reasons for a stop. Each stays until dismissed or until
 * its kind is told anew.
 *
 * @typedef {{ kind: string, tone: "bad" | "note", text: () => string, detail?: () => string,
 *   action?: { text: () => string, run: () => void } }} Notice
 */
import { signal } from "@preact/signals";

/** @type {import("./store.js").Signal<Notice[]>} */
export const notices = signal([]);

/** @param {Notice} notice */
export function tell(notice) {
  notices.value = [...notices.value.filter(({ kind }) => kind !== notice.kind), notice];
}

/** @param {string} kind */
export function untell(kind) {
  if (notices.value.some((notice) => notice.kind === kind)) {
    notices.value = notices.value.filter((notice) => notice.kind !== kind);
  }
}
