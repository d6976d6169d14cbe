"""What somebody sees and does who opens the page for the first time."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import at_rest, button, number, wait_for


def test_one_click_and_the_loss_falls(page: Page) -> None:
    before = number(page, "test-loss")
    button(page, "Play").click()
    wait_for(page, "epoch", lambda value: value > 100)
    button(page, "Pause").click()
    expect(button(page, "Play")).to_be_visible()
    assert number(page, "test-loss") < before / 2
    assert number(page, "train-loss") < before / 2
    assert number(page, "test-accuracy") > 90


def test_the_default_is_a_circle_with_two_hidden_layers(page: Page) -> None:
    wait_for(page, "layers", lambda value: value == 2)
    expect(button(page, "Circle")).to_have_attribute("aria-pressed", "true")


def test_pause_stands_still_and_reset_begins_again(page: Page) -> None:
    first_loss = number(page, "train-loss")
    button(page, "Play").click()
    wait_for(page, "step", lambda value: value > 100)
    button(page, "Pause").click()
    expect(button(page, "Play")).to_be_visible()
    assert at_rest(page, lambda: number(page, "step")) > 100
    button(page, "Reset").click()
    wait_for(page, "step", lambda value: value == 0)
    assert number(page, "train-loss") == first_loss


def test_a_step_is_a_phase_a_step_or_an_epoch(page: Page) -> None:
    unit = page.get_by_role("combobox", name="How far one press goes")
    unit.select_option("step")
    button(page, "Step").click()
    wait_for(page, "step", lambda value: value == 1)
    unit.select_option("epoch")
    button(page, "Step").click()
    wait_for(page, "epoch", lambda value: value == 1)
    steps = number(page, "step")
    unit.select_option("phase")
    for _ in range(8):  # sample, forward 1 to 3, loss, backward 3 to 1
        button(page, "Step").click()
    assert number(page, "step") == steps
    button(page, "Step").click()
    wait_for(page, "step", lambda value: value == steps + 1)


def test_the_keyboard_plays_and_steps(page: Page) -> None:
    page.keyboard.press("Space")
    expect(button(page, "Pause")).to_be_visible()
    page.keyboard.press("Space")
    expect(button(page, "Play")).to_be_visible()
    wait_for(page, "step", lambda value: value > 0)
    page.keyboard.press("r")
    wait_for(page, "step", lambda value: value == 0)


def test_everything_fits_on_a_projector(open_page: OpenPage) -> None:
    for width, height in ((1280, 720), (1920, 1080), (1024, 768)):
        page = open_page(viewport={"width": width, "height": height})
        overflow = page.evaluate(
            """() => [document.documentElement.scrollWidth - innerWidth,
                      document.documentElement.scrollHeight - innerHeight]"""
        )
        assert overflow == [0, 0], f"at {width} x {height}"


def test_a_phone_scrolls_down_but_never_sideways(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(button(page, "Play")).to_be_in_viewport()


def test_a_mistyped_room_leads_to_a_new_one_and_says_so(open_page: OpenPage) -> None:
    page = open_page("/r/ZZZZZZ")
    assert "/r/ZZZZZZ" not in page.url
    expect(page.get_by_text("ZZZZZZ")).to_be_visible()


def test_the_page_comes_in_few_files(page: Page) -> None:
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [name for name in names if name.endswith("/static/vendor/page.js")]
    assert len(names) < 10


def test_a_page_of_many_files_is_the_same(open_page: OpenPage) -> None:
    """What somebody sees who has edited one of them and not yet built the page anew."""

    def send_many(page: Page) -> None:
        def send(name: str, kind: str, text: str) -> None:
            def answer(route: Route) -> None:
                route.fulfill(body=text, content_type=kind)

            page.route(f"**/static/vendor/{name}", answer)

        send("page.js", "text/javascript", 'import "/static/js/main.js";')
        send("page.css", "text/css", '@import "/static/css/all.css";')

    page = open_page(prepare=send_many)
    button(page, "Play").click()
    wait_for(page, "epoch", lambda value: value > 1)
    expect(button(page, "Pause")).to_be_visible()
    expect(page.locator(".stage")).to_have_css("grid-area", "stage")
