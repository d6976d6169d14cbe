/** The second run's layout, with names in the reader's language. */
import { computed } from "@preact/signals";
import { language } from "../i18n.js";
import { described } from "../store.js";
import { namedLayout } from "../words.js";
import { beside } from "./beside.js";

export const besideLayout = computed(
  () =>
    beside.value && namedLayout(beside.value.layout, described.value?.data.words, language.value),
);
