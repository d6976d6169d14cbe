/** Choosing the sample whose way through the network is drawn. */
/** @typedef {import("../types.js").GalleryItem} GalleryItem */
/** @typedef {import("../types.js").Split} Split */
import { useMemo } from "preact/hooks";
import { pixelsUrl } from "../charts/thumbnail.js";
import { follow } from "../commands.js";
import { fieldValue, html } from "../html.js";
import { t } from "../i18n.js";
import { data, spotlight } from "../store.js";

/** @param {{ item: GalleryItem, shape: [number, number], name: string, chosen: boolean }} _ */
function GalleryButton({ item, shape, name, chosen }) {
  const url = useMemo(() => pixelsUrl(item.pixels, shape), [item, shape]);
  const label = t("sample.pick", { target: name, number: item.index + 1 });
  return html`<button type="button" class="picture" aria-pressed=${chosen} aria-label=${label}
    title=${label} onClick=${() => follow(item)}><img src=${url} alt="" /></button>`;
}

export function SampleChooser() {
  if (!data.value) return null;
  const { gallery, shape, classes, train, test } = data.value;
  const { split, index } = spotlight.value ?? { split: "train", index: 0 };
  const drawing = split === "drawing";
  const total = split === "train" ? train : test;
  /** @param {number} by */
  const move = (by) => follow({ split, index: (index + by + total) % total });
  /** @param {Event} event */
  const choose = (event) => follow({ split: /** @type {Split} */ (fieldValue(event)), index: 0 });
  return html`<section class="samples">
    <h3>${t("sample.title")}</h3>
    <div class="row">
      <select class="value left" aria-label=${t("sample.source")} value=${split} onChange=${choose}>
        <option value="train" selected=${split === "train"}>${t("sample.split.train")}</option>
        <option value="test" selected=${split === "test"}>${t("sample.split.test")}</option>
        ${drawing && html`<option value="drawing" selected>${t("sample.split.drawing")}</option>`}
      </select>
      ${
        !drawing &&
        html`<span class="pager">
        <button class="round" type="button" aria-label=${t("sample.previous")}
          onClick=${() => move(-1)}>‹</button>
        <span title=${t(`sample.${split}`, { number: index + 1, total })}>${index + 1}</span>
        <button class="round" type="button" aria-label=${t("sample.next")}
          onClick=${() => move(1)}>›</button>
      </span>`
      }
    </div>
    ${
      gallery &&
      shape &&
      html`<div class="gallery">${gallery.map(
        (item) => html`<${GalleryButton} key=${item.index} item=${item} shape=${shape}
          name=${classes?.[item.target] ?? String(item.target)}
          chosen=${item.split === split && item.index === index} />`,
      )}</div>`
    }
  </section>`;
}
