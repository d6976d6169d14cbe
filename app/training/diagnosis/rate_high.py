"""A learning rate so high that the loss jumps about and does not fall."""

from __future__ import annotations

import numpy as np

from app.training.diagnosis.evidence import Evidence, began, lately
from app.training.diagnosis.finding import Finding
from app.training.diagnosis.remedies import other_rate

UPDATE = 0.03
"""Updates beyond a thirtieth of the weights, where a thousandth is healthy (Karpathy, CS231n)."""

WINDOW = 12
"""Epochs that are looked at together."""
SWAY = 0.2
"""Between its highest and its lowest the loss changes by more than this share of the latter …"""
RISES = 4
"""… rises so many times in the window (LeCun et al., 1998, section 4.7: beyond twice the best
rate the loss no longer falls, but oscillates or grows) …"""
LEARNS = 0.25
"""… and is still above this share of chance."""
THIRD = 4
STANDS = 0.9
"""The last third of a window is not clearly below the first."""
RISE = 1.02
RECORDS = 5
LASTING = 16
"""Epochs for which a calm window changes nothing: it comes in bouts."""


def find(evidence: Evidence) -> Finding | None:
    """In the latest epochs the loss went up and down, and the updates were large."""
    ends = evidence.ends
    if len(ends) < WINDOW:
        return None
    windows = np.lib.stride_tricks.sliding_window_view(ends[:, 1], WINDOW)
    rises = np.count_nonzero(windows[:, 1:] > RISE * windows[:, :-1], axis=1)
    high, low = windows.max(axis=1), windows.min(axis=1)
    stands = windows[:, -THIRD:].mean(axis=1) > STANDS * windows[:, :THIRD].mean(axis=1)
    sways = (rises >= RISES) & (high > (1 + SWAY) * low) & stands
    # The largest of the updates that were recorded lately, at the end of each window.
    padded = np.concatenate([np.zeros(RECORDS), evidence.update_ratio])
    recent = np.lib.stride_tricks.sliding_window_view(padded, RECORDS).max(axis=-1)
    largest = recent[np.searchsorted(evidence.steps, ends[WINDOW - 1 :, 0], side="right")]
    first = began(lately(sways & (largest > UPDATE), LASTING) & (low > LEARNS * evidence.chance))
    if first is None:
        return None
    since = int(ends[first, 0])
    return Finding(
        "rate_high",
        None,
        since,
        evidence.before(since),
        {
            "low": float(low[-1]),
            "high": float(high[-1]),
            "epochs": WINDOW,
            "ratio": float(largest[-1]),
            "rate": evidence.experiment.training.optimizer.learning_rate,
        },
        other_rate(evidence.experiment, 0.1, "slower"),
    )
