/**
 * A zip archive of files that are small or compressed already: nothing is packed again.
 *
 * @typedef {{ name: string, data: Uint8Array }} File
 */

const TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let value = i;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** @param {Uint8Array} data */
export function crc32(data) {
  let value = 0xffffffff;
  for (const byte of data) value = TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

const UTF8_NAMES = 0x800;
const FIRST_DAY = 0x21; // 1 January 1980: equal pictures make equal files

/**
 * A header's fields, each as its number of bytes and its value.
 * @param {[number, number][]} fields
 */
function header(fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
  let offset = 0;
  for (const [size, value] of fields) {
    if (size === 4) view.setUint32(offset, value, true);
    else view.setUint16(offset, value, true);
    offset += size;
  }
  return new Uint8Array(view.buffer);
}

/** @param {File[]} files  of different names @returns {Uint8Array<ArrayBuffer>} */
export function zip(files) {
  /** @type {Uint8Array[]} */
  const pieces = [];
  /** @type {Uint8Array[]} */
  const directory = [];
  let offset = 0;
  for (const { name, data } of files) {
    const letters = new TextEncoder().encode(name);
    /** @type {[number, number][]} */
    const common = [
      [2, 20],
      [2, UTF8_NAMES],
      [2, 0],
      [2, 0],
      [2, FIRST_DAY],
      [4, crc32(data)],
      [4, data.length],
      [4, data.length],
      [2, letters.length],
      [2, 0],
    ];
    pieces.push(header([[4, 0x04034b50], ...common]), letters, data);
    directory.push(
      header([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]),
      letters,
    );
    offset += 30 + letters.length + data.length;
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  const count = files.length;
  const end = header([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, offset],
    [2, 0],
  ]);
  const all = [...pieces, ...directory, end];
  const bytes = new Uint8Array(all.reduce((sum, piece) => sum + piece.length, 0));
  let place = 0;
  for (const piece of all) {
    bytes.set(piece, place);
    place += piece.length;
  }
  return bytes;
}
