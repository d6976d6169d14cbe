"""Documents that exist in two languages say the same in both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAIRS = [("README.md", "README.zh-CN.md"), ("docs/classroom.md", "docs/classroom.zh-CN.md")]


def shape(text: str) -> dict[str, list[str] | list[int]]:
    """What a translation leaves as it is."""
    words = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    links = [link.replace(".zh-CN", "") for link in re.findall(r"\]\(([^)]+)\)", words)]
    return {
        "headings": [len(marks) for marks in re.findall(r"^(#+) ", words, re.MULTILINE)],
        "programs": re.findall(r"```.*?```", text, re.DOTALL),
        "commands": sorted(re.findall(r"`((?:make|docker) [^`]+)`", words)),
        "links": links[1:],
        "points": [len(re.findall(r"^(?:\*|\d\.) ", words, re.MULTILINE))],
        "rows": [len(re.findall(r"^\|", words, re.MULTILINE))],
    }


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_both_languages_have_the_same_parts(english: str, chinese: str) -> None:
    assert shape((ROOT / chinese).read_text()) == shape((ROOT / english).read_text())


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_each_leads_to_the_other(english: str, chinese: str) -> None:
    assert f"]({Path(chinese).name})" in (ROOT / english).read_text()
    assert f"]({Path(english).name})" in (ROOT / chinese).read_text()
