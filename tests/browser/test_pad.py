"""Draw a digit, open a picture of one, and see what the network takes it for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect

from app.training import example_on
from tests.browser.conftest import OpenPage
from tests.browser.reading import button, fragment, until, wait_for

pytestmark = pytest.mark.still

SEVEN = [[(0.22, 0.16), (0.78, 0.16), (0.62, 0.5), (0.45, 0.9)], [(0.32, 0.54), (0.8, 0.54)]]
"""As the data's sevens are written: with a bar."""
CANVAS = ".pad-paper canvas"


def digits(open_page: OpenPage, **context: Any) -> Page:
    """The pad beside a network that has learned digits."""
    experiment = example_on("digits").model_dump(mode="json")
    page = open_page(f"/{fragment(experiment)}", **context)
    page.locator(".pad-open").wait_for()
    page.keyboard.press("Space")
    wait_for(page, "test-accuracy", lambda accuracy: accuracy > 96, 60)
    page.keyboard.press("Space")
    page.locator(".pad-open").click()
    return page


def draw(page: Page, strokes: Sequence[Sequence[tuple[float, float]]]) -> None:
    box = page.locator(CANVAS).bounding_box()
    assert box is not None
    for stroke in strokes:
        for i, (x, y) in enumerate(stroke):
            page.mouse.move(
                box["x"] + x * box["width"], box["y"] + y * box["height"], steps=8 if i else 1
            )
            if i == 0:
                page.mouse.down()
        page.mouse.up()


def says(page: Page, words: str) -> None:
    expect(page.locator(".pad-says")).to_have_text(re.compile(rf"^{words} · \d+%$"))


def file(name: str, kind: str, strokes: Sequence[Sequence[tuple[float, float]]]) -> FilePayload:
    """Blue ink on yellowish paper."""
    image, stream = Image.new("RGB", (400, 300), (250, 246, 230)), BytesIO()
    for stroke in strokes:
        points = [(60 + x * 280, y * 300) for x, y in stroke]
        ImageDraw.Draw(image).line(points, (30, 40, 120), 26, joint="curve")
    image.save(stream, kind)
    return {"name": name, "mimeType": f"image/{kind.lower()}", "buffer": stream.getvalue()}


@pytest.mark.slow
def test_a_seven_drawn_with_the_mouse_is_recognised(open_page: OpenPage) -> None:
    page = digits(open_page)
    draw(page, SEVEN)
    says(page, "It looks like a 7")
    # The stage, the results and the list of samples agree.
    expect(page.locator(".said b")).to_have_text("7")
    expect(page.locator(".samples select")).to_have_value("drawing")
    expect(page.locator(".pad-shares .most .name")).to_have_text("7")
    assert page.evaluate("glassbox.picture.tensor('deltas', 2)") is None
    # Nobody has said what it is, so nothing is right or wrong.
    expect(page.locator(".verdict :is(.right, .wrong)")).to_have_count(0)


@pytest.mark.slow
def test_the_picture_that_the_network_reads_is_the_one_that_is_shown(open_page: OpenPage) -> None:
    page = digits(open_page)
    draw(page, SEVEN)
    says(page, "It looks like a 7")
    read, shown = page.evaluate(
        """async () => {
          const scaled = (values) => {
            const [low, high] = [Math.min(...values), Math.max(...values)];
            return Array.from(values, (value) => (value - low) / (high - low));
          };
          const image = document.querySelector(".pad-sees img");
          await image.decode();
          const canvas = new OffscreenCanvas(8, 8).getContext("2d");
          canvas.drawImage(image, 0, 0);
          const { data } = canvas.getImageData(0, 0, 8, 8);
          const ink = Array.from({ length: 64 }, (_, i) => 255 - data[4 * i]);
          return [scaled(glassbox.picture.tensor("activations", 0)), scaled(ink)];
        }"""
    )
    assert read == pytest.approx(shown, abs=0.005)


@pytest.mark.slow
def test_who_says_what_it_is_sees_the_way_back(open_page: OpenPage) -> None:
    page = digits(open_page)
    draw(page, SEVEN)
    says(page, "It looks like a 7")
    button(page, "It is really 3").click()
    until(page, lambda: page.evaluate("glassbox.picture.tensor('target', 2)?.[3]") == 1)
    assert page.evaluate("glassbox.picture.tensor('deltas', 2)[3]") < -0.5
    says(page, "It looks like a 7")
    # Another stroke makes another drawing of it, of which nobody has said anything.
    draw(page, [[(0.2, 0.2), (0.2, 0.21)]])
    until(page, lambda: page.evaluate("glassbox.picture.tensor('target', 2)") is None)
    expect(button(page, "It is really 3")).to_have_attribute("aria-pressed", "false")


@pytest.mark.slow
def test_strokes_are_taken_back_and_the_pad_is_put_away(open_page: OpenPage) -> None:
    page = digits(open_page)
    draw(page, SEVEN)
    says(page, "It looks like a 7")
    draw(page, [[(0.1, 0.1), (0.9, 0.9), (0.1, 0.9), (0.9, 0.1)]])
    button(page, "Undo").click()
    says(page, "It looks like a 7")
    # Another sample is looked at in between.
    page.locator(".gallery button").first.click()
    expect(page.locator(".samples select")).to_have_value("test")
    button(page, "Ask the network again").click()
    says(page, "It looks like a 7")
    button(page, "Clear").click()
    expect(page.locator(".pad-invite")).to_be_visible()
    expect(button(page, "Undo")).to_be_disabled()
    button(page, "Put the pad away").click()
    expect(page.locator(".samples select")).to_have_value("test")
    expect(page.locator(".pad-open")).to_be_visible()


def test_a_one_is_drawn_with_the_keyboard(open_page: OpenPage) -> None:
    page = digits(open_page)
    page.locator(CANVAS).focus()
    heard = page.locator(".pad-paper [role=status]")
    page.keyboard.press("ArrowUp")
    expect(heard).to_have_text("Row 5, column 5")
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    expect(heard).to_have_text("Inked row 2, column 5")
    for _ in range(5):
        page.keyboard.press("Shift+ArrowDown")
    expect(heard).to_have_text("Inked row 7, column 5")
    says(page, "It looks like a 1")
    page.keyboard.press("ArrowUp")
    expect(heard).to_have_text("Row 6, column 5, ink")
    for _ in range(6):
        page.keyboard.press("Backspace")
    expect(heard).to_have_text("Empty")
    # Space was the pad's, and did not let the run go on.
    expect(button(page, "Play")).to_be_visible()


@pytest.mark.slow
def test_a_finger_draws_and_does_not_scroll(open_page: OpenPage) -> None:
    page = digits(open_page, viewport={"width": 390, "height": 844}, has_touch=True)
    page.locator(CANVAS).scroll_into_view_if_needed()
    box = page.locator(CANVAS).bounding_box()
    assert box is not None
    before = page.evaluate("scrollY")
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        places = [
            {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in points
        ]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    for stroke in SEVEN:
        touch("touchStart", stroke[0])
        for start, end in pairwise(stroke):
            for i in range(1, 7):
                share = i / 6
                x = start[0] + share * (end[0] - start[0])
                y = start[1] + share * (end[1] - start[1])
                touch("touchMove", (x, y))
        touch("touchEnd")
    says(page, "It looks like a 7")
    assert page.evaluate("scrollY") == before


@pytest.mark.slow
def test_a_viewer_draws_without_disturbing_the_class(open_page: OpenPage) -> None:
    page = digits(open_page)
    draw(page, SEVEN)
    says(page, "It looks like a 7")
    viewer = open_page(page.evaluate("location.pathname"))
    viewer.locator(".pad-open").click()
    draw(viewer, [[(0.5, 0.1), (0.49, 0.5), (0.5, 0.9)]])
    says(viewer, "It looks like a 1")
    says(page, "It looks like a 7")
    button(viewer, "Put the pad away").click()
    expect(viewer.locator(".said b")).to_have_text("7")


def test_a_picture_is_opened_as_if_it_had_been_drawn(open_page: OpenPage) -> None:
    page = digits(open_page)
    for kind in ("PNG", "JPEG"):
        page.locator(".pad-tools [type=file]").set_input_files(file("seven", kind, SEVEN))
        says(page, "It looks like a 7")
        button(page, "Clear").click()
        expect(page.locator(".pad-says")).not_to_have_text(re.compile("like a 7"))


@pytest.mark.parametrize("event", ["drop", "paste"])
@pytest.mark.slow
def test_a_picture_is_dropped_or_pasted(open_page: OpenPage, event: str) -> None:
    page = digits(open_page)
    given = file("seven.png", "PNG", SEVEN)
    page.evaluate(
        """([kind, bytes]) => {
          const files = new DataTransfer();
          files.items.add(new File([Uint8Array.from(bytes)], "seven.png", { type: "image/png" }));
          const way = { bubbles: true, cancelable: true };
          const happened = kind === "drop"
            ? new DragEvent("drop", { dataTransfer: files, ...way })
            : new ClipboardEvent("paste", { clipboardData: files, ...way });
          document.body.dispatchEvent(happened);
        }""",
        [event, list(given["buffer"])],
    )
    says(page, "It looks like a 7")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"name": "a.gif", "mimeType": "image/gif", "buffer": b"GIF89a"},
            "It must be a PNG or JPEG file; this is image/gif.",
        ),
        (
            {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG" + bytes(5_000_000)},
            "It has 5.0 MB; at most 4 MB are allowed.",
        ),
    ],
)
@pytest.mark.slow
def test_a_file_that_is_no_picture_is_refused_in_words(
    open_page: OpenPage, given: FilePayload, words: str
) -> None:
    page = digits(open_page)
    page.locator(".pad-tools [type=file]").set_input_files(given)
    expect(page.get_by_text("This picture could not be read.")).to_be_visible()
    expect(page.get_by_text(words)).to_be_visible()


@pytest.mark.slow
def test_the_pad_is_there_for_pictures_alone(page: Page) -> None:
    expect(button(page, "Circle")).to_be_visible()
    expect(page.locator(".pad-open")).to_have_count(0)
    button(page, "Handwritten digits").click()
    expect(page.locator(".pad-open")).to_be_visible()
