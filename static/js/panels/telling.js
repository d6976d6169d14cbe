/** The sentence and the formula of the present phase, with its numbers. */
/** @typedef {import("../story/telling.js").Placed} Telling */
import { useLayoutEffect, useRef } from "preact/hooks";
import { html } from "../html.js";
import { katex, loadKatex, typeset } from "../story/katex.js";
import { MOST_DETAIL } from "../story/telling.js";
import { tellNow } from "../story/told.js";

/** Signs reach a little out of their line: that is no line more. */
const OUT = 5;

/** @param {HTMLElement} box */
const fits = (box) =>
  box.scrollHeight <= box.clientHeight + OUT && box.scrollWidth <= box.clientWidth + 1;

/**
 * As much of the formula as there is room for.
 * @param {HTMLElement} box
 */
function fill(box) {
  for (let detail = MOST_DETAIL; detail >= 0; detail--) {
    const shown = tellNow(detail);
    // Numbers that are not here yet change nothing.
    if (!shown?.formula) return;
    typeset(box, shown.formula);
    if (fits(box)) return;
  }
}

/** @param {{ telling: Telling }} _ */
function Formula({ telling }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const set = katex.value !== null;
  useLayoutEffect(() => {
    loadKatex();
    if (box.current) fill(box.current);
  }, [telling, set]);
  useLayoutEffect(() => {
    if (!box.current) return undefined;
    // Another width has room for more, or for less.
    const watch = new ResizeObserver(() => box.current && fill(box.current));
    watch.observe(box.current.parentElement ?? box.current);
    return () => watch.disconnect();
  }, []);
  return html`<div class="told-formula" ref=${box} data-values=${JSON.stringify(telling.values)}
    data-focus=${telling.focus ? `${telling.focus.layer}.${telling.focus.unit}` : ""}></div>`;
}

/** @param {{ telling: Telling }} _ */
export function Told({ telling }) {
  const { phase, layer } = telling.place;
  return html`<div class="say told" data-phase=${layer ? `${phase} ${layer}` : phase}>
    <p class="sentence">${telling.sentence}
      ${telling.note && html` <span class="note">${telling.note}</span>`}</p>
    ${telling.formula && html`<${Formula} telling=${telling} />`}
  </div>`;
}
