/**
 * Canvases that are as sharp as the screen.
 */

/**
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height  CSS pixels
 * @returns {CanvasRenderingContext2D} in CSS pixels, cleared
 */
export function sharpContext(canvas, width, height) {
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser has no 2-D canvas");
  context.scale(ratio, ratio);
  return context;
}

/** A colour of the stylesheet. @param {string} name  such as "--ink" */
export const colour = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * A size of text on a canvas: as wanted, but never smaller than the stylesheet's `--least-text`,
 * which a projector raises.
 * @param {number} wanted  CSS pixels
 */
export const textSize = (wanted) =>
  Math.max(wanted, Number.parseFloat(colour("--least-text")) || 0);

/** The width of a line on a canvas, thicker on a projector. @param {number} wanted  CSS pixels */
export const lineWidth = (wanted) => wanted * (Number.parseFloat(colour("--line")) || 1);

/**
 * Call with an element's size now and whenever it changes.
 * @param {Element} element @param {(width: number, height: number) => void} listener
 * @returns {() => void} stop watching
 */
export function watchSize(element, listener) {
  const observer = new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width > 0 && contentRect.height > 0) {
      listener(contentRect.width, contentRect.height);
    }
  });
  observer.observe(element);
  return () => observer.disconnect();
}
