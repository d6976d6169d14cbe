/** A picture at the size of a thumbnail, dark on light as on paper. */
import { useMemo } from "preact/hooks";
import { pixelsUrl } from "../charts/thumbnail.js";
import { html } from "../html.js";
import { bytesOf } from "../images/base64.js";

/** @param {{ pixels: string, shape: [number, number] }} _  pixels as the protocol has them */
export function SmallPicture({ pixels, shape }) {
  const url = useMemo(
    () =>
      pixelsUrl(
        Array.from(bytesOf(pixels), (byte) => byte / 255),
        shape,
      ),
    [pixels, shape.join()],
  );
  return html`<img class="sample-image" src=${url} alt="" />`;
}
