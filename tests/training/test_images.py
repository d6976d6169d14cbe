"""What is seen of a network that looks at images, worked out a second time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.datasets.base import Samples
from app.nn.calls import Array
from app.nn.layers import Conv2D
from app.nn.network import Network
from app.training import Trainer
from app.training.images import (
    Projection,
    Saliency,
    confused_samples,
    kernel_past,
    top_shares,
    worst_mistakes,
)
from app.training.images.projection import closest_turn, principal_components
from app.training.inspection import ParameterRecord
from tests.training.recipes import small_convolution, tiny, with_layers


@pytest.fixture(scope="module")
def trainer() -> Trainer:
    """It has learned enough to be right mostly, and little enough to be wrong."""
    trainer = Trainer(small_convolution())
    trainer.step("step", 40)
    return trainer


def predictions_of(trainer: Trainer) -> Array:
    """(samples, classes), by a pass of its own."""
    bound = trainer.network.bind(len(trainer.dataset.test))
    bound.inputs[...] = trainer.dataset.test.inputs
    return bound.predict().T.copy()


# Ranks.


@given(st.integers(0, 2**32 - 1), st.integers(2, 9), st.integers(1, 30))
def test_top_shares_are_those_of_a_sorted_list(seed: int, classes: int, samples: int) -> None:
    rng = np.random.default_rng(seed)
    # Few values, so that there are ties: of equals the first class comes first.
    chances = rng.integers(0, 4, (classes, samples)).astype(np.float32)
    truths = rng.integers(0, classes, samples)
    shares = top_shares(chances, truths, min(5, classes))
    for most, share in enumerate(shares, start=1):
        hits = [
            truth in sorted(range(classes), key=lambda c: -chances[c, sample])[:most]
            for sample, truth in enumerate(truths)
        ]
        assert share == pytest.approx(np.mean(hits))


def test_top_1_is_the_accuracy(trainer: Trainer) -> None:
    chances, targets = trainer.test_predictions()
    shares = top_shares(chances, targets.argmax(axis=0), 5)
    assert shares[0] == pytest.approx(trainer.metrics.test_accuracy)
    assert (np.diff(shares) >= 0).all()
    assert shares[4] > shares[0]


# Answers.


def test_the_worst_mistakes_are_the_wrong_ones_with_the_largest_loss(trainer: Trainer) -> None:
    chances = predictions_of(trainer)
    truths = trainer.dataset.test.targets.argmax(axis=1)
    answers = chances.argmax(axis=1)
    losses = -np.log(chances[np.arange(len(truths)), truths])
    wrong = [int(i) for i in np.argsort(-losses, kind="stable") if truths[i] != answers[i]]
    count, told = worst_mistakes(trainer, 7)
    assert count == len(wrong) > 7
    assert [sample.index for sample in told] == wrong[:7]
    for sample in told:
        assert (sample.truth, sample.answer) == (truths[sample.index], answers[sample.index])
        assert sample.loss == pytest.approx(losses[sample.index], rel=1e-4)
        assert sample.truth_chance == pytest.approx(chances[sample.index, sample.truth], rel=1e-4)
        assert sample.answer_chance == pytest.approx(chances[sample.index].max(), rel=1e-4)


def test_every_cell_of_the_confusion_matrix_has_its_samples(trainer: Trainer) -> None:
    chances = predictions_of(trainer)
    truths, answers = trainer.dataset.test.targets.argmax(axis=1), chances.argmax(axis=1)
    in_all = 0
    for truth in range(10):
        for answer in range(10):
            (expected,) = np.nonzero((truths == truth) & (answers == answer))
            count, told = confused_samples(trainer, truth, answer, 1000)
            assert count == len(told) == len(expected)
            assert {sample.index for sample in told} == set(expected.tolist())
            certain = [sample.answer_chance for sample in told]
            assert certain == sorted(certain, reverse=True)
            in_all += count
    assert in_all == len(truths)
    assert len(confused_samples(trainer, 3, 3, 2)[1]) == 2


# Saliency.


def score_in_64_bits(trainer: Trainer, inputs: Array, output: int) -> float:
    original = trainer.network
    network = Network(original.layers, original.loss, original.shapes[0], np.float64)
    network.parameters[...] = original.parameters
    bound = network.bind(1)
    bound.inputs[0] = inputs
    bound.predict()
    return float(bound.loss.logits[output, 0])


@pytest.mark.parametrize("label", [0, 3, None])
def test_saliency_is_the_slope_of_the_score(trainer: Trainer, label: int | None) -> None:
    # Where a picture is blank, cells that are pooled are equal: there the score has a kink.
    noise = np.random.default_rng(2).normal(scale=0.1, size=trainer.dataset.test.inputs.shape)
    test = Samples(trainer.dataset.test.inputs + noise, trainer.dataset.test.targets)
    found = Saliency(trainer).of(test, 5, label)
    assert found is not None
    assert found.label == (found.answer if label is None else label)
    sample = test.inputs[5].astype(np.float64)
    score = score_in_64_bits(trainer, sample, found.label)
    assert found.score == pytest.approx(score, rel=1e-4)
    step = 1e-6
    for pixel in range(len(sample)):
        ends = []
        for by in (step, -step):
            moved = sample.copy()
            moved[pixel] += by
            ends.append(score_in_64_bits(trainer, moved, found.label))
        slope = (ends[0] - ends[1]) / (2 * step)
        assert found.values[pixel] == pytest.approx(slope, rel=1e-3, abs=1e-4)


def test_saliency_disturbs_nothing(trainer: Trainer) -> None:
    gradients, parameters = trainer.network.gradients.copy(), trainer.network.parameters.copy()
    Saliency(trainer).of(trainer.dataset.train, 0, None)
    np.testing.assert_array_equal(trainer.network.gradients, gradients)
    np.testing.assert_array_equal(trainer.network.parameters, parameters)


def test_one_output_has_a_score_for_each_of_two_classes() -> None:
    trainer = Trainer(tiny())
    trainer.step("step", 5)
    saliency = Saliency(trainer)
    no, yes = (saliency.of(trainer.dataset.test, 1, label) for label in (0, 1))
    assert no is not None
    assert yes is not None
    np.testing.assert_array_equal(no.values, -yes.values)
    assert no.score == -yes.score
    assert no.chances.sum() == pytest.approx(1)


def test_no_map_of_what_is_not_there(trainer: Trainer) -> None:
    saliency = Saliency(trainer)
    assert saliency.of(trainer.dataset.test, 10_000, None) is None
    assert saliency.of(trainer.dataset.test, 0, 10) is None


# The projection.


@pytest.mark.parametrize("shape", [(40, 7), (12, 30), (9, 1), (1, 5)])
def test_principal_components_are_the_singular_vectors(shape: tuple[int, int]) -> None:
    values = np.random.default_rng(3).normal(size=shape) * np.arange(1, shape[1] + 1)
    centred = values - values.mean(axis=0)
    points, shares = principal_components(centred)
    left, sizes, _ = np.linalg.svd(centred, full_matrices=False)
    expected = (left * sizes)[:, :2]
    np.testing.assert_allclose(
        np.abs(points[:, : expected.shape[1]]), np.abs(expected), rtol=1e-6, atol=1e-6
    )
    if shape[0] > 1:
        share = (sizes**2 / (sizes**2).sum())[:2]
        np.testing.assert_allclose(shares[: len(share)], share, rtol=1e-6)


def test_a_picture_is_turned_to_lie_on_the_one_before() -> None:
    before = np.random.default_rng(1).normal(size=(20, 2)) * [3, 1]
    angle = 2.1
    turned = before @ np.array([[np.cos(angle), np.sin(angle)], [np.sin(angle), -np.cos(angle)]])
    np.testing.assert_allclose(turned @ closest_turn(turned, before), before, atol=1e-9)


def test_points_are_those_of_the_last_hidden_layer_and_do_not_jump() -> None:
    trainer = Trainer(small_convolution())
    projection = Projection(trainer)
    assert projection.count == 500
    before, _ = projection.points()
    for _ in range(15):
        trainer.step("step", 2)
        points, shares = projection.points()
        bound = trainer.network.bind(500)
        bound.inputs[...] = trainer.dataset.test.inputs[:500]
        bound.predict()
        hidden = bound.layers[-2].output.reshape(-1, 500).T.astype(np.float64)
        sizes = np.linalg.svd(hidden - hidden.mean(axis=0), compute_uv=False)
        np.testing.assert_allclose(shares, (sizes**2 / (sizes**2).sum())[:2], rtol=1e-3)
        # Turned and mirrored, but as far apart as along the components themselves.
        assert (points**2).sum() == pytest.approx((sizes[:2] ** 2).sum(), rel=1e-3)
        # No other way to lay it would be closer to the picture before.
        moved = ((points - before) ** 2).sum()
        for mirror in ([-1, 1], [1, -1], [-1, -1]):
            assert moved <= ((points * mirror - before) ** 2).sum()
        before = points


def test_a_wide_layer_shows_fewer_samples() -> None:
    wide = with_layers(small_convolution(), [Conv2D(channels=8, kernel_size=3)])
    assert Projection(Trainer(wide)).count == 256


# Kernels over time.


def test_the_kernel_of_a_map_at_up_to_twelve_moments() -> None:
    trainer = Trainer(small_convolution())
    record = ParameterRecord(trainer.network.parameters)
    kept = {}
    for _ in range(31):
        record.note(trainer.steps, trainer.network.parameters)
        kept[trainer.steps] = trainer.network.parameters.copy()
        trainer.step()
    found = kernel_past(trainer, record, 3, 2)
    assert found is not None
    assert found.steps[0] == 0
    assert found.steps[-1] == 31
    assert len(found.steps) == 12
    assert set(np.diff(found.steps)) <= {2, 3}
    assert found.inputs == [0, 1, 2, 3, 4, 5]
    for moment, step in enumerate(found.steps):
        flat = kept.get(step, trainer.network.parameters)
        column = trainer.network.views(flat)[2][0][:, 2]
        np.testing.assert_array_equal(found.kernels[moment].ravel(), column[:-1])
        assert found.biases[moment] == column[-1]


def test_no_kernel_of_what_is_none(trainer: Trainer) -> None:
    record = ParameterRecord(trainer.network.parameters)
    for layer, channel in [(0, 0), (1, 6), (2, 0), (4, 0), (9, 0)]:
        assert kernel_past(trainer, record, layer, channel) is None
    now = kernel_past(trainer, record, 1, 0)
    assert now is not None
    assert now.steps == [trainer.steps]
