from __future__ import annotations

import numpy as np
import pytest

from app.nn import BoundNetwork, Network
from app.nn.layers import AveragePool2D, GlobalAveragePool, Layer, MaxPool2D, ShapeError
from app.nn.losses import LOSSES

IMAGE = np.array(
    [[1, 5, 2, 2], [3, 4, 2, 2], [0, 0, -3, -1], [0, 0, -2, -4]], np.float64
)  # The largest of its quarters: 5, the first 2, the first 0, -1.


def bind(layer: Layer, shape: tuple[int, ...] = (4, 4)) -> BoundNetwork:
    """The pooling layer alone, its loss the mean square of what it gives."""
    network = Network([layer], LOSSES["mean_squared_error"], shape, np.float64)
    bound = network.bind(1, network.gradients, input_gradient=True)
    bound.inputs[...] = IMAGE.reshape(1, -1)
    return bound


def deltas(bound: BoundNetwork) -> np.ndarray[tuple[int, ...], np.dtype[np.floating]]:
    bound.forward()
    bound.backward()
    assert bound.input_delta is not None
    return bound.input_delta[:-1].reshape(4, 4)


def test_the_largest_of_each_window() -> None:
    bound = bind(MaxPool2D())
    assert bound.predict().ravel().tolist() == [5, 2, 0, -1]


def test_the_first_of_equals_gets_the_delta() -> None:
    # ∂(mean a²)/∂a = a / 2, so only windows whose largest number is not 0 send something back.
    expected = np.zeros((4, 4))
    expected[0, 1], expected[0, 2], expected[2, 3] = 2.5, 1, -0.5
    np.testing.assert_array_equal(deltas(bind(MaxPool2D())), expected)


def test_one_cell_can_win_several_windows() -> None:
    # Nine windows of 2 × 2; 5 is the largest of two of them.
    bound = bind(MaxPool2D(kernel_size=2, stride=1))
    assert bound.predict().ravel().tolist() == [5, 5, 2, 4, 4, 2, 0, 0, -1]
    assert deltas(bound)[0, 1] == pytest.approx(2 * 5 / 9 * 2)


def test_a_border_never_wins() -> None:
    bound = bind(MaxPool2D(kernel_size=3, stride=2, padding=1))
    bound.inputs[...] = -7
    assert bound.predict().ravel().tolist() == [-7] * 4


def test_cells_that_no_window_sees_get_nothing() -> None:
    gradient = deltas(bind(AveragePool2D(kernel_size=1, stride=3)))
    seen = np.zeros((4, 4), bool)
    seen[::3, ::3] = True
    assert not gradient[~seen].any()
    assert gradient[0, 0] == pytest.approx(2 / 4 * IMAGE[0, 0])


def test_the_mean_of_each_window() -> None:
    assert bind(AveragePool2D()).predict().ravel().tolist() == [3.25, 2, 0, -2.5]


def test_the_border_counts_in_the_mean() -> None:
    bound = bind(AveragePool2D(kernel_size=2, stride=2, padding=1))
    assert bound.predict().ravel()[0] == 1 / 4


def test_the_mean_of_a_map() -> None:
    assert bind(GlobalAveragePool()).predict().ravel().tolist() == [IMAGE.mean()]


@pytest.mark.parametrize(
    ("layer", "field", "words"),
    [
        (MaxPool2D(kernel_size=5), "kernel_size", "at most 4"),
        (MaxPool2D(kernel_size=2, padding=2), "padding", "half of the window size, 1; got 2"),
        (AveragePool2D(kernel_size=1, padding=1), "padding", "half of the window size, 0"),
    ],
)
def test_windows_that_do_not_fit_are_named(layer: Layer, field: str, words: str) -> None:
    with pytest.raises(ShapeError, match=words) as error:
        layer.output_shape((4, 4))
    assert error.value.field == field


def test_a_row_of_features_has_no_windows() -> None:
    with pytest.raises(ShapeError, match="height × width"):
        GlobalAveragePool().output_shape((64,))
