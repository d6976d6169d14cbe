"""Writes the program of an experiment in one of the frameworks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from app.programs.errors import ProgramError
from app.programs.framework import Framework
from app.programs.keras_program import KERAS
from app.programs.literals import lines, literal
from app.programs.material import Material, gather
from app.programs.numpy_program import NUMPY
from app.programs.pytorch_program import PYTORCH
from app.training import Experiment

FRAMEWORKS: Mapping[str, Framework] = {
    framework.name: framework for framework in (NUMPY, PYTORCH, KERAS)
}

# The result is Python, not HTML; what stands in it of an experiment passes through `literal`.
_TEMPLATES = Environment(
    loader=PackageLoader("app.programs"),
    autoescape=False,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_TEMPLATES.filters |= {"literal": literal, "lines": lines}


@dataclass(frozen=True)
class Program:
    """A program: its file name and its source."""

    file_name: str
    source: str


def write_program(experiment: Experiment, framework: str) -> Program:
    """The experiment as a Python program that begins with the same weights and the same data.

    Args:
        experiment: what the program trains.
        framework: one of `FRAMEWORKS`.

    Raises:
        ProgramError: there is nothing to train on, or the framework is unknown.
    """
    if framework not in FRAMEWORKS:
        raise ProgramError(f"framework must be one of {', '.join(FRAMEWORKS)}; got {framework!r}.")
    return render(gather(experiment), FRAMEWORKS[framework])


def render(material: Material, framework: Framework) -> Program:
    """The program made of this material.

    Raises:
        ProgramError: the framework has nothing for one of the layers.
    """
    file_name = f"glassbox-{material.experiment.dataset.name}-{framework.name}.py"
    missing = [kind for kind in material.kinds_in_order if kind not in framework.layers]
    if missing:
        others = [one.title for one in FRAMEWORKS.values() if material.kinds <= set(one.layers)]
        raise ProgramError(
            f"No {framework.title} program can be written for layers of kind {missing[0]!r} yet;"
            f" there is one for {' and for '.join(others)}."
        )
    template = _TEMPLATES.get_template(framework.template(material.kinds))
    source = template.render(
        file_name=file_name,
        framework=framework,
        dataset=material.experiment.dataset.name,
        training=material.experiment.training,
        optimizer_name=material.experiment.training.optimizer.name,
        settings=[(name.upper(), value) for name, value in material.optimizer.items()],
        material=material,
    )
    return Program(file_name, source)


__all__ = ["FRAMEWORKS", "Program", "ProgramError", "render", "write_program"]
