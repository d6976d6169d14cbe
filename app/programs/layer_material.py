"""What programs in every framework are told of a layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from math import prod
from typing import Any

from app.nn.calls import Array, Shape
from app.nn.layers import BatchNorm, Conv2D, Dense, Layer
from app.nn.network import Network
from app.programs.framework import Framework
from app.programs.literals import literal, pack


@dataclass(frozen=True)
class LayerMaterial:
    """A layer with its settings; the weights it begins with, packed, if it has any.

    Biases begin at 0, and so does what is added after a normalisation, whose factors begin at 1.

    Attributes:
        kind, title: as the engine calls it, and as people do.
        input_shape, output_shape: of one sample; a picture of one colour has one map.
        activation: None where it has none.
        settings: the layer's own, by name.
        by_columns: whether a normalisation takes each column of a picture apart, not each map.
        weights_shape: (units, inputs), or of a convolution (maps, numbers of a kernel).
    """

    kind: str
    title: str
    input_shape: Shape
    output_shape: Shape
    activation: str | None
    settings: dict[str, Any]
    by_columns: bool = False
    weights_shape: Shape = ()
    weights: str = ""

    @property
    def inputs(self) -> int:
        """Numbers that it reads."""
        return prod(self.input_shape)

    @property
    def units(self) -> int:
        """Numbers that it gives."""
        return prod(self.output_shape)

    @property
    def parts(self) -> int:
        """What a normalisation measures apart: maps, or columns, or single numbers."""
        return self.input_shape[-1 if self.by_columns else 0]

    @property
    def dimensions(self) -> str:
        """How many a place has: "2d" in maps, "1d" where there are none."""
        return "2d" if len(self.input_shape) > 1 else "1d"

    @property
    def normalises_single_numbers(self) -> bool:
        """Whether it is a normalisation whose parts have one number in each sample."""
        return self.kind == "batch_norm" and self.inputs == self.parts

    @property
    def flattens_maps(self) -> bool:
        """Whether maps come in and leave as one row of numbers."""
        return len(self.input_shape) > len(self.output_shape)

    @property
    def padding(self) -> int:
        """Cells of border on each side of a map, 0 where there are no windows."""
        padding: int = self.settings.get("padding", 0)
        return padding

    @property
    def window(self) -> str:
        """Size, stride and padding of what moves over maps, as arguments."""
        names = ("kernel_size", "stride", "padding")
        return ", ".join(literal(self.settings[name]) for name in names if name in self.settings)

    @property
    def words(self) -> str:
        """What it is, in a list of layers."""
        if self.kind == "dense":
            return f"{self.units} {self.activation}"
        shape = "×".join(map(str, self.output_shape))
        bent = "" if self.activation is None else f" {self.activation}"
        return f"{self.title.lower()} to {shape}{bent}"

    def call(self, framework: Framework) -> str:
        """Source that makes the layer, where a framework brings its own."""
        return framework.layers[self.kind].format_map(
            {
                **{name: literal(value) for name, value in self.settings.items()},
                "inputs": self.inputs,
                "units": self.units,
                "maps": self.input_shape[0],
                "parts": self.parts,
                "dimensions": self.dimensions,
            }
        )


def layers_of(network: Network) -> tuple[LayerMaterial, ...]:
    """All layers of a network with the weights that they have."""
    parameters = network.views(network.parameters)
    return tuple(
        _layer(layer, network.shapes[index], network.shapes[index + 1], views)
        for index, (layer, views) in enumerate(zip(network.layers, parameters, strict=True))
    )


def _as_maps(shape: Shape) -> Shape:
    """A picture of one colour is one map."""
    return (1, *shape) if len(shape) == 2 else shape


def _layer(
    layer: Layer, input_shape: Shape, output_shape: Shape, views: Sequence[Array]
) -> LayerMaterial:
    settings = asdict(layer)  # type: ignore[call-overload]
    kind = settings.pop("kind")
    activation = settings.pop("activation", None)
    weights = None
    if isinstance(layer, Dense):
        weights = views[0][:, :-1]
    elif isinstance(layer, Conv2D):
        weights = views[0][:-1].T
    material = LayerMaterial(
        kind,
        layer.title["en"],
        _as_maps(input_shape),
        _as_maps(output_shape),
        activation,
        settings,
        # The engine takes what has two axes for a sequence.
        by_columns=isinstance(layer, BatchNorm) and len(input_shape) == 2,
    )
    if weights is None:
        return material
    return replace(material, weights_shape=weights.shape, weights=pack(weights))
