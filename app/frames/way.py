"""The way of one sample through the network, forward and backward."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

import numpy as np

from app.datasets.base import Samples
from app.frames.layout import Part, PartBuffer, Place, place_tensors
from app.frames.quantise import quantise, scale_of
from app.nn.calls import Array, Shape
from app.nn.layers.base import BoundLayer
from app.training import Trainer

EXACT = "spotlight_exact"

MOST_PASSES = 1 << 24
"""Up to which float32 counts."""


def is_map(shape: Shape) -> bool:
    """Whether a layer of this output shape is drawn as maps: (channels, height, width)."""
    return len(shape) == 3


class Way:
    """Sends samples through a twin of the network, bound to a batch of one.

    It shares the parameters and has gradients of its own, so that it disturbs nothing. Numbers
    of neurons are exact; the many cells of maps come in 8 bits, and exactly in a part of its own.
    """

    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer
        network = trainer.network
        self._twin = network.bind(1, np.zeros_like(network.gradients))
        self._shapes = network.shapes
        self._last = len(self._shapes) - 1
        self._passes, self._returns = 0, True
        self._maps = [layer for layer in range(1, self._last + 1) if is_map(self._shapes[layer])]

    @property
    def layers(self) -> Sequence[BoundLayer]:
        """The layers of the twin."""
        return self._twin.layers

    def parts(self) -> list[Part]:
        """The parts that `walk` and `exact` write; the latter only where there are maps."""
        units = [prod(shape) for shape in self._shapes]
        plain = [layer for layer in range(1, self._last + 1) if layer not in self._maps]
        places = [Place("activations", layer, (units[layer],)) for layer in [0, *plain]]
        for role in ("pre_activations", "deltas"):
            places += [Place(role, layer, (units[layer],)) for layer in plain]
        places += [Place(name, layer, values.shape) for name, layer, values in self._measured()]
        places.append(Place("target", self._last, self._target_shape()))
        if not self._maps:
            return [place_tensors("spotlight", places)]
        places.append(Place("pass", 0, (1,)))
        roles = ("activations", "deltas")
        places += [Place(f"{role}_scale", layer, (1,)) for role in roles for layer in self._maps]
        places += [
            Place(role, layer, self._shapes[layer], "int8", f"{role}_scale")
            for role in roles
            for layer in self._maps
        ]
        exact = [Place("pass", 0, (1,))]
        exact += [
            Place(role, layer, self._shapes[layer])
            for role in ("activations", "pre_activations", "deltas")
            for layer in self._maps
        ]
        return [place_tensors("spotlight", places, "deflated"), place_tensors(EXACT, exact)]

    def _target_shape(self) -> Shape:
        return (self._twin.loss.flat_targets.shape[0],)

    def walk(self, samples: Samples, index: int, buffer: PartBuffer) -> bytes:
        """Send a sample there and back, and write the part `spotlight`.

        Without a target there is no loss, and so no way back: the target and all deltas are not
        numbers.
        """
        twin, views = self._twin, buffer.views
        twin.inputs[0] = samples.inputs[index]
        twin.loss.flat_targets[:, 0] = samples.targets[index]
        self._returns = bool(np.isfinite(twin.loss.flat_targets).all())
        if self._returns:
            twin.forward()
            twin.backward()
        else:
            twin.predict()
        views["activations", 0][...] = twin.inputs[0]
        for layer, (activations, pre_activations, deltas) in enumerate(self._numbers(), start=1):
            if layer in self._maps:
                for role, values in (("activations", activations), ("deltas", deltas)):
                    scale = scale_of(values)
                    views[f"{role}_scale", layer][...] = scale
                    levels = quantise(values, scale, "int8")
                    views[role, layer][...] = levels.reshape(self._shapes[layer])
            else:
                views["activations", layer][...] = activations
                views["pre_activations", layer][...] = pre_activations
                views["deltas", layer][...] = deltas
        if self._maps:
            # Frames may be merged on the way: by this a page knows what belongs together.
            self._passes = (self._passes + 1) % MOST_PASSES
            views["pass", 0][...] = self._passes
        for name, layer, values in self._measured():
            views[name, layer][...] = values
        views["target", self._last][...] = twin.loss.flat_targets[:, 0]
        return buffer.encode(self.trainer.steps)

    def exact(self, buffer: PartBuffer) -> bytes:
        """Write the part `spotlight_exact`, of the sample that was sent last."""
        buffer.views["pass", 0][...] = self._passes
        for layer, numbers in enumerate(self._numbers(), start=1):
            if layer in self._maps:
                for role, values in zip(
                    ("activations", "pre_activations", "deltas"), numbers, strict=True
                ):
                    buffer.views[role, layer][...] = values.reshape(self._shapes[layer])
        return buffer.encode(self.trainer.steps)

    def _measured(self) -> Iterator[tuple[str, int, Array]]:
        """What a pass goes by that is of no sample: means and variances, by name and layer."""
        for index, layer in enumerate(self._twin.layers, start=1):
            for name, values in layer.went_by().items():
                if values.ndim == 1:
                    yield name, index, values

    def _numbers(self) -> list[tuple[Array, Array, Array]]:
        """Activations, pre-activations and deltas of each layer, flat."""
        twin = self._twin
        outputs = [*(layer.output for layer in twin.layers[:-1]), twin.loss.prediction]
        return [
            (
                output.reshape(-1),
                layer.pre_activation.reshape(-1),
                layer.delta.reshape(-1)
                if self._returns
                else np.full(output.size, np.nan, np.float32),
            )
            for output, layer in zip(outputs, twin.layers, strict=True)
        ]
