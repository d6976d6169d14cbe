/** Edges sorted by style, so that thousands of curves need only a few calls to stroke. */

/** @typedef {import("./scene.js").Context} Context */
/** @typedef {{ colour: string, width: number, alpha: number }} Look */

/**
 * Curves in one path. Without a graphics card the time for a path grows faster than the number of
 * its curves; up to one pixel of width they are hairlines, which are cheap in any number.
 */
const TOGETHER = 8;
const HAIRLINE = 1;
const HAIRLINES_TOGETHER = 64;

export class Strokes {
  /** @param {number} styles  how many there are; drawn in their order, the last on top */
  constructor(styles) {
    this.heads = new Int32Array(styles);
    this.next = new Int32Array(256);
    this.ends = new Float32Array(1024);
    this.count = 0;
    this.clear();
  }

  clear() {
    this.heads.fill(-1);
    this.count = 0;
  }

  /** @param {number} style @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
  add(style, x0, y0, x1, y1) {
    if (this.count === this.next.length) this.#grow();
    const at = this.count++;
    this.ends.set([x0, y0, x1, y1], at * 4);
    this.next[at] = this.heads[style];
    this.heads[style] = at;
  }

  /**
   * @param {Context} context @param {(style: number) => Look} look
   * @param {boolean} [apart]  each curve a path of its own
   */
  stroke(context, look, apart = false) {
    const { ends, next } = this;
    for (let style = 0; style < this.heads.length; style++) {
      let at = this.heads[style];
      if (at < 0) continue;
      const { colour, width, alpha } = look(style);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.globalAlpha = alpha;
      const together = apart ? 1 : width <= HAIRLINE ? HAIRLINES_TOGETHER : TOGETHER;
      let waiting = 0;
      context.beginPath();
      for (; at >= 0; at = next[at]) {
        if (waiting++ === together) {
          context.stroke();
          context.beginPath();
          waiting = 1;
        }
        const x0 = ends[at * 4];
        const y0 = ends[at * 4 + 1];
        const x1 = ends[at * 4 + 2];
        const y1 = ends[at * 4 + 3];
        const middle = (x0 + x1) / 2;
        context.moveTo(x0, y0);
        if (y0 === y1) context.lineTo(x1, y1);
        else context.bezierCurveTo(middle, y0, middle, y1, x1, y1);
      }
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  #grow() {
    const next = new Int32Array(this.next.length * 2);
    next.set(this.next);
    this.next = next;
    const ends = new Float32Array(this.ends.length * 2);
    ends.set(this.ends);
    this.ends = ends;
  }
}
