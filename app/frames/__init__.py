"""What is seen: which tensors of a run, laid out how, in which bytes."""

from app.frames.layout import Layout
from app.frames.probe import Probe
from app.frames.way import Spotlight

__all__ = ["Layout", "Probe", "Spotlight"]
