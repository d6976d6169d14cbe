/**
 * A dataset that is not on the server yet: what is known of fetching it.
 *
 * @typedef {import("./types.js").CatalogDataset} CatalogDataset
 * @typedef {import("./types.js").Fetched} Fetched
 */
import { signal } from "@preact/signals";
import { fetchCatalog } from "./catalog.js";
import { catalog, experiment, run } from "./store.js";

const AGAIN = 500; // milliseconds between two looks at how far it is

/** The dataset that somebody wants and does not have. @type {import("./store.js").Signal<string | null>} */
export const wanted = signal(null);

/** @type {import("./store.js").Signal<Fetched | null>} */
export const fetched = signal(null);

/** @param {Fetched | null} news */
export const underWay = (news) => news?.state === "downloading" || news?.state === "storing";

/** The share that has come, 0 to 1; null where nobody knows. @param {Fetched} news */
export const shareOf = ({ state, done, total }) =>
  state === "downloading" && total ? Math.min(1, done / total) : null;

/**
 * Look whether a dataset has come meanwhile, and follow it while it comes.
 * @param {CatalogDataset} entry @param {(entry: CatalogDataset) => void} use  once it is here
 */
export function want(entry, use) {
  wanted.value = entry.name;
  fetched.value = null;
  return follow(entry.name, "GET", use);
}

/** @param {CatalogDataset} entry @param {(entry: CatalogDataset) => void} use */
export const fetchIt = (entry, use) => follow(entry.name, "POST", use);

export function wantNothing() {
  wanted.value = null;
}

/** @param {string} name @param {"GET" | "POST"} method @param {(entry: CatalogDataset) => void} use */
async function follow(name, method, use) {
  let news = await ask(name, method);
  while (wanted.value === name) {
    fetched.value = news;
    if (news.state === "here") return arrive(name, use);
    if (!underWay(news)) return;
    await new Promise((done) => setTimeout(done, AGAIN));
    news = await ask(name, "GET");
  }
}

/** Whether the run that is kept until its data come has these. @param {string} name */
export const isKept = (name) => run.value?.kept === name;

/** @param {string} name @param {(entry: CatalogDataset) => void} use */
async function arrive(name, use) {
  catalog.value = await fetchCatalog();
  wantNothing();
  // The server brings that run back, or has done so already: another one would take its place.
  if (isKept(name) || experiment.value?.dataset.name === name) return;
  const entry = catalog.value.datasets.find((dataset) => dataset.name === name);
  if (entry && !entry.obstacle) use(entry);
}

/** @param {string} name @param {"GET" | "POST"} method @returns {Promise<Fetched>} */
async function ask(name, method) {
  const address = `/api/datasets/${name}${method === "POST" ? "/fetch" : ""}`;
  try {
    const response = await fetch(address, { method });
    if (response.ok) return await response.json();
  } catch (error) {
    console.error(error); // The server cannot be asked, which the page tells by itself.
  }
  return { state: "failed", done: 0, total: null };
}
