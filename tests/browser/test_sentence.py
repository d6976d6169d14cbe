"""The sentence of a phase is whole on every screen, and the network keeps its size beside it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.training.presets import PRESETS
from tests.browser.conftest import OpenPage
from tests.browser.reading import button, fragment
from tests.browser.test_projector import projecting

pytestmark = pytest.mark.still

CUT = """() => {
  const foot = document.querySelector(".foot").getBoundingClientRect();
  return [...document.querySelectorAll(".ribbon, .sentence, .told-formula")].flatMap((part) => {
    const { top, bottom } = part.getBoundingClientRect();
    const out = Math.max(foot.top - top, bottom - foot.bottom, part.scrollWidth - part.clientWidth);
    // Signs of a formula reach a little out of their line.
    const below = part.scrollHeight - part.clientHeight - 5;
    return Math.max(out, below) > 1 ? [`${part.textContent}: ${out}, ${below}`] : [];
  });
}"""


def deep(layers: int) -> dict[str, Any]:
    layer = {"kind": "dense", "units": 4, "activation": "tanh"}
    return {"network": {"layers": [layer] * layers}}


(LENET,) = (
    preset.experiment.model_dump(mode="json") for preset in PRESETS if preset.name == "digits_lenet"
)


def walk_a_step(page: Page, layers: int) -> set[float]:
    """Look at the sentence of each phase of a step; how high the network's place was."""
    forward = [f"forward {layer}" for layer in range(1, layers + 1)]
    backward = [f"backward {layer}" for layer in range(layers, 0, -1)]
    heights = set()
    page.get_by_label("How far one press goes").select_option("phase")
    for phase in ("sample", *forward, "loss", *backward, "update"):
        button(page, "Step").click()
        expect(page.locator(f".told[data-phase='{phase}']")).to_be_visible()
        expect(page.locator(".told-formula .katex").first).to_be_visible()
        assert page.evaluate(CUT) == [], phase
        heights.add(page.evaluate("document.querySelector('.stage').clientHeight"))
    return heights


@pytest.mark.parametrize(
    ("size", "layers"),
    [
        ((1024, 768), 2),
        pytest.param((1024, 768), 9, marks=pytest.mark.slow),
        pytest.param((1280, 720), 2, marks=pytest.mark.slow),
        pytest.param((1280, 720), 8, marks=pytest.mark.slow),
        ((1280, 720), 5),
    ],
)
def test_the_sentence_is_whole(open_page: OpenPage, size: tuple[int, int], layers: int) -> None:
    viewport = {"width": size[0], "height": size[1]}
    page = open_page(f"/{fragment(deep(layers))}", viewport=viewport)
    assert len(walk_a_step(page, layers + 1)) == 1


@pytest.mark.parametrize(
    ("size", "recipe"),
    [
        ((1280, 720), deep(2)),
        pytest.param((1280, 720), LENET, marks=pytest.mark.slow),
        pytest.param((1024, 768), LENET, marks=pytest.mark.slow),
        pytest.param((1024, 768), deep(9), marks=pytest.mark.slow),
    ],
)
def test_on_a_projector_the_network_keeps_its_size(
    open_page: OpenPage, size: tuple[int, int], recipe: dict[str, Any]
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    page = open_page(f"/{fragment(recipe)}", viewport=viewport, prepare=projecting)
    layers = len(recipe["network"]["layers"]) + 1
    assert len(walk_a_step(page, layers)) == 1
