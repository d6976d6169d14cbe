"""What a person takes home, and brings back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.programs import write_program
from app.training import Experiment
from tests.browser.conftest import OpenPage
from tests.browser.reading import button, carried, number, wait_for

pytestmark = pytest.mark.still

DROP = """([text, name]) => {
  const files = new DataTransfer();
  files.items.add(new File([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], name));
  for (const kind of ["dragover", "drop"]) {
    const event = new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
  }
}"""


def _take(page: Page) -> None:
    page.get_by_role("button", name="Take it with you").click()


def _step(page: Page) -> None:
    page.get_by_label("How far one press goes").select_option("step")
    button(page, "Step").click()
    wait_for(page, "step", lambda value: value == 1)


def _saved(page: Page, button: str, folder: Path) -> Path:
    """Press a button of the dialog and keep what is downloaded."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def room_of(page: Page) -> str:
    """The path of the page's room, as a link to it says it."""
    found = re.search(r"/r/[A-Z]{6}", page.url)
    assert found is not None
    return found[0]


def test_a_run_is_saved_and_opened_again(page: Page, tmp_path: Path) -> None:
    button(page, "Spiral").click()
    button(page, "Play").click()
    wait_for(page, "step", lambda value: value > 200)
    button(page, "Pause").click()
    expect(button(page, "Play")).to_be_visible()
    wait_for(page, "step", lambda value: value > 200)
    experiment, first = carried(page), room_of(page)
    _take(page)
    file = _saved(page, "Save this run", tmp_path)
    found = re.fullmatch(r"glassbox-spiral-step-(\d+)\.glassbox", file.name)
    assert found is not None
    step = int(found[1])

    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Open a run file").click()
    choosing.value.set_files(file)
    page.wait_for_url(lambda url: first not in url)
    wait_for(page, "step", lambda value: value == step)
    assert carried(page) == experiment
    # It is one's own: it trains on from there.
    button(page, "Play").click()
    wait_for(page, "step", lambda value: value > step + 100)


@pytest.mark.slow
def test_a_file_is_dropped_onto_the_page(page: Page, tmp_path: Path) -> None:
    _step(page)
    _take(page)
    file = _saved(page, "Save this run", tmp_path)
    page.keyboard.press("Escape")
    first = room_of(page)
    page.evaluate(DROP, [file.read_bytes().decode("latin-1"), file.name])
    page.wait_for_url(lambda url: first not in url)
    wait_for(page, "step", lambda value: value == 1)


@pytest.mark.slow
def test_what_is_no_run_is_refused_in_words(browser: Browser, address: str) -> None:
    # Chromium writes every refusal of a server on the console, so no eye is kept on that here.
    page = browser.new_page(locale="en-US")
    page.goto(address)
    wait_for(page, "layers", lambda value: value == 2)
    first = room_of(page)
    page.evaluate(DROP, ["Dear diary", "diary.txt"])
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("This file could not be opened.")
    expect(notice).to_contain_text("The file is not a run that Glassbox has saved.")
    assert room_of(page) == first
    assert number(page, "step") == 0
    page.close()


def test_the_experiment_is_saved_as_a_program(page: Page, tmp_path: Path) -> None:
    _take(page)
    for framework, title in (("numpy", "NumPy"), ("pytorch", "PyTorch"), ("keras", "Keras")):
        file = _saved(page, f"Program for {title}", tmp_path)
        assert file.name == f"glassbox-circle-{framework}.py"
        assert file.read_text() == write_program(Experiment(), framework).source


@pytest.mark.slow
def test_a_viewer_takes_the_run_along_too(open_page: OpenPage, tmp_path: Path) -> None:
    presenter = open_page()
    _step(presenter)
    viewer = open_page(room_of(presenter))
    _take(viewer)
    assert _saved(viewer, "Save this run", tmp_path).name == "glassbox-circle-step-1.glassbox"
