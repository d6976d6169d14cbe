/**
 * Names that come with the data (classes, inputs), in the language of the reader.
 *
 * @typedef {import("./types.js").Layout} Layout
 * @typedef {import("./types.js").Data} Data
 * @typedef {import("./types.js").Title} Title
 * @typedef {keyof Title} Language
 */

/**
 * @param {Record<string, Title> | undefined} words @param {Language} language
 * @returns {(name: string) => string} names without a translation stay as they are
 */
const translator = (words, language) => (name) => words?.[name]?.[language] ?? name;

/**
 * @param {Layout} layout @param {Data["words"]} words @param {Language} language
 * @returns {Layout} the same one where there is nothing to translate
 */
export function namedLayout(layout, words, language) {
  if (!words) return layout;
  const name = translator(words, language);
  const layers = layout.layers.map((layer) => ({
    ...layer,
    labels: layer.labels?.map(name) ?? null,
  }));
  return { ...layout, layers };
}

/**
 * @param {Data} data @param {Language} language
 * @returns {Data} the same one where there is nothing to translate
 */
export function namedData(data, language) {
  if (!data.words) return data;
  const name = translator(data.words, language);
  const scale = data.target_scale;
  return {
    ...data,
    classes: data.classes?.map(name) ?? null,
    ...(data.features ? { features: data.features.map(name) } : {}),
    ...(scale ? { target_scale: { ...scale, name: name(scale.name) } } : {}),
  };
}
