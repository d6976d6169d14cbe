/** A dataset that was chosen and is not here: why, and the way to have it. */
/** @typedef {import("../types.js").CatalogDataset} CatalogDataset */
/** @typedef {import("../types.js").Fetched} Fetched */
import { fetched, fetchIt, isKept, shareOf, underWay, wanted } from "../fetching.js";
import { html } from "../html.js";
import { t, titled } from "../i18n.js";
import { catalog } from "../store.js";

const MEGABYTE = 1e6;

/** What is to be said of how far it is. @param {Fetched | null} news @returns {string | null} */
function words(news) {
  const done = ((news?.done ?? 0) / MEGABYTE).toFixed(1);
  const total = news?.total ? (news.total / MEGABYTE).toFixed(1) : null;
  switch (news?.state) {
    case "downloading":
      if (!news.done) return t("fetch.asking");
      return total ? t("fetch.of", { done, total }) : t("fetch.done", { done });
    case "storing":
      return t("fetch.storing");
    case "unreachable":
      return t("fetch.unreachable");
    case "failed":
      return t("fetch.failed");
    default:
      return null;
  }
}

/** A bar without a value moves to and fro: nobody knows how much is left. @param {{ news: Fetched }} _ */
function Bar({ news }) {
  const share = shareOf(news);
  return share === null
    ? html`<progress aria-label=${t("fetch.progress")}></progress>`
    : html`<progress aria-label=${t("fetch.progress")} max="1" value=${share}></progress>`;
}

/** @param {{ use: (entry: CatalogDataset) => void }} _ */
export function MissingData({ use }) {
  const entry = catalog.value?.datasets.find(({ name }) => name === wanted.value);
  if (!entry?.obstacle) return null;
  const news = fetched.value;
  const coming = underWay(news);
  return html`<section class="missing" aria-live="polite">
    <h3>${titled(entry.title)}</h3>
    <p class="fine">${titled(entry.obstacle)}</p>
    ${isKept(entry.name) && html`<p class="fine">${t("fetch.kept")}</p>`}
    ${coming && news && html`<${Bar} news=${news} />`}
    ${words(news) && html`<p class="fine">${words(news)}</p>`}
    ${
      entry.fetchable &&
      !coming &&
      html`<button type="button" class="pill" onClick=${() => fetchIt(entry, use)}>
        ${t("fetch.begin")}</button>`
    }
  </section>`;
}
