"""Changing the experiment while somebody looks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import button, carried, fragment, number, until, wait_for


def test_a_layer_added_while_it_plays(page: Page) -> None:
    button(page, "Play").click()
    wait_for(page, "step", lambda value: value > 200)
    button(page, "Add layer").click()
    wait_for(page, "layers", lambda value: value == 3)
    step = number(page, "step")
    assert step > 200, "the run goes on, it does not begin again"
    wait_for(page, "step", lambda value: value > step + 200)
    expect(button(page, "Pause")).to_be_visible()
    expect(page.get_by_text("Layer 3", exact=True)).to_be_visible()
    # The chart marks where it changed.
    expect(page.locator(".loss .reading")).to_contain_text("▾")


def test_layers_and_neurons_are_removed(page: Page) -> None:
    button(page, "Remove layer").click()
    wait_for(page, "layers", lambda value: value == 1)
    button(page, "Remove layer").click()
    wait_for(page, "layers", lambda value: value == 0)
    expect(button(page, "Remove layer")).to_be_disabled()
    button(page, "Add layer").click()
    wait_for(page, "layers", lambda value: value == 1)
    units = carried(page)["network"]["layers"][0]["units"]
    page.get_by_role("button", name="Add a neuron to layer 1").click()
    until(page, lambda: carried(page)["network"]["layers"][0]["units"] == units + 1)


@pytest.mark.slow
def test_no_more_layers_than_allowed(open_page: OpenPage) -> None:
    layers = [{"kind": "dense", "units": 2}] * 12
    page = open_page(f"/{fragment({'network': {'layers': layers}})}")
    wait_for(page, "layers", lambda value: value == 12)
    expect(button(page, "Add layer")).to_be_disabled()


@pytest.mark.slow
def test_a_spiral_is_learnt_from_x_and_y_alone(open_page: OpenPage) -> None:
    page = open_page()
    button(page, "Spiral").click()
    button(page, "Add layer").click()
    wait_for(page, "layers", lambda value: value == 3)
    for layer in (1, 2, 3):
        more = page.get_by_role("button", name=f"Add a neuron to layer {layer}")
        for _ in range(8 - carried(page)["network"]["layers"][layer - 1]["units"]):
            more.click()
    until(page, lambda: [layer["units"] for layer in carried(page)["network"]["layers"]] == [8] * 3)
    page.get_by_role("slider", name="Noise").fill("0")
    page.get_by_label("Optimizer").select_option("adam")
    until(page, lambda: carried(page)["dataset"]["noise"] == 0)
    button(page, "Play").click()
    wait_for(page, "test-loss", lambda value: value < 0.1, seconds=60)
    experiment = carried(page)
    assert experiment["dataset"]["name"] == "spiral"
    assert experiment["dataset"]["features"] == ["x", "y"]
    assert [layer["activation"] for layer in experiment["network"]["layers"]] == ["tanh"] * 3


@pytest.mark.slow
def test_every_dataset_comes_with_settings_that_suit_it(page: Page) -> None:
    button(page, "Moons").click()
    button(page, "Use settings that suit it").click()
    until(page, lambda: carried(page)["training"]["optimizer"]["learning_rate"] == 0.1)
    button(page, "Play").click()
    wait_for(page, "test-accuracy", lambda value: value > 97)


@pytest.mark.slow
def test_digits_are_recognised(open_page: OpenPage) -> None:
    recipe = {
        "dataset": {"name": "digits"},
        "network": {"layers": [{"kind": "dense", "units": 32, "activation": "relu"}]},
        "training": {"optimizer": {"name": "adam", "learning_rate": 0.003}, "batch_size": 32},
    }
    page = open_page(f"/{fragment(recipe)}")
    wait_for(page, "layers", lambda value: value == 1)
    button(page, "Play").click()
    wait_for(page, "test-accuracy", lambda value: value >= 96, seconds=60)
    button(page, "Pause").click()
    expect(button(page, "Play")).to_be_visible()
    table = page.get_by_role("table")
    expect(table.locator(".hit")).to_have_count(10)

    def told_by_the_table() -> float:
        hits, misses = (
            sum(int(count or 0) for count in table.locator(kind).all_inner_texts())
            for kind in (".hit", ".miss")
        )
        return 100 * hits / (hits + misses)

    # While it runs the table comes a moment later than the numbers; at rest they agree.
    until(page, lambda: abs(told_by_the_table() - number(page, "test-accuracy")) < 0.06)


@pytest.mark.slow
def test_a_link_carries_the_same_run(open_page: OpenPage) -> None:
    first = open_page()
    button(first, "Moons").click()
    until(first, lambda: carried(first)["dataset"]["name"] == "moons")
    second = open_page(f"/#{first.url.split('#')[1]}")
    until(second, lambda: carried(second)["dataset"]["name"] == "moons")
    assert first.url.split("#")[0] != second.url.split("#")[0], "a room of its own"
    losses = []
    for page in (first, second):
        page.get_by_role("combobox", name="How far one press goes").select_option("epoch")
        for _ in range(3):
            button(page, "Step").click()
        wait_for(page, "epoch", lambda value: value == 3)
        losses.append(
            [
                page.locator(f"[data-metric={name}]").get_attribute("data-value")
                for name in ("step", "train-loss", "test-loss")
            ]
        )
    assert losses[0] == losses[1]


def test_a_broken_link_gives_a_notice_and_the_default(open_page: OpenPage) -> None:
    page = open_page("/#e=notanexperiment", wait=False)
    expect(page.get_by_role("alert")).to_contain_text("cannot be read")
    wait_for(page, "layers", lambda value: value == 2)


@pytest.mark.slow
def test_a_setting_out_of_range_is_explained_and_the_run_goes_on(open_page: OpenPage) -> None:
    page = open_page(f"/{fragment({'training': {'batch_size': 4000}})}")
    expect(page.get_by_role("alert")).to_contain_text("Batch size")
    button(page, "Play").click()
    wait_for(page, "step", lambda value: value > 10)


def test_a_diverging_run_says_why_it_stopped(open_page: OpenPage) -> None:
    recipe = {
        "dataset": {"name": "plane"},
        "network": {"layers": [{"kind": "dense", "units": 8, "activation": "linear"}] * 3},
        "training": {"optimizer": {"name": "sgd", "learning_rate": 10}},
    }
    page = open_page(f"/{fragment(recipe)}")
    wait_for(page, "layers", lambda value: value == 3)
    button(page, "Play").click()
    expect(page.locator(".problem-card")).to_contain_text("loss")
    expect(button(page, "Play")).to_be_visible()


def test_own_points_are_placed_with_the_mouse(page: Page) -> None:
    button(page, "Your own points").click()
    plane = page.locator(".boundary canvas")
    expect(plane).to_be_visible()
    box = plane.bounding_box()
    assert box is not None
    for x, y in ((0.2, 0.2), (0.8, 0.8), (0.3, 0.7)):
        plane.click(position={"x": box["width"] * x, "y": box["height"] * y})
    until(page, lambda: len(carried(page)["dataset"]["points"]) == 3)
