from __future__ import annotations

import numpy as np
import pytest

from app.training import Metrics
from app.training.history import History


def test_a_history_comes_back_as_it_was() -> None:
    history, again = History(), History()
    history.append(5, 1, Metrics(0.5, 0.6, 0.7, 0.8, 0.3, 0.4))
    again.restore(history.to_array(), history.stride)
    assert again.records == history.records


def test_one_that_was_stored_before_boxes_were_measured_is_read() -> None:
    history = History()
    history.restore(np.array([[5, 1, 0.5, 0.6, 0.7, 0.8]]), 1)
    ((step, epoch, metrics),) = history.records
    assert (step, epoch, metrics.test_accuracy) == (5, 1, 0.8)
    assert np.isnan(metrics.test_iou)


def test_the_newest_record_by_a_step_is_found() -> None:
    history = History()
    assert history.newest_by(0) is None
    history.beginning = Metrics(0.5)
    for epoch in (1, 2, 3):
        history.append(5 * epoch, epoch, Metrics(epoch))
    found = [history.newest_by(step) for step in (-1, 4, 5, 9, 10, 99)]
    assert found == [
        None,
        (0, Metrics(0.5)),
        (5, Metrics(1)),
        (5, Metrics(1)),
        (10, Metrics(2)),
        (15, Metrics(3)),
    ]


@pytest.mark.parametrize("columns", [5, 7, 9])
def test_anything_else_is_none(columns: int) -> None:
    with pytest.raises(ValueError, match="a history has 8 columns"):
        History().restore(np.zeros((1, columns)), 1)
