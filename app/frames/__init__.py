"""What is seen: which tensors of a run, laid out how, in which bytes."""

from app.datasets import Spotlight
from app.frames.layout import Layout
from app.frames.probe import Probe

__all__ = ["Layout", "Probe", "Spotlight"]
