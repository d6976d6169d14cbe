/** All words: one file for each part of the page. */
import boxes from "./en/boxes.js";
import cells from "./en/cells.js";
import compare from "./en/compare.js";
import corrections from "./en/corrections.js";
import datasets from "./en/datasets.js";
import images from "./en/images.js";
import layers from "./en/layers.js";
import maps from "./en/maps.js";
import network from "./en/network.js";
import numbers from "./en/numbers.js";
import pad from "./en/pad.js";
import page from "./en/page.js";
import person from "./en/person.js";
import story from "./en/story.js";
import storyMaps from "./en/story-maps.js";
import take from "./en/take.js";
import time from "./en/time.js";

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
