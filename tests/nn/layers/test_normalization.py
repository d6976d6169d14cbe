from __future__ import annotations

import numpy as np
import pytest

from app.nn import BoundNetwork, Network
from app.nn.calls import Array
from app.nn.initializers import INITIALIZERS
from app.nn.layers import BatchNorm, Layer, LayerNorm, LocalResponseNorm, ShapeError
from app.nn.losses import LOSSES

EVERYTHING = [BatchNorm(), LayerNorm(), LocalResponseNorm()]


def bind(
    layer: Layer,
    shape: tuple[int, ...],
    batch: int,
    *,
    masked: bool = False,
    dtype: type = np.float64,
) -> BoundNetwork:
    network = Network([layer], LOSSES["mean_squared_error"], shape, dtype)
    network.initialize(INITIALIZERS["xavier_uniform"], 1)
    return network.bind(batch, network.gradients, training=True, masked=masked, input_gradient=True)


def draw(bound: BoundNetwork, seed: int = 1) -> Array:
    x: Array = np.random.default_rng(seed).normal(3, 2, bound.inputs.shape)
    bound.inputs[...] = x
    return x


def test_a_batch_is_normalised_feature_by_feature() -> None:
    bound = bind(BatchNorm(), (3,), 50)
    draw(bound)
    bound.forward()
    y = bound.layers[0].output
    np.testing.assert_allclose(y.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(y.std(axis=1), 1, atol=1e-5)


def test_the_running_statistics_follow_the_batches() -> None:
    bound = bind(BatchNorm(momentum=0.25), (2,), 10)
    mean, variance = np.zeros(2), np.ones(2)
    for seed in range(5):
        x = draw(bound, seed)
        bound.forward()
        mean = 0.75 * mean + 0.25 * x.mean(axis=0)
        variance = 0.75 * variance + 0.25 * x.var(axis=0, ddof=1)
    np.testing.assert_allclose(bound.network.state, [*mean, *variance])
    watching = bound.network.bind(3)
    x = draw(watching)
    expected = (x - mean) / np.sqrt(variance + 1e-5)
    np.testing.assert_allclose(watching.predict(), expected.T)
    np.testing.assert_allclose(bound.network.state, [*mean, *variance])


def test_only_steps_that_exist_count() -> None:
    bound = bind(BatchNorm(), (4, 2), 3, masked=True)
    x = draw(bound).reshape(3, 4, 2)
    assert bound.mask is not None
    bound.mask[2:, 0] = 0
    bound.mask[1:, 2] = 0
    bound.forward()
    there = x[bound.mask.T.astype(bool)]
    assert len(there) == 2 + 4 + 1
    parts = bound.layers[0].parts()
    np.testing.assert_allclose(parts["mean"], there.mean(axis=0))
    np.testing.assert_allclose(parts["variance"], there.var(axis=0))


def test_padding_alone_teaches_nothing() -> None:
    bound = bind(BatchNorm(), (4, 2), 3, masked=True)
    draw(bound)
    assert bound.mask is not None
    bound.mask[...] = 0
    bound.forward()
    bound.backward()
    assert bound.network.state.tolist() == [0, 0, 1, 1]
    assert np.isfinite(bound.layers[0].output).all()
    assert np.isfinite(bound.network.gradients).all()


@pytest.mark.parametrize("layer", EVERYTHING, ids=lambda layer: layer.kind)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("batch", [1, 4])
@pytest.mark.parametrize("value", [0.0, 7.0, -1e4])
def test_where_nothing_varies_numbers_stay_numbers(
    layer: Layer, dtype: type, batch: int, value: float
) -> None:
    bound = bind(layer, (2, 3, 3), batch, dtype=dtype)
    bound.inputs[...] = value
    bound.forward()
    bound.backward()
    assert bound.input_delta is not None
    for numbers in (bound.layers[0].output, bound.network.gradients, bound.input_delta):
        assert np.isfinite(numbers).all()


def test_a_sample_is_normalised_by_itself() -> None:
    bound = bind(LayerNorm(), (2, 3, 3), 4)
    draw(bound)
    bound.forward()
    np.testing.assert_allclose(bound.layers[0].output.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(bound.layers[0].output.std(axis=0), 1, atol=1e-5)


def test_a_step_is_normalised_by_itself() -> None:
    bound = bind(LayerNorm(), (3, 5), 2)
    draw(bound)
    bound.forward()
    steps = bound.layers[0].output.reshape(3, 5, 2)
    np.testing.assert_allclose(steps.mean(axis=1), 0, atol=1e-12)


def test_neighbouring_channels_damp_each_other() -> None:
    layer = LocalResponseNorm(size=3, alpha=0.6, beta=0.5, k=2.0)
    bound = bind(layer, (4, 1, 1), 1)
    bound.inputs[...] = [1, 2, 3, 4]
    sums = np.array([1 + 4, 1 + 4 + 9, 4 + 9 + 16, 9 + 16])
    expected = np.array([1, 2, 3, 4]) / np.sqrt(2 + 0.6 / 3 * sums)
    np.testing.assert_allclose(bound.predict().ravel(), expected)


def test_there_are_channels_only_in_maps() -> None:
    with pytest.raises(ShapeError, match="height × width"):
        LocalResponseNorm().output_shape((7,))


def test_scale_and_shift_are_no_weights() -> None:
    for layer in (BatchNorm(), LayerNorm()):
        assert not np.concatenate(layer.weight_masks((3, 2, 2))).any()
