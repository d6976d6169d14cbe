/**
 * The experiment in the URL: #e= and the base64url of its JSON.
 * @typedef {import("./types.js").Experiment} Experiment
 */

const MARK = "e=";

/** @param {Experiment} experiment @returns {string} with the leading # */
export function encodeFragment(experiment) {
  const bytes = new TextEncoder().encode(JSON.stringify(experiment));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const text = btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `#${MARK}${text}`;
}

/**
 * Whatever JSON object the fragment carries; the server judges whether it is an experiment.
 * @param {string} fragment  with or without the leading #
 * @returns {Experiment | null} null where the fragment speaks of no experiment
 * @throws {Error} where it does but cannot be read
 */
export function decodeFragment(fragment) {
  const text = fragment.replace(/^#/, "");
  if (!text.startsWith(MARK)) return null;
  const base64 = text.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/");
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error("The fragment holds no experiment");
  }
  return value;
}
