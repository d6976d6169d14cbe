"""Other branches in the charts of the layers: their lines, their names, their numbers."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reading import button, carried, number, until, wait_for
from tests.browser.test_take_pictures import SVG, _open, _saved
from tests.browser.test_time import branch_count, drag_to, make_steps, step_of, train_to

pytestmark = pytest.mark.still

PAINTED = """(canvas, name) => {
  const { width, height } = canvas;
  const colour = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const often = { willReadFrequently: true };
  const swatch = new OffscreenCanvas(1, 1).getContext("2d", often);
  swatch.fillStyle = colour;
  swatch.fillRect(0, 0, 1, 1);
  const [r, g, b] = swatch.getImageData(0, 0, 1, 1).data;
  // The right third: the present branch has not come so far.
  // Read off a copy: a browser complains of a canvas that is read again and again.
  const copy = new OffscreenCanvas(width / 3, height).getContext("2d", often);
  copy.drawImage(canvas, (-2 * width) / 3, 0);
  const { data } = copy.getImageData(0, 0, width / 3, height);
  let found = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] < 200) continue;
    found += Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 30;
  }
  return found;
}"""


def row(page: Page, layer: int) -> Locator:
    return page.locator(f".layer-row[data-layer='{layer}']")


def own(page: Page, layer: int, what: str) -> str:
    """The number of the present branch that a line stands for."""
    text = row(page, layer).locator(f"[data-values={what}]").text_content() or ""
    return text.split(" · ")[len(text.split(" · ")) // 2]


def beside(page: Page, layer: int, branch: int) -> list[str]:
    """The numbers of another branch: activations, gradients, updates."""
    found = row(page, layer).locator(f"[data-branch='{branch}']").all_text_contents()
    return [text.strip() for text in found]


def legend(page: Page) -> Locator:
    return page.locator(".layers-panel .chart-legend li")


def point_at(chart: Locator, share: float) -> None:
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    chart.page.mouse.move(box["x"] + share * box["width"], box["y"] + 5)


def test_a_branch_is_drawn_named_and_read_beside_the_present_one(
    page: Page, tmp_path: Path
) -> None:
    latest = train_to(page, 8)
    page.get_by_role("tab", name="Layers").click()
    expect(page.locator(".layers-panel > .fine").first).to_contain_text(f"step {latest}:")
    expect(legend(page)).to_have_count(0)
    known = {
        layer: [own(page, layer, what) for what in ("activation", "gradient", "update")]
        for layer in (1, 2, 3)
    }

    drag_to(page, latest // 2, latest)
    until(page, lambda: abs(step_of(page) - latest // 2) <= 1)
    rate = page.get_by_label("Learning rate, exact value")
    rate.fill("0.3")
    rate.press("Enter")
    branch_count(page)(2)
    make_steps(page, "step", 2)
    expect(legend(page)).to_have_count(1)
    expect(legend(page)).to_contain_text("Run 1")
    expect(legend(page)).not_to_contain_text("alike")
    charts = row(page, 1).locator(".over-time")
    until(page, lambda: all(chart.evaluate(PAINTED, "--branch-1") > 5 for chart in charts.all()))
    # Beyond the end of this branch only the other one has numbers: those it had when it trained.
    point_at(charts.first, 0.999)
    expect(page.locator(".layers-panel > .fine").first).to_contain_text(f"step {latest}:")
    assert {layer: beside(page, layer, 1) for layer in (1, 2, 3)} == known
    assert own(page, 1, "update") == "–"
    said = f"Run 1: {known[1][1]} (step {latest})"
    expect(charts.nth(1)).to_have_attribute("aria-label", re.compile(re.escape(said)))
    page.mouse.move(10, 10)
    expect(page.locator(".layers-panel > .fine").first).to_contain_text(f"step {step_of(page)}:")

    # Back on the first one, the other has its own name.
    button(page, "Branches (2)").click()
    button(page, "Go to Run 1").click()
    wait_for(page, "step", lambda step: step == latest)
    expect(legend(page)).to_contain_text("Learning rate 0.03 → 0.3")
    expect(row(page, 1).locator("[data-branch='2']")).to_have_count(3)
    _open(page)
    root = ElementTree.parse(_saved(page, "The layers as SVG", tmp_path)).getroot()
    assert "Learning rate 0.03 → 0.3" in [text.text for text in root.iter(f"{SVG}text")]
    colour = page.evaluate(
        "() => getComputedStyle(document.documentElement).getPropertyValue('--branch-2').trim()"
    )
    lines = [path for path in root.iter(f"{SVG}path") if path.get("stroke") == colour]
    assert len(lines) == 3 * 3 + 1
    root = ElementTree.parse(_saved(page, "The losses as SVG", tmp_path)).getroot()
    assert "Learning rate 0.03 → 0.3" in [text.text for text in root.iter(f"{SVG}text")]
    lines = [path for path in root.iter(f"{SVG}path") if path.get("stroke") == colour]
    assert len(lines) == 1 + 1


def test_a_pinned_branch_stays_in_the_charts_of_a_new_run_with_other_layers(page: Page) -> None:
    latest = train_to(page, 3)
    page.get_by_role("tab", name="Layers").click()
    expect(page.locator(".layers-panel > .fine").first).to_contain_text(f"step {latest}:")
    known = own(page, 1, "update")
    button(page, "New start").click()
    until(page, lambda: carried(page)["training"]["seed"] != 1)
    wait_for(page, "step", lambda step: step == 0)
    expect(legend(page)).to_have_count(0)
    button(page, "Branches (2)").click()
    button(page, "Pin to the charts: Run 1").click()
    page.keyboard.press("Escape")
    expect(legend(page)).to_contain_text("Run 1")

    # Nothing is recorded here yet. By keyboard, as by hand, the other one is read.
    chart = row(page, 1).locator(".over-time").last
    until(page, lambda: chart.evaluate(PAINTED, "--branch-1") > 5)
    chart.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".layers-panel > .fine").first).to_contain_text(f"step {latest}:")
    assert beside(page, 1, 1)[2] == known
    assert number(page, "step") == 0

    button(page, "Remove layer").click()
    expect(page.locator(".layer-row")).to_have_count(2)
    expect(legend(page)).to_contain_text("1 of 2 layers alike")
    expect(row(page, 1).locator("[data-branch='1']")).to_have_count(3)
    expect(row(page, 2).locator("[data-branch='1']")).to_have_count(0)
