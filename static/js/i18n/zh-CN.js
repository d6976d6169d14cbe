/** All words: one file for each part of the page. */
import compare from "./zh-CN/compare.js";
import images from "./zh-CN/images.js";
import layers from "./zh-CN/layers.js";
import numbers from "./zh-CN/numbers.js";
import page from "./zh-CN/page.js";
import person from "./zh-CN/person.js";
import story from "./zh-CN/story.js";
import take from "./zh-CN/take.js";
import time from "./zh-CN/time.js";

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
