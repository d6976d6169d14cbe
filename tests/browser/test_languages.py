"""English and Chinese, dark and light."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import button


def test_the_browser_chooses_the_language_at_first(open_page: OpenPage) -> None:
    page = open_page(locale="zh-CN")
    expect(button(page, "播放")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_the_language_changes_without_a_reload(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate("globalThis.stillHere = true")
    page.get_by_role("button", name="中").click()
    expect(button(page, "播放")).to_be_visible()
    assert page.evaluate("globalThis.stillHere")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_dark_and_light(open_page: OpenPage) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    light = open_page(color_scheme="light").evaluate(background)
    dark = open_page(color_scheme="dark").evaluate(background)
    assert light != dark
