"""Why a run ends by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Literal

from app.training.experiment import StopRecipe

StopCode = Literal["max_epochs", "converged", "diverged", "no_data"]

MINIMUM_PROGRESS = 1e-5
"""By how much the test loss must fall below its best to count as progress."""


@dataclass(frozen=True)
class StopReason:
    """A code for programs, a sentence for people, the numbers in it for translations."""

    code: StopCode
    message: str
    values: Mapping[str, float] = field(default_factory=dict)


class StoppingRule:
    """Watches the test loss, an epoch at a time."""

    def __init__(self) -> None:
        self.best = inf
        self.epochs_without_progress = 0

    def after_epoch(self, recipe: StopRecipe, epoch: int, test_loss: float) -> StopReason | None:
        """Whether the run ends after this epoch."""
        if test_loss < self.best - MINIMUM_PROGRESS:
            self.best, self.epochs_without_progress = test_loss, 0
        else:
            self.epochs_without_progress += 1
        if recipe.patience is not None and self.epochs_without_progress >= recipe.patience:
            return StopReason(
                "converged",
                f"Converged: the test loss has not fallen for {recipe.patience} epochs.",
                {"epochs": recipe.patience, "test_loss": self.best},
            )
        return limit_reached(recipe, epoch)


def limit_reached(recipe: StopRecipe, epoch: int) -> StopReason | None:
    """Whether the run has had all its epochs."""
    if recipe.max_epochs is None or epoch < recipe.max_epochs:
        return None
    return StopReason(
        "max_epochs",
        f"Done: {recipe.max_epochs} epochs were asked for and made.",
        {"epochs": recipe.max_epochs},
    )


def diverged(step: int) -> StopReason:
    """The loss overflowed in the step after `step`."""
    return StopReason(
        "diverged",
        f"Diverged: after step {step} the loss was no longer a number. "
        "The last good weights were kept; try a smaller learning rate.",
        {"step": step},
    )


NO_DATA = StopReason("no_data", "There are no training samples yet: place some points first.")
