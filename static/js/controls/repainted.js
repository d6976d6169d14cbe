/** A canvas that is painted anew with every rendering, and when its size changes. */
import { useEffect, useRef } from "preact/hooks";
import { sharpContext, watchSize } from "./canvas.js";

/**
 * @param {(surface: { context: CanvasRenderingContext2D, width: number, height: number }) => void} paint
 * @returns {{ current: HTMLCanvasElement | null }} for the canvas
 */
export function useRepainted(paint) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const newest = useRef(paint);
  newest.current = paint;
  const repaint = () => {
    const element = canvas.current;
    if (!element?.clientWidth) return;
    const { clientWidth: width, clientHeight: height } = element;
    newest.current({ context: sharpContext(element, width, height), width, height });
  };
  useEffect(repaint);
  useEffect(() => (canvas.current ? watchSize(canvas.current, repaint) : undefined), []);
  return canvas;
}
