"""The part `images`: ranks and points, worked out anew."""

from __future__ import annotations

import numpy as np
import pytest

from app.frames import Probe, Spotlight
from app.training import Trainer
from tests.frames.reader import read_tensors
from tests.training.recipes import small_convolution, tiny


def test_ranks_and_points_are_those_of_the_network() -> None:
    trainer = Trainer(small_convolution())
    probe = Probe(trainer, Spotlight())
    trainer.step("step", 20)
    layout = probe.layout.to_json()
    tensors = read_tensors(probe.frame(0, ["images"]), layout)
    last = len(trainer.network.layers)
    test = trainer.dataset.test
    bound = trainer.network.bind(len(test))
    bound.inputs[...] = test.inputs
    chances, truths = bound.predict(), test.targets.argmax(axis=1)
    order = np.argsort(-chances, axis=0, kind="stable")
    shares = [(order[:most] == truths).any(axis=0).mean() for most in range(1, 6)]
    np.testing.assert_allclose(tensors["top_shares", last], shares, rtol=1e-6)
    answers = tensors["answers", last]
    np.testing.assert_array_equal(answers, chances.argmax(axis=0)[:500])

    hidden = bound.layers[-2].output[:, :500].T.astype(np.float64)
    hidden -= hidden.mean(axis=0)
    left, sizes, _ = np.linalg.svd(hidden, full_matrices=False)
    levels = tensors["projection", last] / 32767
    points = levels * tensors["projection_scale", last]
    signs = np.sign((points * (left * sizes)[:, :2]).sum(axis=0))
    np.testing.assert_allclose(points * signs, (left * sizes)[:, :2], atol=2e-3)
    assert tensors["explained", last] == pytest.approx((sizes**2 / (sizes**2).sum())[:2], rel=1e-3)


def test_the_part_comes_for_images_alone() -> None:
    for dataset, there in [("circle", False), ("iris", False), ("diabetes", False)]:
        parts = Probe(Trainer(tiny(dataset)), Spotlight()).layout.parts
        assert ("images" in {part.name for part in parts}) is there
    parts = Probe(Trainer(tiny("digits")), Spotlight()).layout.parts
    assert parts[-1].name == "images"
    assert len(parts) <= 8


def test_without_numbers_there_are_no_points() -> None:
    trainer = Trainer(tiny("digits"))
    probe = Probe(trainer, Spotlight())
    trainer.step("step", 3)
    trainer.network.parameters[:] = np.nan
    tensors = read_tensors(probe.frame(0, ["images"]), probe.layout.to_json())
    assert (tensors["projection", 2] == -32768).all()
    assert np.isnan(tensors["explained", 2]).all()
