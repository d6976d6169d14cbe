"""What a page is told once of a run's data and past, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from math import isfinite
from typing import Any

import numpy as np

from app.datasets import DOMAIN, Dataset
from app.training import Trainer
from app.training.history import History


def describe_data(dataset: Dataset) -> dict[str, Any]:
    """The samples as the views need them; training samples come first."""
    spec = dataset.spec
    described: dict[str, Any] = {
        "view": spec.view,
        "task": spec.task,
        "train": len(dataset.train.inputs),
        "test": len(dataset.test.inputs),
        "classes": None if dataset.classes is None else list(dataset.classes),
        "targets": _rounded(dataset.targets)
        if dataset.classes is None
        else dataset.targets.astype(int).tolist(),
    }
    if spec.view == "plane" and dataset.points is not None:
        described |= {
            "domain": list(DOMAIN),
            "x": _rounded(dataset.points[:, 0]),
            "y": _rounded(dataset.points[:, 1]),
        }
    elif dataset.gallery is not None:
        first = len(dataset.train)
        described |= {
            "shape": list(dataset.input_shape),
            "gallery": [
                {
                    "split": "test",
                    "index": index,
                    "target": int(dataset.targets[first + index]),
                    "pixels": _rounded(pixels),
                    **_box_of(dataset, first + index),
                }
                for index, pixels in enumerate(dataset.gallery)
            ],
        }
    else:
        described |= {"features": list(dataset.input_labels)}
    if dataset.target_scale is not None:
        described["target_scale"] = asdict(dataset.target_scale)
    words = dataset.spec.words
    if words:
        described["words"] = {name: dict(text) for name, text in words.items()}
    return described


def _box_of(dataset: Dataset, sample: int) -> dict[str, list[float]]:
    return {} if dataset.boxes is None else {"box": _rounded(dataset.boxes[sample])}


def describe_history(history: History) -> dict[str, list[float | int | None]]:
    """The recorded epochs, a list for each quantity."""
    records = history.records
    return {
        "step": [step for step, _, _ in records],
        "epoch": [epoch for _, epoch, _ in records],
        "train_loss": [finite(metrics.train_loss) for _, _, metrics in records],
        "test_loss": [finite(metrics.test_loss) for _, _, metrics in records],
        "train_accuracy": [finite(metrics.train_accuracy) for _, _, metrics in records],
        "test_accuracy": [finite(metrics.test_accuracy) for _, _, metrics in records],
        "train_iou": [finite(metrics.train_iou) for _, _, metrics in records],
        "test_iou": [finite(metrics.test_iou) for _, _, metrics in records],
    }


def describe_metrics(trainer: Trainer) -> dict[str, float | None]:
    """Metrics as they were measured last, with null for what does not exist."""
    metrics, measured_at = trainer.latest_metrics
    return {
        "measured_at": measured_at,
        "batch_loss": finite(trainer.batch_loss),
        "train_loss": finite(metrics.train_loss),
        "test_loss": finite(metrics.test_loss),
        "train_accuracy": finite(metrics.train_accuracy),
        "test_accuracy": finite(metrics.test_accuracy),
        "train_iou": finite(metrics.train_iou),
        "test_iou": finite(metrics.test_iou),
    }


def finite(value: float) -> float | None:
    """The value, or None where JSON has no way to write it."""
    return value if isfinite(value) else None


def _rounded(values: np.ndarray[Any, np.dtype[np.float64]]) -> list[float]:
    """Enough digits to draw; a third of the bytes."""
    return [round(float(value), 4) for value in values]
