"""Layers added, removed, moved and set on the page."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.between import Between
from tests.browser.conftest import OpenPage
from tests.browser.reading import button, carried, fragment, number, until, wait_for

pytestmark = pytest.mark.still

SEEING = {
    "dataset": {"name": "digits"},
    "network": {
        "layers": [
            {"kind": "conv2d", "channels": 6, "padding": 1},
            {"kind": "max_pool2d"},
            {"kind": "dense", "units": 16, "activation": "relu"},
        ]
    },
    "training": {"optimizer": {"name": "adam", "learning_rate": 0.003}, "batch_size": 32},
}

LATE = ("experiment", "configured")
"""What answers a change that was taken."""


def kinds(page: Page) -> list[str]:
    return [layer["kind"] for layer in carried(page)["network"]["layers"]]


def editor(page: Page) -> Locator:
    """The editor, opened from the stage."""
    button(page, "Edit layers").click()
    sheet = page.get_by_role("dialog", name="Layers of the network")
    expect(sheet).to_be_visible()
    return sheet


def row(sheet: Locator, index: int) -> Locator:
    """A hidden layer's row, from 0."""
    return sheet.locator(f"[data-row='{index}']")


@pytest.fixture
def seeing(open_page: OpenPage) -> Page:
    """A small convolutional network on digits."""
    page = open_page(f"/{fragment(SEEING)}")
    until(page, lambda: kinds(page) == ["conv2d", "max_pool2d", "dense"])
    return page


@pytest.mark.slow
def test_every_layer_says_what_it_gives_and_learns(seeing: Page) -> None:
    sheet = editor(seeing)
    told = ["6 × 8 × 8", "6 × 4 × 4", "16"]
    for index, (shape, parameters) in enumerate(zip(told, ["60", None, "1,552"], strict=True)):
        expect(row(sheet, index).locator(".gives")).to_have_text(shape)
        expected = f"{parameters} numbers to learn" if parameters else "nothing to learn"
        expect(row(sheet, index)).to_contain_text(expected)
    layers = seeing.evaluate("glassbox.picture.layout.layers.map(({ shape }) => shape)")
    assert [" × ".join(map(str, shape)) for shape in layers[1:-1]] == told


def test_a_setting_of_the_catalog_changes_the_network(seeing: Page) -> None:
    sheet = editor(seeing)
    row(sheet, 0).get_by_role("button", name="Conv 1 Convolution").click()
    row(sheet, 0).get_by_role("textbox", name="Channels, exact value").fill("8")
    seeing.keyboard.press("Enter")
    until(seeing, lambda: carried(seeing)["network"]["layers"][0]["channels"] == 8)
    row(sheet, 0).get_by_label("Activation").select_option("tanh")
    until(seeing, lambda: carried(seeing)["network"]["layers"][0]["activation"] == "tanh")
    expect(row(sheet, 0).locator(".gives")).to_have_text("8 × 8 × 8")


def test_layers_come_and_go_by_keyboard_alone(seeing: Page) -> None:
    button(seeing, "Edit layers").focus()
    seeing.keyboard.press("Enter")
    sheet = seeing.get_by_role("dialog", name="Layers of the network")
    sheet.get_by_role("button", name="Add a layer before Dense 1").focus()
    seeing.keyboard.press("Enter")
    # The first kind that can stand here has the focus; Escape leaves the menu alone.
    expect(sheet.locator("[data-kind=dense]")).to_be_focused()
    seeing.keyboard.press("Escape")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_role("button", name="Add a layer before Dense 1")).to_be_focused()
    seeing.keyboard.press("Enter")
    expect(sheet.locator("[data-kind=dense]")).to_be_focused()
    for _ in range(5):
        seeing.keyboard.press("Tab")
    expect(sheet.locator("[data-kind=dropout]")).to_be_focused()
    seeing.keyboard.press("Enter")
    until(seeing, lambda: kinds(seeing) == ["conv2d", "max_pool2d", "dropout", "dense"])
    expect(row(sheet, 2).locator("[data-part=name]")).to_be_focused()
    # Whoever moves a layer keeps it under the finger.
    row(sheet, 2).get_by_role("button", name="Move Dropout 1 back").focus()
    seeing.keyboard.press("Enter")
    until(seeing, lambda: kinds(seeing)[-1] == "dropout")
    expect(row(sheet, 3).locator("[data-part=up]")).to_be_focused()
    row(sheet, 3).get_by_role("button", name="Remove Dropout 1").focus()
    seeing.keyboard.press("Enter")
    until(seeing, lambda: kinds(seeing) == ["conv2d", "max_pool2d", "dense"])
    expect(row(sheet, 2).locator("[data-part=remove]")).to_be_focused()
    seeing.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(button(seeing, "Edit layers")).to_be_focused()


def test_whoever_types_right_after_a_move_keeps_the_focus(seeing: Page) -> None:
    sheet = editor(seeing)
    row(sheet, 0).locator("[data-part=name]").click()
    kept = seeing.evaluate(
        """async () => {
          const wait = ms => new Promise(done => setTimeout(done, ms));
          const part = name => document.querySelector(`[data-row="0"] ${name}`);
          document.querySelector('[data-row="2"] [data-part=up]').click();
          await wait(0);
          const field = part(".layer-settings input.value");
          field.focus();
          await wait(300);
          return document.activeElement === field;
        }"""
    )
    assert kept


@pytest.mark.slow
def test_kinds_that_read_images_are_offered_where_they_can_stand(seeing: Page) -> None:
    sheet = editor(seeing)
    sheet.get_by_role("button", name="Add a layer before the output layer").click()
    expect(sheet.locator("[data-kind=conv2d]")).to_be_disabled()
    expect(sheet.locator("[data-kind=conv2d]")).to_contain_text("row of numbers")
    expect(sheet.locator("[data-kind=dropout]")).to_be_enabled()
    sheet.get_by_role("button", name="Add a layer before Pool 1").click()
    expect(sheet.locator("[data-kind]")).to_have_count(7)
    sheet.locator("[data-kind=conv2d]").click()
    until(seeing, lambda: kinds(seeing) == ["conv2d", "conv2d", "max_pool2d", "dense"])
    expect(row(sheet, 1)).to_contain_text("Conv 2")


def test_what_does_not_fit_is_told_beside_its_row_and_nothing_is_lost(seeing: Page) -> None:
    before = carried(seeing)
    button(seeing, "Play").click()
    wait_for(seeing, "step", lambda value: value > 20)
    sheet = editor(seeing)
    row(sheet, 1).get_by_role("button", name="Move Pool 1 back").click()
    refusal = row(sheet, 2).get_by_role("alert")
    expect(refusal).to_contain_text("Pool 1 reads images, but a row of 16 numbers comes in")
    expect(seeing.locator(".notices")).not_to_contain_text("Pool")
    assert carried(seeing) == before
    step = number(seeing, "step")
    wait_for(seeing, "step", lambda value: value > step)
    # It can be mended from there …
    row(sheet, 2).get_by_role("button", name="Move Pool 1 forward").click()
    expect(refusal).to_be_hidden()
    row(sheet, 0).locator("[data-part=name]").click()
    row(sheet, 0).get_by_role("textbox", name="Kernel size, exact value").fill("11")
    seeing.keyboard.press("Enter")
    expect(row(sheet, 0).get_by_role("alert")).to_contain_text("At most 10 fits")
    expect(row(sheet, 0).get_by_role("textbox", name="Kernel size, exact value")).to_have_value(
        "11"
    )
    # … or left as it was.
    button(seeing, "Back to that network").click()
    expect(row(sheet, 0).get_by_role("textbox", name="Kernel size, exact value")).to_have_value("3")
    assert carried(seeing) == before


def answers_a_change(message: str | bytes) -> bool:
    return isinstance(message, str) and json.loads(message)["type"] in LATE


def test_what_was_on_its_way_to_a_lost_run_is_not_shown_for_good(open_page: OpenPage) -> None:
    between = Between(answers_a_change)
    page = open_page(f"/{fragment(SEEING)}", prepare=between.prepare)
    until(page, lambda: kinds(page) == ["conv2d", "max_pool2d", "dense"])
    sheet = editor(page)
    row(sheet, 0).locator("[data-part=name]").click()
    channels = row(sheet, 0).get_by_role("textbox", name="Channels, exact value")
    between.hold()
    channels.fill("8")
    page.keyboard.press("Enter")
    until(page, lambda: len(between.held) == len(LATE))
    expect(channels).to_have_value("8")
    lost = {"type": "notice", "code": "worker_lost", "message": "It died.", "values": {"step": 0}}
    between.say(json.dumps(lost))
    expect(channels).to_have_value("6")


def test_a_refusal_that_overtakes_an_earlier_answer_is_told_and_stays(open_page: OpenPage) -> None:
    between = Between(answers_a_change)
    page = open_page(f"/{fragment(SEEING)}", prepare=between.prepare)
    until(page, lambda: kinds(page) == ["conv2d", "max_pool2d", "dense"])
    sheet = editor(page)
    row(sheet, 0).locator("[data-part=name]").click()
    channels, kernel = (
        row(sheet, 0).get_by_role("textbox", name=f"{name}, exact value")
        for name in ("Channels", "Kernel size")
    )
    between.hold()
    for field, value in ((channels, "8"), (kernel, "11")):
        field.fill(value)
        page.keyboard.press("Enter")
    refusal = row(sheet, 0).get_by_role("alert")
    expect(refusal).to_contain_text("At most 10 fits")
    until(page, lambda: len(between.held) == len(LATE))
    between.let_go()
    until(page, lambda: carried(page)["network"]["layers"][0]["channels"] == 8)
    expect(refusal).to_contain_text("At most 10 fits")
    expect(kernel).to_have_value("11")
    button(page, "Back to that network").click()
    expect(channels).to_have_value("8")
    expect(kernel).to_have_value("3")


@pytest.mark.slow
def test_the_count_in_the_header_adds_and_takes_layers_at_the_end(seeing: Page) -> None:
    button(seeing, "Add layer").click()
    until(seeing, lambda: kinds(seeing) == ["conv2d", "max_pool2d", "dense", "dense"])
    for _ in range(2):
        button(seeing, "Remove layer").click()
    until(seeing, lambda: kinds(seeing) == ["conv2d", "max_pool2d"])
    button(seeing, "Add layer").click()
    until(seeing, lambda: kinds(seeing) == ["conv2d", "max_pool2d", "dense"])
    assert carried(seeing)["network"]["layers"][-1]["activation"] == "relu"
    button(seeing, "Add a channel to Conv 1").click()
    until(seeing, lambda: carried(seeing)["network"]["layers"][0]["channels"] == 7)
    seeing.locator(".edit-layers").click()
    expect(seeing.get_by_role("dialog", name="Layers of the network")).to_be_visible()


@pytest.mark.slow
def test_a_branch_is_named_by_what_was_done_to_which_layer(seeing: Page) -> None:
    button(seeing, "Step").click()
    wait_for(seeing, "step", lambda value: value >= 0)
    seeing.get_by_role("combobox", name="How far one press goes").select_option("step")
    for _ in range(3):
        button(seeing, "Step").click()
    wait_for(seeing, "step", lambda value: value >= 3)
    button(seeing, "Step back").click()
    button(seeing, "Add a channel to Conv 1").click()
    until(seeing, lambda: carried(seeing)["network"]["layers"][0]["channels"] == 7)
    seeing.get_by_role("button", name="Branches").click()
    expect(seeing.locator(".timeline-dialog")).to_contain_text("Conv 1: Channels 6 → 7")


def with_presets(page: Page) -> None:
    """Answer with a catalog that suggests a network for digits."""

    def answer(route: Route) -> None:
        response = route.fetch()
        catalog: dict[str, Any] = response.json()
        example = next(d["example"] for d in catalog["datasets"] if d["name"] == "digits")
        layers = [
            {
                "channels": 4,
                "kernel_size": 3,
                "stride": 1,
                "padding": 0,
                "activation": "relu",
                "kind": "conv2d",
            }
        ]
        preset = {
            "name": "tiny",
            "title": {"en": "Tiny", "zh-CN": "微型"},
            "description": {"en": "One convolution.", "zh-CN": "一个卷积层。"},
            "dataset": "digits",
            "experiment": json.loads(json.dumps(example))
            | {"network": example["network"] | {"layers": layers}},
        }
        route.fulfill(response=response, json=catalog | {"presets": [preset]})

    page.route("**/api/catalog", answer)


def test_a_preset_brings_its_network_to_the_same_data(open_page: OpenPage) -> None:
    recipe = {**SEEING, "dataset": {"name": "digits", "test_fraction": 0.4}}
    page = open_page(f"/{fragment(recipe)}", prepare=with_presets)
    until(page, lambda: carried(page)["dataset"]["test_fraction"] == 0.4)
    preset = page.get_by_role("group", name="Networks").get_by_role("button", name="Tiny")
    expect(preset).to_have_attribute("aria-pressed", "false")
    preset.click()
    until(page, lambda: kinds(page) == ["conv2d"])
    assert carried(page)["dataset"]["test_fraction"] == 0.4
    expect(preset).to_have_attribute("aria-pressed", "true")
    button(page, "Circle").click()
    expect(preset).to_have_count(0)


@pytest.mark.slow
def test_a_viewer_looks_at_the_layers_and_changes_nothing(
    seeing: Page, open_page: OpenPage
) -> None:
    viewer = open_page(f"/r/{seeing.locator('#page').get_attribute('data-code')}")
    button(viewer, "See layers").click()
    sheet = viewer.get_by_role("dialog", name="Layers of the network")
    row(sheet, 0).locator("[data-part=name]").click()
    expect(row(sheet, 0).get_by_role("slider", name="Channels")).to_be_disabled()
    expect(sheet.locator("[data-part=remove], .add-layer")).to_have_count(0)
