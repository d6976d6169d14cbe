"""Going through time: back to any step, branches, bookmarks, the same start and another one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.exhaustive import combinations
from tests.browser.reading import button, carried, fragment, number, until, wait_for

pytestmark = pytest.mark.still

Seen = dict[str, Any]

READ = """() => {
  const { picture } = glassbox;
  const held = {};
  for (const [key, view] of picture.views) held[key] = Array.from(view);
  return { ...picture.header, held, exact: picture.stepOf("exact"), maps: picture.stepOf("maps") };
}"""

LOOKED_AT = ("parameters", "gradients", "activations", "deltas", "maps", "boundary")


QUICK = {
    "dataset": {"name": "circle"},
    "network": {"layers": [{"kind": "dense", "units": 6, "activation": "tanh"}]},
    "training": {"optimizer": {"name": "adam", "learning_rate": 0.03}},
}


def track(page: Page) -> Locator:
    """The handle's way, as a screen reader knows it."""
    return page.get_by_role("slider", name="Timeline")


def step_of(page: Page) -> int:
    """Where the run stands."""
    return int(number(page, "step"))


def place_of(page: Page, step: int, latest: int) -> tuple[float, float]:
    """Where a step is on the screen."""
    box = track(page).bounding_box()
    assert box is not None
    inset = 10
    x = box["x"] + inset + (box["width"] - 2 * inset) * step / latest
    return x, box["y"] + box["height"] - 11


def drag_to(page: Page, step: int, latest: int) -> None:
    """Take the handle and pull it to a step, as a hand does."""
    page.mouse.move(*place_of(page, step_of(page), latest))
    page.mouse.down()
    page.mouse.move(*place_of(page, (step_of(page) + step) // 2, latest), steps=3)
    page.mouse.move(*place_of(page, step, latest), steps=3)
    page.mouse.up()


def at_rest(page: Page, step: int) -> Seen:
    """What is on the screen once all of it belongs to a step at which the run stands."""
    seen: Seen = {}

    def arrived() -> bool:
        seen.update(page.evaluate(READ))
        steps = {seen[name] for name in ("step", "measuredAt", "exact", "maps")}
        return steps == {step} and step_of(page) == step

    until(page, arrived)
    return seen


def make_steps(page: Page, unit: str, count: int) -> None:
    page.get_by_role("combobox", name="How far one press goes").select_option(unit)
    for _ in range(count):
        # On a busy machine frames come from the midst of an epoch, too.
        before = number(page, unit)
        button(page, "Step").click()
        wait_for(page, unit, lambda value, before=before: value > before)  # type: ignore[misc]


def train_to(page: Page, epochs: int) -> int:
    """Train by hand; the newest step."""
    make_steps(page, "epoch", epochs)
    return step_of(page)


def branch_count(page: Page) -> Callable[[int], None]:
    """Expect so many branches."""
    return lambda count: expect(button(page, f"Branches ({count})")).to_be_visible()


def past_note(page: Page) -> Locator:
    return page.locator(".past-chip")


def test_every_step_is_shown_as_it_was(page: Page) -> None:
    seen: dict[int, Seen] = {0: at_rest(page, 0)}
    for unit, count in (("step", 3), ("epoch", 2), ("step", 1), ("epoch", 2)):
        make_steps(page, unit, count)
        seen[step_of(page)] = at_rest(page, step_of(page))
    latest = step_of(page)
    order = sorted(seen, key=lambda step: step * 7 % 13)
    for step in order:
        # A pixel is less than a step here, but the keyboard is exact.
        drag_to(page, step, latest)
        until(page, lambda: track(page).get_attribute("aria-valuenow") == str(step_of(page)))
        track(page).focus()
        while (away := step - step_of(page)) != 0:
            now = step_of(page)
            page.keyboard.press("ArrowRight" if away > 0 else "ArrowLeft")
            wait_for(page, "step", lambda value, now=now: value != now)  # type: ignore[misc]
        again, before = at_rest(page, step), seen[step]
        for name in ("epoch", "trainLoss", "testLoss", "trainAccuracy", "testAccuracy"):
            assert again[name] == before[name], (step, name)
        compared = [key for key in before["held"] if key.split("/")[0] in LOOKED_AT]
        assert len(compared) > 10
        for key in compared:
            if step == 0 and key.split("/")[0] == "gradients":
                continue
            assert again["held"][key] == before["held"][key], (step, key)
        expect(track(page)).to_have_attribute("aria-valuetext", f"step {step} of {latest}")
        if step < latest:
            expect(past_note(page)).to_contain_text(f"step {step}")
        else:
            expect(past_note(page)).to_have_count(0)


@pytest.mark.slow
def test_what_stands_in_words_is_of_the_step_that_was_sought(open_page: OpenPage) -> None:
    page = open_page(f"/{fragment(QUICK)}")
    wait_for(page, "layers", lambda value: value == 1)
    losses = {}
    for _ in range(4):
        make_steps(page, "epoch", 1)
        losses[step_of(page)] = number(page, "test-loss")
    latest = step_of(page)
    assert len(set(losses.values())) > 1
    for step, loss in losses.items():
        page.mouse.click(*place_of(page, step, latest))
        until(page, lambda step=step: abs(step_of(page) - step) <= 1)  # type: ignore[misc]
        track(page).focus()
        while step_of(page) != step:
            page.keyboard.press("ArrowRight" if step_of(page) < step else "ArrowLeft")
            page.wait_for_timeout(50)
        until(page, lambda loss=loss: number(page, "test-loss") == loss)  # type: ignore[misc]


def test_keys_alone_go_through_the_run(page: Page) -> None:
    latest = train_to(page, 4)
    track(page).focus()
    for key, step in (
        ("Home", 0),
        ("PageUp", round(latest / 10)),
        ("ArrowRight", round(latest / 10) + 1),
        ("ArrowLeft", round(latest / 10)),
        ("End", latest),
        ("PageDown", latest - round(latest / 10)),
    ):
        page.keyboard.press(key)
        wait_for(page, "step", lambda value, step=step: value == step)  # type: ignore[misc]
        expect(track(page)).to_have_attribute("aria-valuenow", str(step))
    button(page, "Back to now").focus()
    page.keyboard.press("Enter")
    wait_for(page, "step", lambda value: value == latest)
    expect(button(page, "Back to now")).to_have_count(0)


def test_step_goes_back_as_it_goes_on(page: Page) -> None:
    make_steps(page, "step", 3)
    expect(button(page, "Step back")).to_be_enabled()
    button(page, "Step back").click()
    wait_for(page, "step", lambda value: value == 2)
    page.locator(".network").focus()
    page.locator("body").click(position={"x": 640, "y": 640})
    page.keyboard.press("ArrowLeft")
    wait_for(page, "step", lambda value: value == 1)
    page.keyboard.press("ArrowRight")
    wait_for(page, "step", lambda value: value == 2)
    branch_count(page)(1)
    button(page, "Step back").click()
    button(page, "Step back").click()
    wait_for(page, "step", lambda value: value == 0)
    expect(button(page, "Step back")).to_be_disabled()


def test_a_change_in_the_past_makes_a_branch_that_is_named_and_returned_to(page: Page) -> None:
    latest = train_to(page, 8)
    loss = number(page, "test-loss")
    drag_to(page, latest // 2, latest)
    until(page, lambda: abs(step_of(page) - latest // 2) <= 1)
    left = step_of(page)
    expect(past_note(page)).to_contain_text("Play starts a branch here")
    rate = page.get_by_label("Learning rate, exact value")
    rate.fill("0.3")
    rate.press("Enter")
    branch_count(page)(2)
    make_steps(page, "epoch", 1)
    assert left < step_of(page) < latest
    expect(past_note(page)).to_have_count(0)
    # The line that was left is drawn beside it, with its name.
    expect(page.locator(".chart-legend li")).to_have_count(1)
    expect(page.locator(".chart-legend")).to_contain_text("Run 1")

    button(page, "Branches (2)").click()
    dialog = page.get_by_role("dialog", name="Timeline")
    expect(dialog).to_contain_text("Learning rate 0.03 → 0.3")
    expect(dialog.locator("li", has_text="Learning rate 0.03 → 0.3")).to_contain_text(
        "You are here"
    )
    button(page, "Rename Learning rate 0.03 → 0.3").click()
    dialog.get_by_role("textbox").fill("Too fast?")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Too fast?")
    button(page, "Go to Run 1").click()
    wait_for(page, "step", lambda value: value == latest)
    until(page, lambda: number(page, "test-loss") == loss)
    assert carried(page)["training"]["optimizer"]["learning_rate"] == 0.03
    expect(page.locator(".chart-legend")).to_contain_text("Too fast?")

    button(page, "Branches (2)").click()
    page.get_by_role("checkbox", name="Show in the charts: Too fast?").uncheck()
    expect(page.locator(".chart-legend")).to_have_count(0)
    button(page, "Pin to the charts: Too fast?").click()
    expect(page.locator(".chart-legend")).to_contain_text("Too fast?")
    button(page, "Delete Too fast?").click()
    expect(dialog.locator("li", has_text="Too fast?")).to_have_count(0)
    page.keyboard.press("Escape")
    branch_count(page)(1)


def test_play_in_the_past_leaves_what_was(page: Page) -> None:
    latest = train_to(page, 6)
    track(page).focus()
    page.keyboard.press("Home")
    wait_for(page, "step", lambda value: value == 0)
    expect(button(page, "Play")).to_have_attribute(
        "title", re.compile("starts a branch from step 0")
    )
    button(page, "Play").click()
    wait_for(page, "step", lambda value: value > 20)
    button(page, "Pause").click()
    branch_count(page)(2)
    button(page, "Branches (2)").click()
    expect(page.get_by_role("dialog", name="Timeline")).to_contain_text(
        "nothing changed from step 0"
    )
    button(page, "Go to Run 1").click()
    wait_for(page, "step", lambda value: value == latest)


@pytest.mark.slow
def test_a_branch_of_many_steps_is_not_thrown_away_by_one_press(page: Page) -> None:
    train_to(page, 1)
    track(page).focus()
    page.keyboard.press("Home")
    wait_for(page, "step", lambda value: value == 0)
    train_by_playing(page, 150)
    button(page, "Branches (2)").click()
    button(page, "Go to Run 1").click()
    wait_for(page, "step", lambda value: value < 100)
    button(page, "Branches (2)").click()
    button(page, "Delete nothing changed from step 0").click()
    dialog = page.get_by_role("dialog", name="Timeline")
    expect(dialog.get_by_role("alert")).to_contain_text("steps go for good")
    button(page, "Keep").click()
    expect(dialog).to_contain_text("Branches (2)")
    button(page, "Delete nothing changed from step 0").click()
    button(page, "Delete").click()
    expect(dialog).to_contain_text("Branches (1)")


def train_by_playing(page: Page, steps: int) -> None:
    button(page, "Play").click()
    wait_for(page, "step", lambda value: value > steps)
    button(page, "Pause").click()
    expect(button(page, "Play")).to_be_visible()


def test_a_bookmark_is_set_named_found_and_removed(page: Page) -> None:
    latest = train_to(page, 4)
    track(page).focus()
    for _ in range(3):
        page.keyboard.press("PageDown")
    wait_for(page, "step", lambda value: value == latest - 3 * round(latest / 10))
    marked = step_of(page)
    page.locator("body").click(position={"x": 640, "y": 640})
    page.keyboard.press("b")
    expect(button(page, "Remove the bookmark of this step")).to_be_visible()
    button(page, "Back to now").click()
    wait_for(page, "step", lambda value: value == latest)
    expect(button(page, "Bookmark this step")).to_be_visible()

    button(page, "Bookmarks (1)").click()
    button(page, f"Rename step {marked}").click()
    page.get_by_role("dialog", name="Timeline").get_by_role("textbox").fill("It turns")
    page.keyboard.press("Enter")
    button(page, "Go to It turns").click()
    wait_for(page, "step", lambda value: value == marked)
    # A press beside the star means the star.
    button(page, "Back to now").click()
    wait_for(page, "step", lambda value: value == latest)
    x, y = place_of(page, marked, latest)
    page.mouse.click(x + 4, y)
    wait_for(page, "step", lambda value: value == marked)

    button(page, "Remove the bookmark of this step").click()
    expect(button(page, "Bookmarks (0)")).to_be_visible()


def test_the_same_start_and_another_one(page: Page) -> None:
    start = at_rest(page, 0)["held"]["parameters/1"]
    make_steps(page, "step", 2)
    assert at_rest(page, 2)["held"]["parameters/1"] != start
    button(page, "Reset").click()
    assert at_rest(page, 0)["held"]["parameters/1"] == start
    button(page, "New start").click()
    until(page, lambda: carried(page)["training"]["seed"] != 1)
    wait_for(page, "step", lambda value: value == 0)
    other = at_rest(page, 0)["held"]["parameters/1"]
    assert other != start
    make_steps(page, "step", 1)
    # What was stays: another run, which can be returned to.
    button(page, "Branches (2)").click()
    button(page, "Go to Run 1").click()
    until(page, lambda: carried(page)["training"]["seed"] == 1)


@pytest.mark.parametrize("way", combinations([("drag",)], ["drag", "key", "star"]))
@pytest.mark.slow
def test_a_viewer_sees_where_one_stands_and_cannot_go_elsewhere(
    open_page: OpenPage, way: str
) -> None:
    presenter = open_page()
    found = re.search(r"/r/[A-Z]{6}", presenter.url)
    assert found is not None
    viewer = open_page(found[0])
    latest = train_to(presenter, 4)
    track(presenter).focus()
    presenter.keyboard.press("PageDown")
    there = latest - round(latest / 10)
    for page in (presenter, viewer):
        wait_for(page, "step", lambda value: value == there)
        expect(track(page)).to_have_attribute("aria-valuetext", f"step {there} of {latest}")
    expect(track(viewer)).to_have_attribute("aria-disabled", "true")
    if way == "drag":
        drag_to(viewer, 1, latest)
    elif way == "key":
        track(viewer).focus()
        viewer.keyboard.press("Home")
    else:
        button(viewer, "Bookmark this step").click()
    expect(viewer.get_by_role("alert")).to_contain_text("Only the presenter changes this run.")
    expect(track(viewer)).to_have_attribute("aria-valuenow", str(there))
    assert step_of(presenter) == there


@pytest.mark.slow
def test_a_newcomer_finds_the_branches_and_the_whole_line(open_page: OpenPage) -> None:
    presenter = open_page()
    latest = train_to(presenter, 6)
    drag_to(presenter, latest // 3, latest)
    until(presenter, lambda: step_of(presenter) < latest // 2)
    found = re.search(r"/r/[A-Z]{6}", presenter.url)
    assert found is not None
    viewer = open_page(found[0])
    there = step_of(presenter)
    expect(track(viewer)).to_have_attribute("aria-valuetext", f"step {there} of {latest}")
    expect(past_note(viewer)).to_contain_text(f"step {there}")
    known = viewer.evaluate("glassbox.losses.newest")
    assert known == latest, "the future of a line is known to who joins in its past"


@pytest.mark.slow
def test_a_hand_on_the_handle_stops_a_run_that_plays(page: Page) -> None:
    button(page, "Play").click()
    wait_for(page, "step", lambda value: value > 100)
    x, y = place_of(page, 1, 4)
    page.mouse.move(x, y)
    page.mouse.down()
    expect(button(page, "Play")).to_be_visible()
    page.mouse.move(x + 60, y, steps=4)
    page.mouse.up()
    until(page, lambda: track(page).get_attribute("aria-valuenow") == str(step_of(page)))
    expect(past_note(page)).to_be_visible()
    expect(button(page, "Branches (1)")).to_be_visible()


@pytest.mark.slow
def test_a_copy_has_the_whole_past(open_page: OpenPage) -> None:
    presenter = open_page()
    latest = train_to(presenter, 3)
    found = re.search(r"/r/[A-Z]{6}", presenter.url)
    assert found is not None
    viewer = open_page(found[0])
    wait_for(viewer, "step", lambda value: value == latest)
    button(viewer, "Make my own copy").click()
    viewer.wait_for_url(lambda url: found[0] not in url)
    wait_for(viewer, "step", lambda value: value == latest)
    track(viewer).focus()
    viewer.keyboard.press("Home")
    wait_for(viewer, "step", lambda value: value == 0)
    expect(track(viewer)).to_have_attribute("aria-valuetext", f"step 0 of {latest}")


@pytest.mark.slow
def test_touch_drags_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    latest = train_to(page, 4)
    track(page).scroll_into_view_if_needed()
    box = track(page).bounding_box()
    assert box is not None
    assert box["height"] >= 44
    page.touchscreen.tap(*place_of(page, latest // 2, latest))
    until(page, lambda: abs(step_of(page) - latest // 2) <= 2)
    finger = page.context.new_cdp_session(page)
    for kind, step in (("touchStart", latest // 2), ("touchMove", latest // 3), ("touchMove", 10)):
        x, y = place_of(page, step, latest)
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    until(page, lambda: abs(step_of(page) - 10) <= 2)
    button(page, "Back to now").tap()
    wait_for(page, "step", lambda value: value == latest)


@pytest.mark.slow
def test_accuracy_in_place_of_loss(page: Page) -> None:
    train_to(page, 2)
    chart = page.locator(".loss-chart")
    expect(chart).to_have_attribute("aria-label", "Train and test loss over the steps")
    button(page, "Accuracy").click()
    expect(chart).to_have_attribute("aria-label", "Train and test accuracy over the steps")
    expect(page.get_by_label("Logarithmic loss axis")).to_have_count(0)
    box = chart.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 30, box["y"] + box["height"] / 2)
    expect(page.locator(".reading")).to_contain_text(re.compile(r"step \d+ · train [\d.]+% · test"))
