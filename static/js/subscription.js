/**
 * What this screen is sent: only what is on it. Elements name the parts of a frame that they
 * show; a page that nobody sees asks for nothing.
 */
import { debounce } from "./pace.js";

const SETTLED = 150; // milliseconds in which a page that scrolls comes to rest
const AHEAD = "200px"; // what is about to come into view is there when it does

/** All that can be asked for; what a server sends that has not been asked. */
export const EVERYTHING = [
  "header",
  "network",
  "exact",
  "spotlight",
  "spotlight_exact",
  "maps",
  "results",
  "statistics",
  "images",
];

/** @typedef {{ parts: string[], inView: boolean }} Place */

/** @type {Map<Element, Place>} */
const places = new Map();

/** @type {IntersectionObserver | undefined} */
let observer;

/** @type {(command: object) => boolean} */
let send = () => false;

let asked = EVERYTHING.join();

/**
 * The parts to ask for, in their order; the numbers beside them come in every frame's header.
 * @param {boolean} hidden @param {Iterable<Place>} all
 * @returns {string[]}
 */
export function partsInView(hidden, all) {
  if (hidden) return [];
  const wanted = new Set(["header"]);
  for (const { parts, inView } of all) {
    if (inView) for (const part of parts) wanted.add(part);
  }
  return EVERYTHING.filter((part) => wanted.has(part));
}

function ask() {
  const parts = partsInView(document.visibilityState === "hidden", places.values());
  if (parts.join() !== asked && send({ type: "subscribe", parts })) asked = parts.join();
}

const askSoon = debounce(ask, SETTLED);

/** @param {(command: object) => boolean} sender */
export function subscribeThrough(sender) {
  send = sender;
  document.addEventListener("visibilitychange", ask);
}

/** A new connection has not been asked for anything. */
export function subscribeAnew() {
  asked = EVERYTHING.join();
  askSoon();
}

/** @param {IntersectionObserverEntry[]} entries */
function look(entries) {
  for (const { target, isIntersecting } of entries) {
    const place = places.get(target);
    if (place) place.inView = isIntersecting;
  }
  askSoon();
}

/**
 * A ref for the element that shows these parts. Keep it: another one is another element to Preact.
 * @param {...string} parts
 * @returns {(element: Element | null) => void}
 */
export function shows(...parts) {
  /** @type {Element | null} */
  let shown = null;
  return (element) => {
    observer ??= new IntersectionObserver(look, { rootMargin: AHEAD });
    if (shown) {
      observer.unobserve(shown);
      places.delete(shown);
    }
    shown = element;
    if (element) {
      places.set(element, { parts, inView: true });
      observer.observe(element);
    }
    askSoon();
  };
}
