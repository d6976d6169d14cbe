/**
 * The page's own stage in a window of its own, fed with new numbers before every frame: drawing
 * alone, without a server, a network or the rest of the page.
 */
import { Stage } from "../../static/js/stage/stage.js";

/** Different weights in turn, so that no picture can be kept from frame to frame. */
const TURNS = 12;
const MAP_SIZE = 24;
/** Frames from one set of maps to the next: they come 8 times a second. */
const MAPS_EVERY = 8;

/** What was made before, so that a measurement is of drawing alone. */
const numbers = new Map();
const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("canvas"));

/** A small generator, so that every run draws the same networks. @param {number} seed */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** @param {() => number} uniform */
const normal = (uniform) =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

/**
 * Numbers of a dense network in the shapes of a frame: normal weights, smooth maps.
 * @param {number[]} units  of every layer, the inputs first
 */
function numbersOf(units) {
  const uniform = random(7);
  return Array.from({ length: TURNS }, () => {
    const tensors = new Map();
    for (const [layer, count] of units.entries()) {
      tensors.set(
        `activations/${layer}`,
        Float32Array.from({ length: count }, () => normal(uniform)),
      );
      tensors.set(
        `deltas/${layer}`,
        Float32Array.from({ length: count }, () => normal(uniform)),
      );
      tensors.set(
        `map_scales/${layer}`,
        Float32Array.from({ length: count }, () => uniform() + 0.2),
      );
      const maps = new Int8Array(count * MAP_SIZE * MAP_SIZE);
      for (let unit = 0; unit < count; unit++) paintMap(maps, unit, uniform() * 6.3);
      tensors.set(`maps/${layer}`, maps);
      if (layer === 0) continue;
      const size = count * (units[layer - 1] + 1);
      tensors.set(
        `parameters/${layer}`,
        Float32Array.from({ length: size }, () => normal(uniform)),
      );
    }
    return tensors;
  });
}

/** @param {Int8Array} maps @param {number} unit @param {number} angle */
function paintMap(maps, unit, angle) {
  const [across, down] = [Math.cos(angle) / 4, Math.sin(angle) / 4];
  for (let at = 0; at < MAP_SIZE ** 2; at++) {
    const wave = Math.sin((at % MAP_SIZE) * across + Math.floor(at / MAP_SIZE) * down + angle);
    maps[unit * MAP_SIZE ** 2 + at] = Math.round(127 * wave);
  }
}

/** @param {number[]} units */
function layoutOf(units) {
  const layers = units.map((count, index) => ({
    index,
    kind: index === 0 ? "input" : "dense",
    units: count,
    shape: [count],
    settings: {},
    labels: index === 0 ? ["x₁", "x₂"] : null,
    activation: index === 0 ? null : "tanh",
  }));
  return { id: 1, layers, parts: [], tensors: [] };
}

/**
 * Draw a network for a while, new numbers before each frame the browser asks for.
 * @param {number[]} units  of every layer, the inputs first
 * @param {number} seconds
 */
export async function draw(units, seconds) {
  const stage = new Stage(canvas, { topInset: 20 });
  stage.resize(1280, 720, devicePixelRatio);
  const layout = layoutOf(units);
  stage.setLayout(layout, /** @type {any} */ ({ view: "plane", task: "binary", targets: [] }));
  stage.setMotion({ playing: true, speed: { unit: "step", per_second: null } });
  const turns = numbers.get(units.join()) ?? numbersOf(units);
  numbers.set(units.join(), turns);
  let frame = 0;
  const picture = /** @type {any} */ ({
    layout,
    header: { phase: "update", layer: 0, step: 0, epoch: 0 },
    tensor(/** @type {string} */ role, /** @type {number} */ layer) {
      const still = role === "maps" || role === "map_scales";
      const turn = still ? Math.floor(frame / MAPS_EVERY) : frame;
      return turns[turn % TURNS].get(`${role}/${layer}`) ?? null;
    },
    shape: (/** @type {string} */ _, /** @type {number} */ layer) => [
      units[layer],
      MAP_SIZE,
      MAP_SIZE,
    ],
    stepOf: (/** @type {string} */ part) =>
      part === "maps" ? Math.floor(frame / MAPS_EVERY) : frame,
  });
  const inputs = watchInputs();
  const began = performance.now();
  let now = began;
  while (now - began < seconds * 1000) {
    frame++;
    picture.header.step = frame;
    stage.setPicture(picture);
    await new Promise(requestAnimationFrame);
    now = performance.now();
  }
  stage.destroy();
  return {
    painted: stage.painted,
    seconds: (now - began) / 1000,
    ...stage.edgeNote(),
    slowest: inputs(),
  };
}

/** From an input to the next picture after it, in milliseconds: the slowest until it is asked. */
function watchInputs() {
  let slowest = 0;
  /** @param {PerformanceEntryList} entries */
  const take = (entries) => {
    for (const { duration } of entries) slowest = Math.max(slowest, duration);
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  const every = /** @type {PerformanceObserverInit} */ ({ type: "event", durationThreshold: 16 });
  observer.observe(every);
  return () => {
    take(observer.takeRecords());
    observer.disconnect();
    return slowest;
  };
}

Object.assign(globalThis, { draw });
