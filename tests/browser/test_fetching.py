"""A dataset that is not on the server yet: somebody chooses it, and it comes, or words do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, serving
from tests.browser.reading import button, number, until, wait_for
from tests.datasets import openml_server
from tests.datasets.openml_server import OpenMLServer
from tests.datasets.small_openml import arff

COUNT = 400
DIGITS, CLOTHES = "MNIST, all 70,000 digits", "Fashion-MNIST"


@pytest.fixture
def openml() -> Iterator[OpenMLServer]:
    """Has pictures full of noise, each with a bright bar at a height that tells its class."""
    pictures = np.random.default_rng(0).integers(0, 150, (COUNT, 28, 28), np.uint8)
    for index, picture in enumerate(pictures):
        picture[2 * (index % 10) + 4] = 255
    with openml_server.serving(arff(pictures.reshape(COUNT, -1)), COUNT) as server:
        yield server


@pytest.fixture
def address(openml: OpenMLServer, tmp_path: Path) -> Iterator[str]:
    """A server with a data folder of its own, which fetches from there."""
    program = ("tests.browser.fetching_server", openml.address, str(COUNT))
    settings = {"GLASSBOX_DATA_DIR": str(tmp_path), "GLASSBOX_ROOM_IDLE_SECONDS": "1"}
    with serving(*program, **settings) as address:
        yield address


def choose(page: Page, name: str) -> Locator:
    """Choose a dataset that is not here while the run goes on; what is said of it."""
    button(page, "Play").click()
    button(page, name).click()
    told = page.locator(".missing")
    expect(told).to_contain_text("not on this server yet")
    return told


def goes_on(page: Page) -> None:
    """See that the run of the first visit trains."""
    expect(button(page, "Circle")).to_have_attribute("aria-pressed", "true")
    step = number(page, "step")
    wait_for(page, "step", lambda value: value > step)


def test_without_the_internet_words_say_so_and_the_run_goes_on(
    page: Page, openml: OpenMLServer
) -> None:
    openml.shutdown()
    openml.server_close()
    # Thirty steps a second leave the time to the program that fetches.
    page.get_by_label("Speed", exact=True).fill("7")
    expect(page.get_by_text("30 steps / s", exact=True)).to_be_visible()
    told = choose(page, CLOTHES)
    expect(told).to_contain_text("30 MB")
    button(page, "Fetch it").click()
    expect(told.get_by_role("progressbar")).to_be_visible()
    goes_on(page)
    expect(told).to_contain_text("This server has no way to openml.org", timeout=30_000)
    expect(told.get_by_role("progressbar")).to_have_count(0)
    # It can be tried again, and whoever does not want it any more goes on with what is here.
    expect(button(page, "Fetch it")).to_be_visible()
    goes_on(page)
    button(page, "Spiral").click()
    expect(told).to_have_count(0)
    expect(button(page, "Spiral")).to_have_attribute("aria-pressed", "true")


@pytest.mark.slow
def test_it_comes_is_trained_on_and_is_there_for_all(
    page: Page, open_page: OpenPage, openml: OpenMLServer
) -> None:
    told = choose(page, DIGITS)
    button(page, "Fetch it").click()
    bar = told.get_by_role("progressbar", name="How much has come")
    until(page, lambda: 0.3 < float(bar.get_attribute("value") or 0) < 0.7)
    total = len(openml.packed) / 1e6
    expect(told).to_contain_text(f"of {total:.1f} MB")
    goes_on(page)
    openml.go_on.set()
    expect(page.locator(".chosen-name")).to_have_text(DIGITS, timeout=30_000)
    expect(told).to_have_count(0)
    expect(button(page, DIGITS)).to_have_attribute("aria-pressed", "true")
    # It goes on playing; who guesses among ten classes has a loss of 2.3.
    wait_for(page, "train-loss", lambda value: value < 1.8)
    assert number(page, "epoch") > 0
    button(page, "Pause").click()
    # The next one who comes finds it among those that are here.
    other = open_page()
    button(other, DIGITS).click()
    expect(other.locator(".chosen-name")).to_have_text(DIGITS)
    expect(other.locator(".missing")).to_have_count(0)


@pytest.mark.slow
def test_a_run_whose_data_are_away_is_brought_back_by_fetching_them(
    page: Page, address: str, openml: OpenMLServer, tmp_path: Path
) -> None:
    openml.go_on.set()
    choose(page, DIGITS)
    button(page, "Fetch it").click()
    expect(page.locator(".chosen-name")).to_have_text(DIGITS, timeout=30_000)
    wait_for(page, "step", lambda step: step > 20)
    button(page, "Pause").click()
    expect(button(page, "Play")).to_be_visible()
    step, room = number(page, "step"), page.url.partition("#")[0]
    page.goto("about:blank")
    until(page, lambda: page.request.get(f"{address}/healthz").json()["rooms"] == 0)
    for kept in tmp_path.rglob("mnist*"):
        kept.unlink()

    page.goto(room)
    notice = page.locator(".notice")
    expect(notice).to_contain_text("a new run stands here instead")
    expect(button(page, "Circle")).to_have_attribute("aria-pressed", "true")
    button(page, DIGITS).click()
    expect(page.locator(".missing")).to_contain_text("is kept")
    button(page, "Fetch it").click()
    expect(page.locator(".chosen-name")).to_have_text(DIGITS, timeout=30_000)
    expect(notice).to_have_count(0)
    expect(page.locator(".missing")).to_have_count(0)
    until(page, lambda: number(page, "step") == step)
