"""Reads out of a run what viewers draw, and writes it into frames."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from math import prod
from typing import Literal

import numpy as np

from app.datasets.base import Samples
from app.frames.codec import Header, encode
from app.frames.grids import PlaneMaps
from app.frames.histograms import Histograms
from app.frames.layout import (
    PART_NAMES,
    LayerLabel,
    Layout,
    Part,
    PartBuffer,
    Place,
    place_tensors,
)
from app.frames.quantise import quantise, scale_of
from app.frames.results import Results
from app.nn.calls import Array
from app.training import Trainer
from app.training.build import loss_for

COUNT = "steps"
"""What optimizers that count their updates call that count, in their state."""

_layout_ids = itertools.count(1)


@dataclass(frozen=True)
class Spotlight:
    """The one sample whose way through the network is drawn."""

    split: Literal["train", "test"] = "train"
    index: int = 0


class Probe:
    """Looks at one trainer's present network. A changed network needs a new probe.

    The spotlight runs on a twin of the network, bound to a batch of one, with gradients of
    its own: it shares the parameters and disturbs nothing.

    Attributes:
        layout: what stands in the frames.
        latest: the newest step of the run, for the header; None where it stands there.
    """

    def __init__(self, trainer: Trainer, spotlight: Spotlight) -> None:
        self.trainer = trainer
        self.latest: int | None = None
        network = trainer.network
        self._twin = network.bind(1, np.zeros_like(network.gradients))
        plane = trainer.dataset.spec.view == "plane"
        self._maps = PlaneMaps(network, trainer.dataset) if plane else None
        self._results = Results(trainer)
        self._histograms = Histograms(trainer)
        parts = [self._network_part(), self._exact_part(), self._spotlight_part()]
        if self._maps:
            parts.append(self._maps.part())
        results = self._results.part()
        if results:
            parts.append(results)
        parts.append(self._histograms.part())
        self.layout = Layout(next(_layout_ids), self._labels(), tuple(parts))
        self._buffers = {part.name: PartBuffer(part) for part in parts}
        self._sequence = itertools.count()
        self.spotlight = spotlight

    @property
    def spotlight(self) -> Spotlight:
        """The sample that is followed."""
        return self._spotlight

    @spotlight.setter
    def spotlight(self, spotlight: Spotlight) -> None:
        count = len(self._samples(spotlight).inputs)
        # Another dataset may be smaller; the nearest sample is as good a choice as any.
        self._spotlight = Spotlight(spotlight.split, max(0, min(spotlight.index, count - 1)))

    def _samples(self, spotlight: Spotlight) -> Samples:
        dataset = self.trainer.dataset
        return dataset.train if spotlight.split == "train" else dataset.test

    def frame(
        self, steps_per_second: float, parts: Collection[str] = frozenset(PART_NAMES)
    ) -> bytes:
        """The run at this moment.

        Args:
            steps_per_second: the measured speed, for the header.
            parts: which to compute; those that the layout lacks are left out.
        """
        makers: dict[str, Callable[[], bytes | None]] = {
            "network": self._network,
            "exact": self._exact,
            "spotlight": lambda: self._way_of(self.spotlight),
            "maps": self._plane,
            "results": self._test_results,
            "statistics": self._spread,
        }
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            made = {name: makers[name]() for name in self._buffers if name in parts}
            header = self._header(steps_per_second)
        present = {name: part for name, part in made.items() if part is not None}
        return encode(header, self.layout, present)

    def look_at(self, sample: Spotlight, steps_per_second: float) -> bytes:
        """The run at this moment, with the way of another sample and nothing else."""
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            way = self._way_of(sample)
            header = self._header(steps_per_second)
        return encode(header, self.layout, {} if way is None else {"spotlight": way})

    def _header(self, steps_per_second: float) -> Header:
        trainer = self.trainer
        return Header(
            phase=trainer.phase,
            layout_id=self.layout.id,
            sequence=next(self._sequence),
            step=trainer.steps,
            epoch=trainer.epoch,
            made_at=time.time(),
            batch_loss=trainer.batch_loss,
            metrics=trainer.metrics,
            steps_per_second=steps_per_second,
            latest=trainer.steps if self.latest is None else self.latest,
        )

    def _network(self) -> bytes:
        views, network = self._buffers["network"].views, self.trainer.network
        arrays = zip(
            network.views(network.parameters), network.views(network.gradients), strict=True
        )
        for index, ((parameters,), (gradients,)) in enumerate(arrays, start=1):
            scale = scale_of(parameters)
            views["parameters_scale", index][...] = scale
            views["parameters", index][...] = quantise(parameters, scale, "int8")
            views["biases", index][...] = parameters[:, -1]
            # Squares of what float32 can hold may be beyond it.
            flat = gradients.ravel().astype(np.float64)
            views["gradient_rms", index][...] = np.sqrt(flat @ flat / flat.size)
        return self._buffers["network"].encode(self.trainer.steps)

    def _exact(self) -> bytes:
        buffer, network = self._buffers["exact"], self.trainer.network
        for role, flat in self._vectors().items():
            for index, (array,) in enumerate(network.views(flat), start=1):
                buffer.views[role, index][...] = array
        last = len(network.layers)
        optimizer = self.trainer.optimizer
        buffer.views["learning_rate", last][...] = optimizer.learning_rate
        if COUNT in optimizer.state:
            buffer.views["updates", last][...] = optimizer.state[COUNT]
        return buffer.encode(self.trainer.steps)

    def _vectors(self) -> dict[str, Array]:
        """What there is of every parameter, by role, flat."""
        trainer = self.trainer
        moments = trainer.optimizer.moments()
        return {
            "parameters": trainer.network.parameters,
            "gradients": trainer.network.gradients,
            "before": trainer.before_update,
            **{f"moment.{name}": values for name, values in moments.items()},
        }

    def _way_of(self, sample: Spotlight) -> bytes | None:
        """The way of a sample through the network; None if there is no such sample."""
        samples = self._samples(sample)
        if not 0 <= sample.index < len(samples.inputs):
            return None
        twin, buffer = self._twin, self._buffers["spotlight"]
        twin.inputs[0] = samples.inputs[sample.index]
        twin.loss.targets[:, 0] = samples.targets[sample.index]
        twin.forward()
        twin.backward()
        last = len(twin.layers)
        buffer.views["activations", 0][...] = twin.inputs[0]
        for index, layer in enumerate(twin.layers, start=1):
            output = twin.loss.prediction if index == last else layer.output
            buffer.views["activations", index][...] = output[:, 0]
            buffer.views["pre_activations", index][...] = layer.pre_activation[:, 0]
            buffer.views["deltas", index][...] = layer.delta[:, 0]
        buffer.views["target", last][...] = twin.loss.targets[:, 0]
        return buffer.encode(self.trainer.steps)

    def _plane(self) -> bytes | None:
        if self._maps is None:
            return None
        self._maps.fill(self._buffers["maps"].views)
        return self._buffers["maps"].encode(self.trainer.steps)

    def _test_results(self) -> bytes:
        self._results.fill(self._buffers["results"].views)
        return self._buffers["results"].encode(self.trainer.steps)

    def _spread(self) -> bytes:
        self._histograms.fill(self._buffers["statistics"].views)
        return self._buffers["statistics"].encode(self.trainer.steps)

    def _network_part(self) -> Part:
        shapes = [shape for (shape,) in self.trainer.network.parameter_shapes]
        places: list[Place] = []
        for role in ("parameters_scale", "gradient_rms"):
            places += [Place(role, index, (1,)) for index, _ in enumerate(shapes, start=1)]
        places += [Place("biases", index, shape[:1]) for index, shape in enumerate(shapes, start=1)]
        places += [
            Place("parameters", index, shape, "int8", "parameters_scale")
            for index, shape in enumerate(shapes, start=1)
        ]
        return place_tensors("network", places)

    def _exact_part(self) -> Part:
        places = [
            Place(role, index, shape)
            for role in self._vectors()
            for index, (shape,) in enumerate(self.trainer.network.parameter_shapes, start=1)
        ]
        last = len(self.trainer.network.layers)
        places.append(Place("learning_rate", last, (1,)))
        if COUNT in self.trainer.optimizer.state:
            places.append(Place("updates", last, (1,)))
        return place_tensors("exact", places)

    def _spotlight_part(self) -> Part:
        units = [prod(shape) for shape in self.trainer.network.shapes]
        last = len(units) - 1
        places = [Place("activations", layer, (size,)) for layer, size in enumerate(units)]
        for role in ("pre_activations", "deltas"):
            places += [Place(role, layer, (units[layer],)) for layer in range(1, last + 1)]
        places.append(Place("target", last, (units[last],)))
        return place_tensors("spotlight", places)

    def _labels(self) -> tuple[LayerLabel, ...]:
        trainer, dataset = self.trainer, self.trainer.dataset
        units = [prod(shape) for shape in trainer.network.shapes]
        hidden = [
            LayerLabel(index, layer.kind, units[index], getattr(layer, "activation", None), None)
            for index, layer in enumerate(trainer.experiment.network.layers, start=1)
        ]
        last = len(units) - 1
        labels = dataset.classes if units[last] > 1 else None
        return (
            LayerLabel(0, "input", units[0], None, tuple(dataset.input_labels)),
            *hidden,
            LayerLabel(last, "output", units[last], loss_for(dataset).activation, labels),
        )
