"""Runs an exported program in this process and reads what it prints."""

from __future__ import annotations

import contextlib
import io
import re
import runpy
from dataclasses import dataclass
from pathlib import Path

from app.programs import Program

_STEP = re.compile(r"step +(\d+)  loss (\S+)")
_SHARES = re.compile(r"(?:right|overlap): train (\S+)%(?:, test (\S+)%)?")
_EPOCH = re.compile(r"epoch +(\d+)  train loss (\S+)(?:  test loss (\S+))?")


@dataclass(frozen=True)
class Printed:
    """What a program printed.

    Attributes:
        losses: of the first mini-batches, in order.
        epochs: train and test loss of each epoch; the test loss is None without test samples.
        shares: of each epoch those of right answers, then those that boxes overlap, where there
            are any; train before test.
        text: all of it.
    """

    losses: list[float]
    epochs: list[tuple[float, float | None]]
    shares: list[list[float]]
    text: str


def run_program(program: Program, folder: Path) -> Printed:
    """Run the program as its own main module."""
    path = folder / program.file_name
    path.write_text(program.source, encoding="utf-8")
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        runpy.run_path(str(path), run_name="__main__")
    text = output.getvalue()
    epochs = [
        (float(train), float(test) if test else None) for _, train, test in _EPOCH.findall(text)
    ]
    shares = [
        [float(share) / 100 for pair in _SHARES.findall(line) for share in pair if share]
        for line in text.splitlines()
        if line.startswith("epoch")
    ]
    return Printed([float(loss) for _, loss in _STEP.findall(text)], epochs, shares, text)
