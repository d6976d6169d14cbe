/** Numbers that came as text. */

/** @param {string} text  base64 @returns {Uint8Array<ArrayBuffer>} */
export const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** @param {string} text  base64 of float32, little-endian */
export const floatsOf = (text) => new Float32Array(bytesOf(text).buffer);
