/** All words: one file for each part of the page. */
import compare from "./en/compare.js";
import images from "./en/images.js";
import layers from "./en/layers.js";
import numbers from "./en/numbers.js";
import page from "./en/page.js";
import person from "./en/person.js";
import story from "./en/story.js";
import take from "./en/take.js";
import time from "./en/time.js";

export default {
  ...page,
  ...story,
  ...time,
  ...numbers,
  ...layers,
  ...images,
  ...person,
  ...take,
  ...compare,
};
