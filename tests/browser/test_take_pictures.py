"""Pictures of the network, the losses and the layers, and a video of the network, as files."""

from __future__ import annotations

import re
import struct
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import button, wait_for

pytestmark = pytest.mark.still

SVG = "{http://www.w3.org/2000/svg}"
SHARP = 2
TITLE = 34


def _saved(page: Page, name: str, folder: Path) -> Path:
    """Press a button and keep what is downloaded."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def _png_size(path: Path) -> tuple[int, int]:
    """Width and height, as the header of the file says them."""
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def _stage_size(page: Page) -> tuple[int, int]:
    width, height = page.evaluate(
        "() => [glassbox.stage.size().width, glassbox.stage.size().height].map(Math.round)"
    )
    return width, height


def _train_a_little(page: Page) -> None:
    button(page, "Play").click()
    wait_for(page, "step", lambda value: value > 50)
    button(page, "Pause").click()
    expect(button(page, "Play")).to_be_visible()


def _open(page: Page) -> None:
    page.get_by_role("button", name="Take it with you").click()


@pytest.mark.slow
def test_the_network_as_png_is_twice_as_large_as_on_the_page(page: Page, tmp_path: Path) -> None:
    _train_a_little(page)
    _open(page)
    path = _saved(page, "The network as PNG", tmp_path)
    assert re.fullmatch(r"glassbox-circle-step-\d+-network\.png", path.name)
    width, height = _stage_size(page)
    assert _png_size(path) == (SHARP * width, SHARP * (height + TITLE))


def test_the_network_as_svg_has_each_edge_and_each_tile(page: Page, tmp_path: Path) -> None:
    _train_a_little(page)
    _open(page)
    root = ElementTree.parse(_saved(page, "The network as SVG", tmp_path)).getroot()
    signs = {
        page.evaluate(
            """name => {
              const text = getComputedStyle(document.documentElement).getPropertyValue(name);
              const [r, g, b] = text.trim().slice(1).match(/../g).map((part) => parseInt(part, 16));
              return `rgb(${r}, ${g}, ${b})`;
            }""",
            name,
        )
        for name in ("--neg", "--pos")
    }
    # An edge that the story is about is drawn once more, over the others.
    paths = [path.get("d") or "" for path in root.iter(f"{SVG}path") if path.get("stroke") in signs]
    numbers = [[float(number) for number in re.findall(r"[\d.]+", path)] for path in paths]
    edges = {(*ends[:2], *ends[-2:]) for ends in numbers}
    units = page.evaluate("() => glassbox.picture.layout.layers.map(({ units }) => units)")
    assert len(edges) == sum(a * b for a, b in pairwise(units))
    tiles = [image.get("href") or "" for image in root.iter(f"{SVG}image")]
    assert len(tiles) == sum(units)
    assert all(tile.startswith("data:image/png;base64,") for tile in tiles)
    words = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert re.fullmatch(r"Glassbox · Circle · step [\d,]+", words[0])
    assert any(word == "Layer 1" for word in words)


def test_the_losses_as_svg_and_png(page: Page, tmp_path: Path) -> None:
    _train_a_little(page)
    _open(page)
    root = ElementTree.parse(_saved(page, "The losses as SVG", tmp_path)).getroot()
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert {"training loss", "test loss", "step"} <= set(words)
    longest = max(len(path.get("d") or "") for path in root.iter(f"{SVG}path"))
    assert longest > 50
    path = _saved(page, "The losses as PNG", tmp_path)
    assert _png_size(path) == (SHARP * 800, SHARP * (420 + TITLE))


@pytest.mark.slow
def test_the_layers_as_svg_and_png(page: Page, tmp_path: Path) -> None:
    _train_a_little(page)
    layers = page.evaluate("() => glassbox.picture.layout.layers.length") - 1
    _open(page)
    # The histograms come when there is somebody to look at them.
    now = "() => glassbox.picture.stepOf('statistics') === glassbox.picture.header.step"
    page.wait_for_function(now)
    root = ElementTree.parse(_saved(page, "The layers as SVG", tmp_path)).getroot()
    words = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert words.count("activations") == words.count("update ÷ weight") == layers
    assert {"Layer 1", "Output", "step"} <= set(words)
    bars = sum(
        len(
            page.evaluate(
                f"() => [...glassbox.picture.tensor('{what}_histogram', 1)].filter(Boolean)"
            )
        )
        for what in ("activation", "gradient")
    )
    assert len(list(root.iter(f"{SVG}rect"))) > bars > 2
    path = _saved(page, "The layers as PNG", tmp_path)
    width, height = int(root.get("width") or 0), int(root.get("height") or 0)
    assert _png_size(path) == (SHARP * width, SHARP * height)


@pytest.mark.slow
def test_on_white_is_white_in_the_dark_too(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(color_scheme="dark")
    _open(page)
    dark = ElementTree.parse(_saved(page, "The network as SVG", tmp_path)).getroot()
    page.get_by_label("On white, for printing").check()
    white = ElementTree.parse(_saved(page, "The network as SVG", tmp_path)).getroot()
    grounds = [next(root.iter(f"{SVG}rect")).get("fill") for root in (dark, white)]
    assert grounds == ["rgb(20, 24, 28)", "rgb(255, 255, 255)"]
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"


def test_a_video_of_the_network(page: Page, tmp_path: Path) -> None:
    _open(page)
    button(page, "Record").click()
    button(page, "Play").click()
    expect(page.get_by_text("Recording 0:02")).to_be_visible()
    path = _saved(page, "End the recording", tmp_path)
    content = path.read_bytes()
    assert content[:4] == b"\x1a\x45\xdf\xa3" or content[4:8] == b"ftyp"
    assert len(content) > 10_000
    assert path.suffix in (".webm", ".mp4")
    expect(page.get_by_text("Recording")).to_have_count(0)


@pytest.mark.parametrize("missing", ["MediaRecorder", "HTMLCanvasElement.prototype.captureStream"])
@pytest.mark.slow
def test_a_browser_that_cannot_record_says_so(open_page: OpenPage, missing: str) -> None:
    page = open_page(prepare=lambda page: page.add_init_script(f"delete globalThis.{missing}"))
    _open(page)
    expect(button(page, "Record")).to_be_disabled()
    expect(page.get_by_text("This browser cannot record a canvas.")).to_be_visible()
