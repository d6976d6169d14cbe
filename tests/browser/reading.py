"""What a person reads off the page."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page


def button(page: Page, name: str) -> Locator:
    """The button with exactly this accessible name."""
    return page.get_by_role("button", name=name, exact=True)


def number(page: Page, metric: str) -> float:
    """A live number as it is written."""
    text = page.locator(f"[data-metric={metric}]").inner_text()
    return float(text.strip().removesuffix("%"))


def wait_for(page: Page, metric: str, condition: str, seconds: float = 30) -> None:
    """Wait until a live number fulfils a JavaScript condition on `value`."""
    page.wait_for_function(
        """([metric, condition]) => {
          const value = parseFloat(document.querySelector(`[data-metric=${metric}]`).textContent);
          return new Function("value", `return ${condition}`)(value);
        }""",
        arg=[metric, condition],
        timeout=seconds * 1000,
    )


def fragment(experiment: Mapping[str, Any]) -> str:
    """The part of a link that carries an experiment."""
    encoded = base64.urlsafe_b64encode(json.dumps(experiment).encode()).decode().rstrip("=")
    return f"#e={encoded}"


def carried(page: Page) -> dict[str, Any]:
    """The experiment in the page's address."""
    encoded = page.url.split("#e=")[1]
    experiment: dict[str, Any] = json.loads(
        base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    )
    return experiment
