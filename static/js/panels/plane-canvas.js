/** The plane on a canvas, kept to the page's size, theme, data and spotlight. */
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { watchSize } from "../controls/canvas.js";
import { PlaneView } from "../plane/plane.js";
import { data, spotlight } from "../store.js";
import { theme } from "../theme.js";

/** @typedef {import("../picture.js").Picture} Picture */

/** @param {(listener: (picture: Picture) => void) => () => void} listen  to its frames */
export function usePlane(listen) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const plane = useRef(/** @type {PlaneView | null} */ (null));

  useEffect(() => {
    if (!canvas.current) return undefined;
    const view = new PlaneView(canvas.current);
    plane.current = view;
    if (data.value) view.setData(data.value);
    const unwatch = watchSize(canvas.current, (width, height) =>
      view.resize(width, height, devicePixelRatio),
    );
    const unlisten = listen((picture) => view.setPicture(picture));
    return () => {
      unwatch();
      unlisten();
      view.destroy();
      plane.current = null;
    };
  }, []);

  useSignalEffect(() => {
    if (data.value?.view === "plane") plane.current?.setData(data.value);
  });
  useSignalEffect(() => plane.current?.setSpotlight(spotlight.value));
  useSignalEffect(() => {
    if (theme.value) plane.current?.setTheme();
  });
  return { canvas, plane };
}
