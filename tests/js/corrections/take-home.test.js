import assert from "node:assert/strict";
import test from "node:test";
import { linkTo, shortened } from "../../../static/js/corrections/link.js";
import { tableOf } from "../../../static/js/corrections/take-home.js";
import { crc32, zip } from "../../../static/js/corrections/zip.js";
import { decodeFragment } from "../../../static/js/fragment.js";

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);

test("a zip archive has every file as it is, its checksum, and a directory", () => {
  assert.equal(crc32(bytes("123456789")), 0xcbf43926);
  const files = [
    { name: "3/001.png", data: bytes("first") },
    { name: "数.csv", data: bytes("") },
  ];
  const archive = zip(files);
  const view = new DataView(archive.buffer);
  const end = archive.length - 22;
  assert.equal(view.getUint32(end, true), 0x06054b50);
  assert.equal(view.getUint16(end + 10, true), 2);
  let place = view.getUint32(end + 16, true);
  for (const { name, data } of files) {
    assert.equal(view.getUint32(place, true), 0x02014b50);
    assert.equal(view.getUint32(place + 16, true), crc32(data));
    const length = view.getUint16(place + 28, true);
    const local = view.getUint32(place + 42, true);
    assert.equal(new TextDecoder().decode(archive.slice(place + 46, place + 46 + length)), name);
    assert.equal(view.getUint32(local, true), 0x04034b50);
    const start = local + 30 + length;
    assert.deepEqual(archive.slice(start, start + data.length), data);
    place += 46 + length;
  }
  assert.equal(place, end);
  // Nothing in it depends on the time.
  assert.deepEqual(zip(files), archive);
});

test("the table says what each picture is, and what was said of it", () => {
  const { names, text } = tableOf(
    [
      { pixels: "", label: 1, before: { answer: 0, probability: 0.25 }, now: null },
      { pixels: "", label: 0 },
      { pixels: "", label: 1, before: null, now: { answer: 1, probability: 1 } },
    ],
    ["T-shirt, top", "../x"],
  );
  assert.deepEqual(names, ["-x/001.png", "T-shirt-top/001.png", "-x/002.png"]);
  assert.equal(
    text,
    "file,class,said_before,right_before,says_now,right_now\n" +
      '-x/001.png,../x,"T-shirt, top",0.25,,\n' +
      'T-shirt-top/001.png,"T-shirt, top",,,,\n' +
      "-x/002.png,../x,,,../x,1\n",
  );
});

test("pictures stay in a short link, and out of one that they would make long", () => {
  const correction = { pixels: "A".repeat(88), label: 1, before: null };
  /** @param {number} count */
  const experiment = (count) =>
    /** @type {import("../../../static/js/types.js").Experiment} */ (
      /** @type {unknown} */ ({
        dataset: { name: "digits", drawings: [], corrections: Array(count).fill(correction) },
      })
    );
  assert.deepEqual(decodeFragment(linkTo(experiment(3))), experiment(3));
  assert.equal(shortened.value, false);
  assert.deepEqual(decodeFragment(linkTo(experiment(64))), experiment(0));
  assert.equal(shortened.value, true);
});
