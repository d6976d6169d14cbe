/** Smooth pictures as they are sent: deflated, each cell told from its neighbours. */

/** @param {Uint8Array<ArrayBuffer>} bytes  a zlib stream @returns {Promise<ArrayBuffer>} */
export function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
}

/**
 * Put the cells in the place of their differences: what was sent is cell − left − upper + upper
 * left, modulo 256.
 * @param {Int8Array} cells  pictures in the last two axes @param {number[]} shape
 */
export function undoDifferences(cells, shape) {
  const [rows, columns] = shape.slice(-2);
  for (let start = 0; start < cells.length; start += rows * columns) {
    for (let row = 0; row < rows; row++) {
      const at = start + row * columns;
      let sum = 0;
      for (let column = 0; column < columns; column++) {
        sum += cells[at + column];
        cells[at + column] = row === 0 ? sum : sum + cells[at + column - columns];
      }
    }
  }
}
