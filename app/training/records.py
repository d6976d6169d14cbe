"""What a run writes down an epoch at a time, whatever it is."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from numpy.typing import NDArray


class Record(Protocol):
    """A record of a run; `app.training.history` is one.

    Attributes:
        stride: every how many epochs one is kept.
    """

    stride: int

    def forget_after(self, step: int) -> None:
        """Drop what was recorded of later steps."""

    def to_array(self) -> NDArray[Any]:
        """All of it, a row a record."""

    def restore(self, array: NDArray[Any], stride: int) -> None:
        """Take over what `to_array` gave."""


R = TypeVar("R", bound=Record)


def beginning_of(record: R, step: int) -> R:
    """A record of its own that begins with another one's records up to a step."""
    beginning = type(record)()
    beginning.restore(record.to_array(), record.stride)
    beginning.forget_after(step)
    return beginning
