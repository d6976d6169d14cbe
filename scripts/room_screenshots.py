"""Pictures of a room and the people in it: `python scripts/room_screenshots.py DIR`.

A second argument chooses one size of `screenshots.SIZES`, a third one theme, a fourth one language.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.browser import chromium, server  # noqa: E402
from scripts.screenshots import SIZES  # noqa: E402
from tests.browser.reading import neuron  # noqa: E402

NETWORK = "http://192.168.1.20:8000"
LOOKING_ON = 4
"""Other screens in the room, so that there is somebody to lend control to."""


def main() -> None:
    """Fill a folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    sizes, themes, languages = (
        [argument] if argument else everything
        for argument, everything in zip(
            (sys.argv[2:] + [""] * 3)[:3],
            (list(SIZES), ["light", "dark"], ["en-US", "zh-CN"]),
            strict=True,
        )
    )
    os.environ["GLASSBOX_ADDRESS"] = NETWORK
    with server() as address, chromium() as browser:
        for size in sizes:
            for theme in themes:
                for language in languages:
                    name = folder / f"{size}-{theme}-{language[:2]}"
                    with (
                        closing(_person(browser, size, theme, language)) as presenter,
                        closing(_person(browser, size, theme, language)) as viewer,
                    ):
                        _a_class(address, str(name), presenter, viewer)


def _person(browser: Browser, size: str, theme: str, language: str) -> BrowserContext:
    width, height = SIZES[size]
    return browser.new_context(
        viewport={"width": width, "height": height},
        locale=language,
        color_scheme="dark" if theme == "dark" else "light",
        has_touch=size == "phone",
    )


def _a_class(address: str, name: str, teacher: BrowserContext, pupil: BrowserContext) -> None:
    presenter = teacher.new_page()
    presenter.goto(address)
    _wait(presenter)
    others = []
    for _ in range(LOOKING_ON):
        others.append(pupil.new_page())
        others[-1].goto(presenter.url.split("#")[0])
        _wait(others[-1])
    viewer = others[-1]
    presenter.keyboard.press("Space")
    presenter.wait_for_timeout(1500)
    presenter.keyboard.press("Space")
    for _ in range(4):
        presenter.keyboard.press("ArrowRight")
    presenter.locator(".network").click(position=neuron(presenter, 1, 1))
    presenter.wait_for_timeout(600)
    presenter.screenshot(path=f"{name}-presenter.png")
    viewer.screenshot(path=f"{name}-viewer.png")

    viewer.locator(".network").click(position=neuron(viewer, 2, 0))
    viewer.locator(".around").wait_for()
    viewer.screenshot(path=f"{name}-viewer-around.png")
    viewer.locator("body").press("Space")
    viewer.locator(".notice").wait_for()
    viewer.screenshot(path=f"{name}-viewer-refused.png")
    viewer.locator(".notice .dismiss").click()
    viewer.locator(".room-button").click()
    _drawn(viewer)
    viewer.screenshot(path=f"{name}-viewer-room.png")
    viewer.keyboard.press("Escape")

    presenter.locator(".room-button").click()
    _drawn(presenter)
    presenter.screenshot(path=f"{name}-room.png")
    presenter.locator(".seat").last.click()
    presenter.locator(".has-control").wait_for()
    presenter.locator(".people-side > section:last-child .button").click()
    presenter.locator(".secret").wait_for()
    presenter.screenshot(path=f"{name}-room-lent-secret.png")
    viewer.wait_for_timeout(300)
    viewer.screenshot(path=f"{name}-borrower.png")
    presenter.keyboard.press("Escape")
    presenter.screenshot(path=f"{name}-presenter-lent.png")
    with presenter.expect_response("**/api/rooms/*"):
        presenter.keyboard.press("i")
    _drawn(presenter)
    presenter.screenshot(path=f"{name}-invitation.png")
    _without_a_network(presenter, name)
    _join(pupil.new_page(), address, name)
    _lost(pupil.new_page(), presenter.url.split("#")[0], name)


def _without_a_network(page: Page, name: str) -> None:
    page.keyboard.press("Escape")
    page.route(
        "**/api/rooms/*",
        lambda route: route.fulfill(json={"code": "", "viewers": 1, "address": None}),
    )
    page.keyboard.press("i")
    page.locator(".whole-invitation .local").wait_for()
    page.screenshot(path=f"{name}-invitation-local.png")
    page.keyboard.press("Escape")
    page.locator(".room-button").click()
    page.locator(".room-dialog .local").wait_for()
    page.screenshot(path=f"{name}-room-local.png")


def _join(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/join")
    page.screenshot(path=f"{name}-join.png")
    page.goto(f"{address}/join?code=NOSUCH")
    page.screenshot(path=f"{name}-join-unknown.png")


def _lost(page: Page, url: str, name: str) -> None:
    sockets: list[WebSocketRoute] = []

    def let_in_once(socket: WebSocketRoute) -> None:
        if sockets:
            socket.close()
        else:
            socket.connect_to_server()
        sockets.append(socket)

    page.route_web_socket("**/ws/**", let_in_once)
    page.goto(url)
    _wait(page)
    page.wait_for_timeout(500)
    sockets[0].close()
    page.locator(".banner").wait_for()
    page.wait_for_timeout(1500)
    page.screenshot(path=f"{name}-lost.png")


def _wait(page: Page) -> None:
    page.locator("[data-metric=layers]", has_text="2").wait_for()
    page.locator(".heading").first.wait_for()


def _drawn(page: Page) -> None:
    """Wait for the QR code of the dialog on top."""
    page.locator("dialog[open] .qr").last.wait_for()
    page.wait_for_function("document.querySelector('dialog[open] .qr').complete")
    page.wait_for_timeout(150)


if __name__ == "__main__":
    main()
