"""English and Chinese, dark and light."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.exhaustive import combinations
from tests.browser.legibility import RECORD_CANVASES
from tests.browser.reading import button, fragment
from tests.browser.test_accessibility import views

pytestmark = pytest.mark.still


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


@pytest.mark.slow
def test_dark_and_light(open_page: OpenPage) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    light = open_page(color_scheme="light").evaluate(background)
    dark = open_page(color_scheme="dark").evaluate(background)
    assert light != dark


# Names and signs that Chinese texts write in Latin letters, too.
NAMES = frozenset(
    """
    Glassbox EN English SGD Adam AdamW RMSprop Nesterov ReLU Tanh tanh Sigmoid Linear
    Leaky ELU GELU SiLU Swish Softplus Softmax Xavier Glorot He Kaiming LeCun L1 L2 x y
    sin cos xy Esc Tab Shift Ctrl Page Down Up Home End make run ARGS lan http https epsilon beta
    gamma Huber XOR QR Wi Fi Dropout LeNet MNIST Fashion softmax PNG SVG NumPy PyTorch Keras Python
    glassbox Top top ImageNet PCA Procrustes Simonyan ln Enter
    """.split()  # noqa: SIM905 (a list of this length reads better as a text)
)

_TEXTS = """() => {
  const found = new Set();
  const add = (element, text) => {
    const foreign = element.closest("[lang]").lang !== "zh-CN";
    const apart = element.closest("script, style, noscript, .letters, .where, .secret input");
    if (text && element.checkVisibility() && !apart && !foreign) found.add(text.trim());
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    add(node.parentElement, node.data);
  }
  for (const element of document.querySelectorAll("*")) {
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-valuetext"]) {
      add(element, element.getAttribute(name));
    }
  }
  for (const { text } of globalThis.written?.values() ?? []) found.add(text);
  return [...found];
}"""


@pytest.mark.parametrize(
    "dataset",
    combinations([("digits",)], ["circle", "points", "digits", "iris", "breast_cancer"]),
)
def test_nothing_is_left_in_english(open_page: OpenPage, dataset: str) -> None:
    page = open_page(
        f"/{fragment({'dataset': {'name': dataset}})}",
        locale="zh-CN",
        prepare=lambda page: page.add_init_script(RECORD_CANVASES),
    )
    code = page.locator(".code").text_content() or ""
    left: dict[str, str] = {}
    for view in views(page):
        for text in page.evaluate(_TEXTS):
            words = re.findall(r"[A-Za-z]{2,}", text.replace(code, ""))
            strange = [word for word in words if word not in NAMES]
            if strange:
                left.setdefault(text, view)
    assert not left, left
