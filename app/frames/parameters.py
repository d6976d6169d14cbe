"""What a network has learned, and how it changes: every parameter, drawn or exact."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from app.datasets import Spotlight
from app.frames.batch import Batch
from app.frames.layout import Part, PartBuffer, Place, place_tensors
from app.frames.quantise import quantise, scale_of
from app.nn.calls import Array, Shape
from app.training import Trainer

COUNT = "steps"
"""What optimizers that count their updates call that count, in their state."""


class Parameters:
    """Reads the parameters of a trainer's network, a tensor a layer that has any.

    A layer's one array keeps its shape; several are laid out one behind the other.
    """

    def __init__(self, trainer: Trainer, batch: Batch) -> None:
        """`batch` reads what stands beside the exact ones, of the step they are of."""
        self.trainer, self._batch = trainer, batch
        network = trainer.network
        self._layers: list[tuple[int, Shape, slice]] = []
        self._biases: dict[int, NDArray[np.intp]] = {}
        for index, shapes in enumerate(network.parameter_shapes, start=1):
            span = network.span(index - 1)
            size = span.stop - span.start
            if not size:
                continue
            self._layers.append((index, shapes[0] if len(shapes) == 1 else (size,), span))
            self._biases[index] = np.flatnonzero(network.weight_mask[span] == 0)

    def drawn_part(self) -> Part:
        """What `draw` writes: parameters in 8 bits, and exactly those few that are read."""
        places: list[Place] = []
        for role in ("parameters_scale", "gradient_rms"):
            places += [Place(role, index, (1,)) for index, _, _ in self._layers]
        places += [
            Place("biases", index, (len(self._biases[index]),)) for index, _, _ in self._layers
        ]
        places += [
            Place("parameters", index, shape, "int8", "parameters_scale")
            for index, shape, _ in self._layers
        ]
        return place_tensors("network", places)

    def exact_part(self) -> Part:
        """What `write` writes, in float32: all there is of every parameter, and the batch's."""
        places = [
            Place(role, index, shape)
            for role in self._vectors()
            for index, shape, _ in self._layers
        ]
        last = len(self.trainer.network.layers)
        places.append(Place("learning_rate", last, (1,)))
        if COUNT in self.trainer.optimizer.state:
            places.append(Place("updates", last, (1,)))
        return place_tensors("exact", [*places, *self._batch.places()])

    def draw(self, buffer: PartBuffer) -> bytes:
        """The part for drawing, at this moment."""
        views, network = buffer.views, self.trainer.network
        for index, shape, span in self._layers:
            parameters, gradients = network.parameters[span], network.gradients[span]
            scale = scale_of(parameters)
            views["parameters_scale", index][...] = scale
            views["parameters", index][...] = quantise(parameters, scale, "int8").reshape(shape)
            views["biases", index][...] = parameters[self._biases[index]]
            # Squares of what float32 can hold may be beyond it.
            wide = gradients.astype(np.float64)
            views["gradient_rms", index][...] = np.sqrt(wide @ wide / wide.size)
        return buffer.encode(self.trainer.steps)

    def write(self, buffer: PartBuffer, followed: Spotlight) -> bytes:
        """The exact part, at this moment, while this sample is followed."""
        for role, index, shape, values in self._all():
            buffer.views[role, index][...] = values.reshape(shape)
        last, optimizer = len(self.trainer.network.layers), self.trainer.optimizer
        buffer.views["learning_rate", last][...] = optimizer.learning_rate
        if COUNT in optimizer.state:
            buffer.views["updates", last][...] = optimizer.state[COUNT]
        self._batch.fill(buffer.views, followed)
        return buffer.encode(self.trainer.steps)

    def _all(self) -> Iterator[tuple[str, int, Shape, Array]]:
        for role, flat in self._vectors().items():
            for index, shape, span in self._layers:
                yield role, index, shape, flat[span]

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
