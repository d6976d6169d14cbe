"""Where the numbers of one neuron come from, read out of a run without disturbing it."""

from app.training.inspection.check import check_gradient
from app.training.inspection.history import ParameterHistory, ParameterRecord
from app.training.inspection.reading import Inspector
from app.training.inspection.target import Parameter, Unit, find_problem

__all__ = [
    "Inspector",
    "Parameter",
    "ParameterHistory",
    "ParameterRecord",
    "Unit",
    "check_gradient",
    "find_problem",
]
