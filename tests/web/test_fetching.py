"""Fetching a dataset through the server: what a page is told, and when the data are there."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from app.datasets import DATASETS
from app.datasets.real.openml import KEPT
from app.web.catalog import catalog
from app.web.fetching import Fetching, fetching
from tests.asynchronous import run, until

SPEC = DATASETS["mnist_full"]

ARRIVES = """
import sys, pathlib, time
import numpy as np
print('{"stage": "downloading", "done": 5, "total": 20}', flush=True)
gate, path = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
while not gate.exists():
    time.sleep(0.01)
print('{"stage": "storing"}', flush=True)
path.parent.mkdir(exist_ok=True)
np.save(path, np.zeros((50, 785), np.uint8))
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GLASSBOX_DATA_DIR", str(tmp_path))
    return tmp_path


def program(source: str, *arguments: object) -> Sequence[str]:
    return [sys.executable, "-c", source, *map(str, arguments)]


def test_it_is_followed_until_it_is_here_and_then_the_catalog_has_it(folder: Path) -> None:
    gate = folder / "gate"
    here: list[str] = []
    fetches = Fetching(program(ARRIVES, gate, KEPT["mnist_full"].path), here.append)

    async def story() -> None:
        assert fetches.look(SPEC).state == "absent"
        assert fetches.begin(SPEC).state == "downloading"
        await until(lambda: fetches.look(SPEC).done == 5)
        # Asked again, it goes on; there is no second one.
        assert fetches.begin(SPEC).total == 20
        assert here == []
        gate.touch()
        # Also where nobody asks any more.
        await until(lambda: here == ["mnist_full"])
        assert fetches.look(SPEC).state == "here"

    def entry() -> dict[str, object]:
        found: dict[str, object] = next(
            item for item in catalog()["datasets"] if item["name"] == "mnist_full"
        )
        return found

    assert entry()["obstacle"] is not None
    assert entry()["preview"] is None
    run(story())
    assert entry()["obstacle"] is None


@pytest.mark.parametrize(("code", "state"), [(1, "failed"), (2, "unreachable"), (-9, "failed")])
def test_what_failed_is_told_and_may_be_tried_again_a_little_later(
    code: int, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies = f"import os; os.kill(os.getpid(), {-code})" if code < 0 else f"raise SystemExit({code})"
    fetches = Fetching(program(dies))

    async def story() -> None:
        fetches.begin(SPEC)
        await until(lambda: fetches.look(SPEC).state == state)
        assert fetches.begin(SPEC).state == state
        monkeypatch.setattr("app.web.fetching.PAUSE_SECONDS", 0.0)
        assert fetches.begin(SPEC).state == "downloading"
        await fetches.close()

    run(story())


def test_the_server_takes_it_along_when_it_ends() -> None:
    fetches = Fetching(program("import time; time.sleep(600)"))

    async def story() -> None:
        fetches.begin(SPEC)
        await asyncio.sleep(0.3)
        async with asyncio.timeout(20):
            await fetches.close()

    run(story())


def test_the_routes_answer_with_words() -> None:
    app, fetches = FastAPI(), Fetching(program("raise SystemExit(2)"))
    app.include_router(fetching(fetches))
    transport = httpx.ASGITransport(app)

    async def story() -> None:
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as http:
            here = await http.get("/api/datasets/digits")
            assert here.json() == {"state": "here", "done": 0, "total": None}
            begun = await http.post("/api/datasets/mnist_full/fetch")
            assert (begun.status_code, begun.json()["state"]) == (202, "downloading")
            for method, path, words in (
                ("GET", "/api/datasets/torus", "There is no dataset"),
                ("POST", "/api/datasets/torus/fetch", "There is no dataset"),
                ("POST", "/api/datasets/circle/fetch", "not fetched from anywhere"),
            ):
                refused = await http.request(method, path)
                assert refused.status_code == 404
                assert words in refused.json()["detail"]
        await until(lambda: fetches.look(SPEC).state == "unreachable")

    run(story())
