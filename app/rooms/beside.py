"""The second of two runs side by side: another experiment on the same data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from app.frames import Probe, Spotlight
from app.frames.describe import describe_history, describe_metrics
from app.frames.describe_timeline import describe_differences
from app.training import Experiment, Trainer
from app.training.differences import differences
from app.training.inspection import ParameterRecord
from app.training.problems import Refusal, explain
from app.training.timeline import Timeline


class Beside:
    """A run with its past and what is seen of it; `Tandem` moves it.

    Attributes:
        timeline: the run.
        probe: looks at it.
        past: how its parameters came to be what they are.
    """

    def __init__(
        self, experiment: Experiment, spotlight: Spotlight, clock: Callable[[], float]
    ) -> None:
        """Begin at step 0."""
        self.timeline = Timeline(experiment, clock)
        self.probe = Probe(self.timeline.trainer, spotlight)
        self.past = ParameterRecord(self.trainer.network.parameters)

    @property
    def trainer(self) -> Trainer:
        """The run where it stands."""
        return self.timeline.trainer

    @property
    def experiment(self) -> Experiment:
        """What it trains."""
        return self.trainer.experiment

    def note(self) -> None:
        """Take note of the present parameters, if they are new and it is time for that."""
        trainer = self.trainer
        if trainer.steps >= self.timeline.latest:
            self.past.note(trainer.steps, trainer.network.parameters)

    def describe(self, first: Experiment) -> dict[str, Any]:
        """What a page needs to follow it beside a run of the `first` experiment."""
        return {
            "experiment": self.experiment.model_dump(mode="json"),
            "layout": self.probe.layout.to_json(),
            "history": describe_history(self.trainer.history),
            "differences": describe_differences(first, self.experiment),
        }

    def describe_state(self) -> dict[str, Any]:
        """Where it stands."""
        trainer = self.trainer
        stop = trainer.stop_reason
        return {
            "step": trainer.steps,
            "latest": self.timeline.latest,
            "epoch": trainer.epoch,
            "phase": asdict(trainer.phase),
            "stop": None if stop is None else asdict(stop),
            "metrics": describe_metrics(trainer),
        }


def check_data(first: Experiment, second: Experiment) -> None:
    """See that two experiments learn from the same data, whatever either is corrected in.

    Raises:
        Refusal: they do not; it names the field.
    """
    for field, ours, theirs in differences(first, second):
        if field.partition(".")[0] == "dataset" and field != "dataset.corrections":
            allowed = json.dumps(ours)
            words = f"must be that of the run beside which it stands, {allowed}"
            raise Refusal(f"experiment.{field}", words, theirs, allowed)


def with_data_of(experiment: Experiment, other: Experiment) -> Experiment:
    """The experiment on the data of another one.

    Raises:
        Refusal: it cannot learn from them.
    """
    source: Mapping[str, Any] = {
        **experiment.model_dump(mode="json"),
        "dataset": other.dataset.model_dump(mode="json"),
    }
    try:
        return Experiment.model_validate_json(json.dumps(source))
    except ValidationError as error:
        problem = explain(error, source)
        words = f"would not suit the experiment beside it ({problem.message})"
        allowed = "data that both experiments can learn from"
        raise Refusal("dataset", words, other.dataset.name, allowed) from error
