/** All words: one file for each part of the page. */
import boxes from "./zh-CN/boxes.js";
import cells from "./zh-CN/cells.js";
import compare from "./zh-CN/compare.js";
import corrections from "./zh-CN/corrections.js";
import datasets from "./zh-CN/datasets.js";
import images from "./zh-CN/images.js";
import layers from "./zh-CN/layers.js";
import maps from "./zh-CN/maps.js";
import network from "./zh-CN/network.js";
import numbers from "./zh-CN/numbers.js";
import pad from "./zh-CN/pad.js";
import page from "./zh-CN/page.js";
import person from "./zh-CN/person.js";
import story from "./zh-CN/story.js";
import storyMaps from "./zh-CN/story-maps.js";
import take from "./zh-CN/take.js";
import time from "./zh-CN/time.js";

export default {
  ...page,
  ...story,
  ...storyMaps,
  ...time,
  ...network,
  ...numbers,
  ...maps,
  ...cells,
  ...layers,
  ...images,
  ...datasets,
  ...person,
  ...take,
  ...compare,
  ...boxes,
  ...pad,
  ...corrections,
};
