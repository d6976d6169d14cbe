/**
 * A 2D context that writes SVG: what the drawing functions of the stage and the charts call, and
 * no more. It needs no document, and no inline styles, which the page's content security policy
 * refuses. Colours, fonts and numbers are taken as a canvas takes them.
 *
 * @typedef {object} Backing  what only a browser can do
 * @property {(text: string, font: string) => { width: number }} measure
 * @property {(image: any, sx: number, sy: number, sw: number, sh: number) => string} encode
 *   a part of an image as a data URL
 *
 * @typedef {[number, number, number, number, number, number]} Matrix
 */
import { escaped, Gradient } from "./svg-gradient.js";
import { arcPath, roundRectPath, short } from "./svg-path.js";

const START = {
  fillStyle: /** @type {string | Gradient} */ ("#000"),
  strokeStyle: /** @type {string | Gradient} */ ("#000"),
  lineWidth: 1,
  lineCap: "butt",
  lineJoin: "miter",
  globalAlpha: 1,
  font: "10px sans-serif",
  textAlign: "start",
  textBaseline: "alphabetic",
  imageSmoothingEnabled: true,
};

/** @type {Record<string, string>} */
const ANCHORS = { center: "middle", right: "end", end: "end" };
/** @type {Record<string, string>} */
const BASELINES = { middle: "central", top: "hanging", bottom: "text-after-edge" };

export class SvgContext {
  /** @type {string[]} */
  #parts = [];
  /** @type {Gradient[]} */
  #gradients = [];
  #path = "";
  /** @type {Matrix} */
  #matrix = [1, 0, 0, 1, 0, 0];
  /** @type {number[]} */
  #dash = [];
  /** @type {{ styles: object, matrix: Matrix, dash: number[], clips: number }[]} */
  #saved = [];
  /** Groups that are open, each cut by a path; and how many there were ever. */
  #clips = 0;
  #clipped = 0;
  #backing;

  /** @param {number} width @param {number} height @param {Backing} backing */
  constructor(width, height, backing) {
    this.width = width;
    this.height = height;
    this.#backing = backing;
    this.fillStyle = START.fillStyle;
    this.strokeStyle = START.strokeStyle;
    this.lineWidth = START.lineWidth;
    this.lineCap = START.lineCap;
    this.lineJoin = START.lineJoin;
    this.globalAlpha = START.globalAlpha;
    this.font = START.font;
    this.textAlign = START.textAlign;
    this.textBaseline = START.textBaseline;
    this.imageSmoothingEnabled = START.imageSmoothingEnabled;
  }

  save() {
    const styles = Object.fromEntries(
      Object.keys(START).map((key) => [key, Reflect.get(this, key)]),
    );
    const clips = this.#clips;
    this.#saved.push({ styles, matrix: this.#matrix, dash: this.#dash, clips });
  }

  restore() {
    const saved = this.#saved.pop();
    if (!saved) return;
    for (; this.#clips > saved.clips; this.#clips--) this.#parts.push("</g>");
    Object.assign(this, saved.styles);
    this.#matrix = saved.matrix;
    this.#dash = saved.dash;
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    this.transform(1, 0, 0, 1, x, y);
  }

  /** @param {number} x @param {number} [y] */
  scale(x, y = x) {
    this.transform(x, 0, 0, y, 0, 0);
  }

  /** @param {number} angle  radians */
  rotate(angle) {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    this.transform(c, s, -s, c, 0, 0);
  }

  /** @param {Matrix} matrix */
  transform(...[a, b, c, d, e, f]) {
    const [A, B, C, D, E, F] = this.#matrix;
    this.#matrix = [
      A * a + C * b,
      B * a + D * b,
      A * c + C * d,
      B * c + D * d,
      A * e + C * f + E,
      B * e + D * f + F,
    ];
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.#dash = [...dash];
  }

  beginPath() {
    this.#path = "";
  }

  closePath() {
    this.#path += "Z";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.#path += `M${short(x)} ${short(y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.#path += `${this.#path ? "L" : "M"}${short(x)} ${short(y)}`;
  }

  /** @param {number[]} points  two control points and the end */
  bezierCurveTo(...points) {
    this.#path += `C${points.map(short).join(" ")}`;
  }

  /** @param {number[]} points  the control point and the end */
  quadraticCurveTo(...points) {
    this.#path += `Q${points.map(short).join(" ")}`;
  }

  /** @param {number} x @param {number} y @param {number} radius @param {number} from @param {number} to @param {boolean} [backwards] */
  arc(x, y, radius, from, to, backwards = false) {
    this.#path += arcPath(x, y, radius, from, to, backwards, this.#path !== "");
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.#path += roundRectPath(x, y, width, height, 0);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height @param {number | number[]} radius */
  roundRect(x, y, width, height, radius) {
    const [corner] = typeof radius === "number" ? [radius] : radius;
    this.#path += roundRectPath(x, y, width, height, corner);
  }

  /** What follows, until it is restored, is seen within the path alone. */
  clip() {
    const id = `c${++this.#clipped}`;
    this.#clips++;
    this.#parts.push(`<clipPath id="${id}">`);
    this.#add(`<path d="${this.#path}"`);
    this.#parts.push(`</clipPath><g clip-path="url(#${id})">`);
  }

  fill() {
    this.#add(`<path d="${this.#path}"${this.#paint("fill", this.fillStyle)}`);
  }

  stroke() {
    this.#add(`<path d="${this.#path}" fill="none"${this.#strokeAttributes()}`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    this.#add(`<rect${box(x, y, width, height)}${this.#paint("fill", this.fillStyle)}`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  strokeRect(x, y, width, height) {
    this.#add(`<rect${box(x, y, width, height)} fill="none"${this.#strokeAttributes()}`);
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.#text(text, x, y, this.#paint("fill", this.fillStyle));
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.#text(text, x, y, ` fill="none"${this.#strokeAttributes()}`);
  }

  /** @param {string} text */
  measureText(text) {
    return this.#backing.measure(text, this.font);
  }

  /** @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
  createLinearGradient(x0, y0, x1, y1) {
    const gradient = new Gradient(`g${this.#gradients.length + 1}`, [x0, y0, x1, y1]);
    this.#gradients.push(gradient);
    return gradient;
  }

  /**
   * With nine arguments as a canvas takes them: a part of an image into a box.
   * @param {{ width: number, height: number }} image @param {number[]} numbers
   */
  drawImage(image, ...numbers) {
    const whole = [0, 0, image.width, image.height];
    const size = numbers.length === 2 ? [image.width, image.height] : [];
    const [sx, sy, sw, sh, x, y, width, height] =
      numbers.length === 8 ? numbers : [...whole, ...numbers, ...size];
    const href = this.#backing.encode(image, sx, sy, sw, sh);
    const alpha = this.globalAlpha < 1 ? ` opacity="${short(this.globalAlpha)}"` : "";
    const crisp = this.imageSmoothingEnabled ? "" : ` image-rendering="pixelated"`;
    this.#add(
      `<image${box(x, y, width, height)} preserveAspectRatio="none"${crisp}${alpha} href="${href}"`,
    );
  }

  /** The picture so far, as the text of a file. @param {string} title */
  text(title) {
    const size = `width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}"`;
    const head = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><title>${escaped(title)}</title>`;
    const defs = this.#gradients.length ? `<defs>${this.#gradients.join("")}</defs>` : "";
    const open = "</g>".repeat(this.#clips);
    return `${head}${defs}${this.#parts.join("\n")}${open}</svg>\n`;
  }

  /** @param {string} opened  an element without its end */
  #add(opened) {
    const [a, b, c, d, e, f] = this.#matrix;
    const plain = a === 1 && b === 0 && c === 0 && d === 1;
    const transform = plain
      ? e || f
        ? ` transform="translate(${short(e)} ${short(f)})"`
        : ""
      : ` transform="matrix(${this.#matrix.map(short).join(" ")})"`;
    this.#parts.push(`${opened}${transform}/>`);
  }

  /** @param {string} text @param {number} x @param {number} y @param {string} paint */
  #text(text, x, y, paint) {
    const font = /^(italic )?(?:(\d+|bold) )?([\d.]+)px (.+)$/.exec(this.font.replace(/\s+/g, " "));
    if (!font) throw new Error(`A font as "600 12px sans-serif" expected; got "${this.font}"`);
    const [, italic, weight, size, family] = font;
    const attributes = [
      `font-family="${escaped(family)}" font-size="${short(Number(size))}"`,
      italic ? 'font-style="italic"' : "",
      weight ? `font-weight="${weight}"` : "",
      ANCHORS[this.textAlign] ? `text-anchor="${ANCHORS[this.textAlign]}"` : "",
      BASELINES[this.textBaseline] ? `dominant-baseline="${BASELINES[this.textBaseline]}"` : "",
    ];
    const [a, b, c, d, e, f] = this.#matrix.map(short);
    const moved = this.#matrix.join() === "1,0,0,1,0,0";
    const transform = moved ? "" : ` transform="matrix(${[a, b, c, d, e, f].join(" ")})"`;
    const said = attributes.filter(Boolean).join(" ");
    this.#parts.push(
      `<text x="${short(x)}" y="${short(y)}" ${said}${paint}${transform}>${escaped(text)}</text>`,
    );
  }

  #strokeAttributes() {
    const cap = this.lineCap === "butt" ? "" : ` stroke-linecap="${this.lineCap}"`;
    const join = this.lineJoin === "miter" ? "" : ` stroke-linejoin="${this.lineJoin}"`;
    const dash = this.#dash.length ? ` stroke-dasharray="${this.#dash.map(short).join(" ")}"` : "";
    const width = ` stroke-width="${short(this.lineWidth)}"`;
    return `${this.#paint("stroke", this.strokeStyle)}${width}${cap}${join}${dash}`;
  }

  /** @param {"fill" | "stroke"} kind @param {string | Gradient} style */
  #paint(kind, style) {
    const alpha = this.globalAlpha < 1 ? ` ${kind}-opacity="${short(this.globalAlpha)}"` : "";
    if (style instanceof Gradient) return ` ${kind}="url(#${style.id})"${alpha}`;
    const mixed = /^rgba\((\d+), (\d+), (\d+), ([\d.e-]+)\)$/.exec(style);
    if (!mixed) return ` ${kind}="${escaped(style)}"${alpha}`;
    const [, r, g, b, own] = mixed;
    const opacity = short(Number(own) * this.globalAlpha);
    return ` ${kind}="rgb(${r}, ${g}, ${b})" ${kind}-opacity="${opacity}"`;
  }
}

/** @param {number} x @param {number} y @param {number} width @param {number} height */
const box = (x, y, width, height) =>
  ` x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`;
