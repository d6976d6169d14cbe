import assert from "node:assert/strict";
import { test } from "node:test";
import { SvgContext } from "../../../static/js/take/svg-context.js";
import { arcPath, roundRectPath } from "../../../static/js/take/svg-path.js";

const backing = {
  measure: (/** @type {string} */ text) => ({ width: text.length * 6 }),
  encode: (/** @type {unknown} */ _, /** @type {number[]} */ ...part) =>
    `data:image/png;base64,${part.join("-")}`,
};

test("paths are written as a canvas was told them", () => {
  const context = new SvgContext(100, 50, backing);
  context.strokeStyle = "rgb(1, 2, 3)";
  context.lineWidth = 1.234;
  context.globalAlpha = 0.5;
  context.setLineDash([6, 4]);
  context.beginPath();
  context.moveTo(0, 10.128);
  context.bezierCurveTo(5, 10, 5, 20, 10, 20);
  context.stroke();
  const text = context.text("a <b> & c");
  assert.ok(text.includes('<path d="M0 10.13C5 10 5 20 10 20" fill="none" stroke="rgb(1, 2, 3)"'));
  assert.ok(text.includes('stroke-opacity="0.5" stroke-width="1.23" stroke-dasharray="6 4"/>'));
  assert.ok(text.includes("<title>a &#60;b&#62; &#38; c</title>"));
  assert.ok(text.startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"'));
});

test("a colour's own opacity is multiplied with that of the context", () => {
  const context = new SvgContext(10, 10, backing);
  context.fillStyle = "rgba(9, 8, 7, 0.4)";
  context.globalAlpha = 0.5;
  context.fillRect(1, 2, 3, 4);
  assert.ok(context.text("").includes('fill="rgb(9, 8, 7)" fill-opacity="0.2"'));
});

test("text keeps its font, its place and its signs", () => {
  const context = new SvgContext(10, 10, backing);
  context.font = 'italic 17px "A B", serif';
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.translate(3, 4);
  context.fillText("x < 1", 5, 6);
  const text = context.text("");
  assert.ok(text.includes('font-family="&#34;A B&#34;, serif" font-size="17" font-style="italic"'));
  assert.ok(text.includes('text-anchor="end" dominant-baseline="central"'));
  assert.ok(text.includes('transform="matrix(1 0 0 1 3 4)">x &#60; 1</text>'));
  context.font = "larger serif";
  assert.throws(() => context.fillText("", 0, 0), /600 12px sans-serif.*larger serif/);
});

test("what was saved is restored, the place included", () => {
  const context = new SvgContext(10, 10, backing);
  context.lineWidth = 2;
  context.save();
  context.lineWidth = 5;
  context.translate(1, 1);
  context.restore();
  context.strokeRect(0, 0, 1, 1);
  const text = context.text("");
  assert.ok(text.includes('stroke-width="2"') && !text.includes("translate"));
});

test("a part of an image becomes an image of its own, a gradient a definition", () => {
  const context = new SvgContext(10, 10, backing);
  context.drawImage({ width: 8, height: 8 }, 1, 2, 3, 4, 5, 6, 7, 8);
  const shades = context.createLinearGradient(0, 1, 0, 9);
  shades.addColorStop(0, "rgb(0, 0, 0)");
  context.fillStyle = shades;
  context.fillRect(0, 0, 1, 1);
  const text = context.text("");
  assert.ok(text.includes('x="5" y="6" width="7" height="8"'));
  assert.ok(text.includes('href="data:image/png;base64,1-2-3-4"'));
  assert.ok(text.includes('<linearGradient id="g1"') && text.includes('fill="url(#g1)"'));
});

test("cells that are not smoothed stay squares", () => {
  const context = new SvgContext(10, 10, backing);
  context.drawImage({ width: 2, height: 2 }, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage({ width: 2, height: 2 }, 0, 0);
  assert.equal(context.text("").split('image-rendering="pixelated"').length, 2);
});

test("a whole circle is two halves; a corner is no larger than its side", () => {
  assert.equal(arcPath(0, 0, 1, 0, 2 * Math.PI, false, false), "M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0");
  assert.equal(arcPath(0, 0, 1, 0, Math.PI / 2, false, true), "L1 0A1 1 0 0 1 0 1");
  assert.equal(arcPath(0, 0, 1, 0, Math.PI / 2, true, false), "M1 0A1 1 0 1 0 0 1");
  assert.ok(roundRectPath(0, 0, 4, 2, 9).startsWith("M1 0H3A1 1"));
  assert.equal(roundRectPath(0, 0, 4, 2, 0), "M0 0H4V2H0Z");
});

test("what is clipped lies in a group that ends with the state", () => {
  const context = new SvgContext(10, 10, backing);
  context.save();
  context.beginPath();
  context.rect(0, 0, 5, 5);
  context.clip();
  context.fillRect(1, 1, 9, 9);
  context.restore();
  context.fillRect(2, 2, 1, 1);
  const text = context.text("").replaceAll("\n", "");
  assert.ok(
    text.includes('<clipPath id="c1"><path d="M0 0H5V5H0Z"/></clipPath><g clip-path="url(#c1)">'),
  );
  assert.match(text, /<rect x="1"[^>]*\/><\/g><rect x="2"/);
});
