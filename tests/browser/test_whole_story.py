"""A network learns to see, reads a hand, is wrong about another, is told so, and is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from playwright.sync_api import Page, expect

from tests.browser.reading import button, number, until
from tests.browser.test_corrections import ROWS
from tests.browser.test_pad import SEVEN, draw, says

GOAL = 98
ODD: Sequence[tuple[int, Sequence[Sequence[tuple[float, float]]]]] = (
    (1, [[(0.8, 0.05), (0.2, 0.95)]]),
    (1, [[(0.1, 0.3), (0.9, 0.1)], [(0.5, 0.2), (0.1, 0.95)]]),
    (1, [[(0.2, 0.42), (0.5, 0.08), (0.5, 0.9)], [(0.15, 0.9), (0.85, 0.9)]]),
    (7, [[(0.1, 0.1), (0.9, 0.1), (0.9, 0.9)], [(0.6, 0.5), (0.99, 0.5)]]),
    (7, [[(0.2, 0.4), (0.2, 0.1), (0.8, 0.1), (0.3, 0.9)], [(0.2, 0.5), (0.7, 0.5)]]),
    (4, [[(0.2, 0.1), (0.2, 0.5), (0.8, 0.5)], [(0.8, 0.1), (0.8, 0.9)]]),
    (6, [[(0.8, 0.1), (0.2, 0.5), (0.2, 0.9), (0.5, 0.9), (0.5, 0.6), (0.2, 0.6)]]),
)
"""What it is, and strokes by which few would write it: a network is wrong about some of them."""


def train_until(page: Page, holds: Callable[[], bool]) -> None:
    """Play until something holds, and still does while the run stands: a step may undo it."""
    while not holds():
        button(page, "Play").click()
        until(page, holds, 60)
        button(page, "Pause").click()
        expect(button(page, "Play")).to_be_visible()


def answer(page: Page) -> str:
    """What the network takes the drawing for that is now on the pad, with its last point."""
    # Begun later than the pad's own timer, and as long: all that was drawn was asked for.
    page.evaluate("new Promise((done) => setTimeout(done, 60))")
    words = page.locator(".pad-says")
    expect(words).to_have_text(re.compile(r"^It looks like an? \d · \d+%$"))
    return (words.text_content() or "").split(" · ")[0][-1]


def draw_until_wrong(page: Page) -> tuple[int, str]:
    """Draw odd digits until one is taken for another: what it is, and what was said."""
    for label, strokes in ODD:
        button(page, "Clear").click()
        draw(page, strokes)
        said = answer(page)
        if said != str(label):
            return label, said
    raise AssertionError("the network is right about every odd digit")


def test_it_learns_to_see_is_wrong_is_corrected_and_is_right(page: Page) -> None:
    button(page, "Handwritten digits").click()
    button(page, "LeNet-like").click()
    expect(button(page, "LeNet-like")).to_have_attribute("aria-pressed", "true")
    train_until(page, lambda: number(page, "test-accuracy") >= GOAL)

    page.locator(".pad-open").click()
    draw(page, SEVEN)
    says(page, "It looks like a 7")

    label, said = draw_until_wrong(page)
    button(page, f"It is really {label}").click()
    row, score = page.locator(ROWS), page.locator(".corrections .score")
    expect(row.locator(".truth")).to_have_text(str(label))
    expect(row.locator(".verdicts")).to_have_text(f"{said} → {said}")
    expect(score).to_have_text("Right: 0 of 1 (before: 0)")

    train_until(page, lambda: row.locator(".verdicts").text_content() == f"{said} → {label}")
    expect(score).to_have_text("Right: 1 of 1 (before: 0)")
    expect(row.locator(".share")).to_have_text(re.compile(r"^\d+% → \d+%$"))
    before, now = re.findall(r"\d+", row.locator(".share").text_content() or "")
    assert int(before) < int(now)
    says(page, f"It looks like an? {label}")
