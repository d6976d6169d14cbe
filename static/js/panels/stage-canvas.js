/** A stage on a canvas, kept to the page's size, theme, language and motion. */
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { expose } from "../console.js";
import { watchSize } from "../controls/canvas.js";
import { Stage } from "../stage/stage.js";
import { run } from "../store.js";
import { reducedMotion, theme } from "../theme.js";
import { texts } from "./canvas-texts.js";

/** @typedef {import("./headings.js").Column} Column */
/** @typedef {import("../picture.js").Picture} Picture */

const HEADINGS_HEIGHT = 100;

/**
 * @param {object} options
 * @param {string} options.name  what it is called on the console
 * @param {(listener: (picture: Picture) => void) => () => void} options.listen  to its frames
 * @param {import("../store.js").Signal<Column[]>} options.columns  where its columns stand
 * @param {(stage: Stage | null) => void} [options.onStage]  told when it comes and goes
 */
export function useStage({ name, listen, columns, onStage }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const stage = useRef(/** @type {Stage | null} */ (null));

  useEffect(() => {
    if (!canvas.current) return undefined;
    const drawn = new Stage(canvas.current, {
      reducedMotion: reducedMotion.peek(),
      topInset: HEADINGS_HEIGHT,
      texts: texts(),
    });
    stage.current = drawn;
    onStage?.(drawn);
    expose(name, () => drawn);
    const unwatch = watchSize(canvas.current, (width, height) => {
      drawn.resize(width, height, devicePixelRatio);
      columns.value = drawn.columns();
    });
    const unlisten = listen((picture) => drawn.setPicture(picture));
    return () => {
      unwatch();
      unlisten();
      drawn.destroy();
      onStage?.(null);
      stage.current = null;
    };
  }, []);

  useSignalEffect(() => {
    if (run.value) {
      stage.current?.setMotion({ playing: run.value.playing, speed: run.value.speed });
    }
  });
  useSignalEffect(() => {
    if (theme.value) stage.current?.setTheme();
  });
  useSignalEffect(() => stage.current?.setTexts(texts()));
  useSignalEffect(() => stage.current?.setReducedMotion(reducedMotion.value));
  return { canvas, stage };
}
