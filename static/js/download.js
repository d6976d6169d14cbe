/** Files that the browser puts with its downloads. */

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has its own hold on the blob from now on.
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** A refusal of the server. `words` is what it said, in English, or empty. */
export class Refused extends Error {
  /** @param {number} status @param {string} words */
  constructor(status, words) {
    super(words || `status ${status}`);
    this.status = status;
    this.words = words;
  }
}

/**
 * An answer that is no refusal.
 * @param {string} path @param {RequestInit} [request] @returns {Promise<Response>}
 * @throws {Refused} it is one, or there is no answer (status 0)
 */
export async function ask(path, request) {
  let response;
  try {
    response = await fetch(path, request);
  } catch {
    throw new Refused(0, "");
  }
  if (response.ok) return response;
  const body = await response.text();
  let words = body;
  try {
    words = JSON.parse(body).detail;
  } catch {
    words = body.trim();
  }
  throw new Refused(response.status, words);
}

/** Download what the server gives under a name of its own. @param {string} path */
export async function download(path) {
  const response = await ask(path);
  const name = response.headers.get("Content-Disposition")?.match(/filename="([^"]+)"/)?.[1];
  save(await response.blob(), name ?? "glassbox");
}
