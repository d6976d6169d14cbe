"""What a person can open on the page, for tests that look at everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from playwright.sync_api import Page

from tests.browser.reading import neuron


def dialog(page: Page, opener: str) -> None:
    """Open a dialog by a click."""
    page.locator(opener).first.click()
    page.locator("dialog[open]").wait_for()


def unfold_settings(page: Page) -> None:
    """Open all groups of settings."""
    for summary in page.locator(".settings summary").all():
        summary.click()


def dialogs_of_keys(page: Page, keys: Iterable[str]) -> Iterator[str]:
    """The dialogs that these keys open, one after the other."""
    for key in keys:
        page.keyboard.press(key)
        page.locator("dialog[open]").wait_for()
        yield f"the dialog of {key}"
        page.keyboard.press("Escape")


def tabs_and_dialogs(page: Page) -> Iterator[str]:
    """The tabs of the right column and the dialogs of the page, one after the other."""
    page.locator(".network").click(position=neuron(page, 1, 0))
    page.locator("#tab-neuron").click()
    page.locator(".inspector-head").wait_for()
    yield "the numbers of a neuron"
    page.locator("#tab-layers").click()
    page.locator(".layer-row canvas, .layer-row .uplot, .side-panel section").first.wait_for()
    yield "the layers over time"
    page.locator("#tab-results").click()
    dialog(page, ".time-buttons [aria-haspopup]")
    yield "the dialog of the branches"
    page.keyboard.press("Escape")
    dialog(page, ".network-button")
    page.locator(".layer-name").nth(1).click()
    page.locator(".add-layer").nth(1).click()
    yield "the editor of the layers"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


def comparing(page: Page) -> Iterator[str]:
    """The dialog that begins a comparison, and two runs side by side."""
    dialog(page, ".compare-button")
    yield "the dialog of the comparison"
    page.locator("dialog[open] .primary, dialog[open] [type=submit]").first.click()
    page.locator(".compare-heading").nth(1).wait_for()
    yield "two runs side by side"


def images_of_the_second_run(page: Page) -> Iterator[str]:
    """The tab of images while two runs are compared, where the data are images."""
    if page.locator("#tab-images").count():
        page.locator("#tab-images").click()
        page.locator(".which-run input").last.check()
        page.locator(".images-panel[data-run=b] .ranks").wait_for()
        yield "the images of the second run"
