"""Where the numbers of one neuron come from, read out of a run without disturbing it."""

from app.training.inspection.check import check_gradient
from app.training.inspection.history import ParameterHistory, ParameterRecord
from app.training.inspection.reading import Inspector
from app.training.inspection.target import Parameter, Size, Unit, find_problem, sizes_of

__all__ = [
    "Inspector",
    "Parameter",
    "ParameterHistory",
    "ParameterRecord",
    "Size",
    "Unit",
    "check_gradient",
    "find_problem",
    "sizes_of",
]
