"""Every kind of layer with its test entry. A new layer adds a file and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from tests.nn.layers.case import Case
from tests.nn.layers.cases import dense

CASES: Mapping[str, Case] = {
    "dense": dense.CASE,
}
