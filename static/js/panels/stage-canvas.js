/** A stage on a canvas, kept to the page's size, theme, language and motion, and to its hand. */
import { useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { expose } from "../console.js";
import { watchSize } from "../controls/canvas.js";
import { Stage } from "../stage/stage.js";
import { data, run } from "../store.js";
import { reducedMotion, theme } from "../theme.js";
import { texts } from "./canvas-texts.js";
import { pointerHandlers } from "./stage-pointer.js";

const HEADINGS_HEIGHT = 100;

/**
 * How much of a picture's lower right corner is taken by the button of the layers, where it lies there.
 * @param {HTMLCanvasElement} canvas @param {Element} button
 */
function cornerUnder(canvas, button) {
  const [whole, part] = [canvas, button].map((element) => element.getBoundingClientRect());
  return part.bottom < whole.bottom ? whole.right - part.left : 0;
}

/**
 * @param {object} options
 * @param {string} options.name  what it is called on the console
 * @param {import("../networks.js").Network} options.network
 * @param {import("../pointing.js").Hand} options.hand  what is looked at in it
 * @param {(stage: Stage | null) => void} [options.onStage]  told when it comes and goes
 */
export function useStage({ name, network, hand, onStage }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const stage = useRef(/** @type {Stage | null} */ (null));
  const layoutId = useRef(-1);
  /** Whether numbers of the layout have come. */
  const pictured = useRef(false);
  const { listeners, lookAgain } = useMemo(() => pointerHandlers(stage, network, hand), []);
  const { layout, columns } = network;

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
    const picture = canvas.current;
    const button = picture.parentElement?.querySelector(".network-button");
    const keepCorner = () => button && drawn.setCorner(cornerUnder(picture, button));
    const unwatch = watchSize(picture, (width, height) => {
      drawn.resize(width, height, devicePixelRatio);
      columns.value = drawn.columns();
      keepCorner();
      lookAgain();
    });
    const unwatchButton = button && watchSize(button, keepCorner);
    const unlisten = network.listen((picture) => {
      drawn.setPicture(picture);
      if (pictured.current || picture.stepOf("network") === null) return;
      pictured.current = true;
      lookAgain(); // Edges are found by their weights.
    });
    return () => {
      unwatch();
      unwatchButton?.();
      unlisten();
      drawn.destroy();
      onStage?.(null);
      stage.current = null;
      hand.forget();
    };
  }, []);

  useSignalEffect(() => {
    if (!layout.value || !data.value || !stage.current) return;
    stage.current.setLayout(layout.value, data.value);
    const picture = network.picture(); // Its first frame may have come before the canvas was there.
    if (picture) stage.current.setPicture(picture);
    columns.value = stage.current.columns();
    // Another language is another layout, too, but of the same neurons.
    if (layoutId.current !== layout.value.id) {
      hand.forget();
      pictured.current = false;
    }
    layoutId.current = layout.value.id;
    stage.current.hover(hand.looked.peek());
    stage.current.select(hand.selected.peek());
    stage.current.choose(hand.chosen.peek());
    lookAgain();
  });
  useSignalEffect(() => stage.current?.hover(hand.looked.value));
  useSignalEffect(() => stage.current?.select(hand.selected.value));
  useSignalEffect(() => stage.current?.choose(hand.chosen.value));
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
  return { canvas, stage, listeners };
}
