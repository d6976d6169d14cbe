"""How large the page's text is, and how well it stands out: everything that a person can read."""

from __future__ import annotations

from typing import TypedDict

from playwright.sync_api import Page

RECORD_CANVASES = """
globalThis.written = new Map();
for (const kind of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
  const fillText = kind.prototype.fillText;
  kind.prototype.fillText = function (text, x, y, ...rest) {
    if (String(text).trim()) {
      const { a, b } = this.getTransform();
      const size = parseFloat(/([\\d.]+)px/.exec(this.font)[1]);
      const scaled = (size * Math.hypot(a, b)) / (globalThis.devicePixelRatio || 1);
      // uPlot scales its fonts by the ratio itself, the others scale the canvas.
      globalThis.written.set(`${text}|${this.font}|${this.fillStyle}`, {
        text: String(text), size: scaled, colour: this.fillStyle,
      });
    }
    return fillText.call(this, text, x, y, ...rest);
  };
}
"""
"""To be run before the page's own scripts: remembers what is written on canvases."""

_READ = """() => {
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (colour) => {
    if (!known.has(colour)) {
      probe.clearRect(0, 0, 1, 1);
      probe.fillStyle = colour;
      probe.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = probe.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  };
  const over = (top, below) =>
    [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const luminance = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const groundOf = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduceRight((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const hidden = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (getComputedStyle(at).clipPath === "inset(50%)") return true;
    }
    return !element.checkVisibility({ visibilityProperty: true });
  };
  const opacityOf = (element) => {
    let all = 1;
    for (let at = element; at; at = at.parentElement) all *= Number(getComputedStyle(at).opacity);
    return all;
  };
  const found = [];
  const look = (element, text, pseudo) => {
    // KaTeX holds lines open with spaces of no width.
    if (!text.replaceAll("\\u200b", "").trim() || hidden(element)) return;
    const rect = element.getBoundingClientRect();
    if (!rect.width || !rect.height) return;
    const style = getComputedStyle(element, pseudo);
    const ground = groundOf(element);
    const [r, g, b, alpha] = rgba(style.color);
    const seen = over([r, g, b, alpha * opacityOf(element)], ground);
    const given = element.closest(":disabled, [aria-disabled=true]") !== null;
    found.push({
      text: text.trim().slice(0, 60),
      where: `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className}`,
      size: parseFloat(style.fontSize),
      contrast: given ? Infinity : contrast(seen, ground),
    });
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element.closest("script, style, noscript, option, .katex-mathml, .blank")) continue;
    look(element, node.data);
  }
  const fields = "select, textarea, input:not([type=range], [type=checkbox], [type=radio])";
  for (const field of document.querySelectorAll(fields)) {
    if (field.value) look(field, field.value);
    else if (field.placeholder) look(field, field.placeholder, "::placeholder");
  }
  const root = getComputedStyle(document.documentElement);
  const grounds = ["--paper", "--panel", "--zero"].map((name) => rgba(root.getPropertyValue(name)));
  for (const { text, size, colour } of globalThis.written?.values() ?? []) {
    const worst = Math.min(...grounds.map((ground) => contrast(rgba(colour), ground)));
    found.push({ text, where: "canvas", size, contrast: worst });
  }
  return found.map((one) => ({ ...one, contrast: Math.min(one.contrast, 21) }));
}"""


class Reading(TypedDict):
    """A piece of text on the screen.

    Attributes:
        where: the element it stands in, or "canvas".
        size: CSS pixels.
        contrast: WCAG 2's ratio to what is behind it; 21 for a control that cannot be used.
    """

    text: str
    where: str
    size: float
    contrast: float


def readings(page: Page) -> list[Reading]:
    """Every text that can be seen, in the page and on its canvases."""
    found: list[Reading] = page.evaluate(_READ)
    return found


def forget_canvases(page: Page) -> None:
    """Only what is written from now on counts."""
    page.evaluate("globalThis.written.clear()")


def too_small(page: Page, least: float) -> set[str]:
    """Texts below a size, with their places."""
    return {
        f"{one['size']:.1f}px {one['text']!r} in {one['where']}"
        for one in readings(page)
        if one["size"] < least - 0.01
    }


def too_faint(page: Page, least: float) -> set[str]:
    """Texts below a contrast, with their places."""
    return {
        f"{one['contrast']:.2f} {one['text']!r} in {one['where']}"
        for one in readings(page)
        if one["contrast"] < least - 0.01
    }
