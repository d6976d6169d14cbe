/** All words of the page, in the language of its reader. */
import { signal } from "@preact/signals";
import i18next from "i18next";
import en from "./i18n/en.js";
import zhCN from "./i18n/zh-CN.js";
import { recall, remember } from "./preferences.js";

/** @typedef {"en" | "zh-CN"} Language */

/** @returns {Language} */
function initialLanguage() {
  const wanted = recall("language") ?? navigator.language;
  return wanted.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/** @type {import("@preact/signals").Signal<Language>} */
export const language = signal(initialLanguage());

i18next.init({
  lng: language.value,
  fallbackLng: "en",
  resources: { en: { translation: en }, "zh-CN": { translation: zhCN } },
  initAsync: false,
  keySeparator: false, // Keys are flat: "run.play" is a name, not a path.
  nsSeparator: false,
  interpolation: { escapeValue: false }, // Preact escapes.
  saveMissing: true,
  missingKeyHandler: (_, __, key) => console.error(`There is no text for ${key}`),
});
document.documentElement.lang = language.value;

/**
 * The text of a key in the language in force; reading it in a component subscribes to changes.
 * @param {string} key
 * @param {Record<string, unknown>} [values]
 * @returns {string}
 */
export function t(key, values) {
  return i18next.t(key, { ...values, lng: language.value });
}

/** @param {Language} tag */
export function setLanguage(tag) {
  language.value = tag;
  document.documentElement.lang = tag;
  remember("language", tag);
}

/** The catalog's own words. @param {import("./types.js").Title} title */
export const titled = (title) => title[language.value] ?? title.en;
