/** Typeset formulas. KaTeX is large, so it comes when the first formula is shown, not with the page. */
/** @typedef {import("./formula.js").Formula} Formula */
/** @typedef {typeof import("katex").default} Katex */
import { signal } from "@preact/signals";

/** Null until it has come. @type {import("../store.js").Signal<Katex | null>} */
export const katex = signal(null);

let asked = false;

/** @returns {Promise<void>} */
function styles() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = "/static/vendor/katex.css";
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => reject(new Error(`${link.href} did not come`));
    document.head.append(link);
  });
}

async function fetchAll() {
  try {
    const [module] = await Promise.all([import("katex"), styles()]);
    katex.value = module.default;
  } catch (error) {
    // Formulas are readable as plain text; a page that is loaded again asks again.
    console.warn("Formulas stay plain text:", error);
  }
}

/** Ask for it; once is enough. */
export function loadKatex() {
  if (asked) return;
  asked = true;
  fetchAll();
}

/**
 * Set a formula into an element, as plain text for as long as KaTeX has not come.
 * @param {HTMLElement} element @param {Formula} formula
 */
export function typeset(element, { tex, text }) {
  if (!katex.value) {
    element.textContent = text;
    return;
  }
  katex.value.render(tex, element, {
    throwOnError: true,
    // Classes are the one thing asked of \html…: colours follow the theme by themselves.
    trust: ({ command }) => command === "\\htmlClass",
    strict: (/** @type {string} */ code) => (code === "htmlExtension" ? "ignore" : "warn"),
  });
}
