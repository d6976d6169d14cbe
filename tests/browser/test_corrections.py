"""A wrong answer is corrected, and the class draws a dataset of its own."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import button, until, wait_for
from tests.browser.test_pad import SEVEN, digits, draw, says

pytestmark = pytest.mark.still

ONE = [[(0.5, 0.1), (0.49, 0.5), (0.5, 0.9)]]
ZERO = [[(0.5, 0.1), (0.25, 0.35), (0.25, 0.65), (0.5, 0.9), (0.75, 0.65), (0.75, 0.35)]]
ROWS = ".corrections:not(.offers) li"


def train_on(page: Page, steps: int) -> None:
    """So many steps more."""
    before = page.evaluate("glassbox.picture.header.step")
    button(page, "Play").click()
    until(page, lambda: page.evaluate("glassbox.picture.header.step") >= before + steps, 30)
    button(page, "Pause").click()


@pytest.mark.slow
def test_a_drawing_that_is_taken_for_another_is_learned(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = digits(open_page)
    expect(page.locator(".corrections .fine").first).to_contain_text("gets wrong")
    draw(page, SEVEN)
    says(page, "It looks like a 7")
    button(page, "It is really 3").click()
    row = page.locator(ROWS)
    expect(row.locator(".truth")).to_have_text("3")
    expect(row.locator(".verdicts")).to_have_text("7 → 7")
    expect(page.locator(".corrections .score")).to_have_text("Right: 0 of 1 (before: 0)")
    expect(button(page, "It is really 3")).to_have_attribute("aria-pressed", "true")
    step = page.evaluate("glassbox.picture.header.step")
    assert step > 0  # The run goes on.
    train_on(page, 400)
    expect(row.locator(".verdicts")).to_have_text("7 → 3")
    expect(page.locator(".corrections .score")).to_have_text("Right: 1 of 1 (before: 0)")
    expect(row.locator(".share")).to_have_text(re.compile(r"^\d+% → \d\d+%$"))
    says(page, "It looks like a 3")

    with page.expect_download() as downloading:
        button(page, "Export (zip)").click()
    path = tmp_path / "corrections.zip"
    downloading.value.save_as(path)
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["3/001.png", "corrections.csv"]
        picture = Image.open(io.BytesIO(archive.read("3/001.png")))
        (told,) = csv.DictReader(io.StringIO(archive.read("corrections.csv").decode()))
    pixels = page.evaluate("Array.from(glassbox.picture.tensor('activations', 0))")
    low, high = min(pixels), max(pixels)
    ink = np.asarray(picture.convert("L"), float).reshape(-1)
    np.testing.assert_allclose(ink / 255, [(p - low) / (high - low) for p in pixels], atol=0.01)
    assert (told["class"], told["said_before"], told["says_now"]) == ("3", "7", "3")
    assert float(told["right_before"]) < 0.5 < float(told["right_now"])

    button(page, "Remove the correction 3").click()
    expect(row).to_have_count(0)
    expect(button(page, "Bring back")).to_have_count(0)
    # It was a slip of the hand, seen after a reload: nothing is lost.
    page.reload()
    expect(page.get_by_text("1 correction was removed.")).to_be_visible()
    button(page, "Put back").click()
    expect(row.locator(".truth")).to_have_text("3")
    expect(row.locator(".verdicts")).to_have_text(re.compile("^7 → "))
    expect(button(page, "Put back")).to_have_count(0)


@pytest.mark.slow
def test_corrections_come_back_after_a_way_back_and_after_other_data(page: Page) -> None:
    button(page, "Handwritten digits").click()
    page.locator(".pad-open").wait_for()
    train_on(page, 100)
    page.locator(".gallery button").first.click()
    page.locator(".corrections summary").click()
    page.locator(".corrections .chip", has_text="5").click()
    expect(page.locator(ROWS)).to_have_count(1)
    button(page, "Reset").click()
    expect(page.locator(ROWS)).to_have_count(0)
    page.reload()
    button(page, "Bring back").click()
    expect(page.locator(ROWS)).to_have_count(1)
    button(page, "Circle").click()
    expect(page.locator(".corrections")).to_have_count(0)
    button(page, "Handwritten digits").click()
    expect(page.locator(ROWS)).to_have_count(1)
    # By its slider, a correction counts for more.
    slider = page.get_by_role("slider", name="Weight of a correction")
    slider.focus()
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "50")


@pytest.mark.slow
def test_a_class_draws_its_own_data(open_page: OpenPage) -> None:
    page = open_page("/")
    button(page, "Our own drawings").click()
    expect(page.locator(".drawings .fine")).to_contain_text("at least two different")
    viewer = open_page(page.evaluate("location.pathname"))
    viewer.locator(".pad-open").click()
    draw(viewer, ONE)
    button(viewer, "It is really 1").click()
    button(viewer, "Give it to the presenter").click()
    expect(viewer.get_by_text("1 drawing of yours waits for the presenter.")).to_be_visible()
    expect(page.locator(".offers .score")).to_have_text("1 drawing could join the data.")
    button(page, "Take the 1 of viewer 2").click()
    expect(page.locator(".offers")).to_have_count(0)
    expect(page.locator(".drawn li")).to_have_count(1)
    expect(viewer.get_by_text("waits for the presenter")).to_have_count(0)

    page.locator(".pad-open").click()
    for count in range(2, 6):
        draw(page, ZERO)
        button(page, "Add as 0").click()
        expect(page.locator(".drawn li")).to_have_count(count)
        expect(page.locator(".pad-invite")).to_be_visible()
    expect(page.locator(".drawings .fine")).to_have_count(0)
    train_on(page, 200)
    draw(page, ZERO)
    says(page, "It looks like a 0")
    button(page, "Remove this 1").click()
    expect(page.locator(".drawn li")).to_have_count(4)
    wait_for(page, "step", lambda step: step == 0, 10)
