"""Embedding: a learnt vector for every token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np

from app.nn.calls import Array, Calls, Shape
from app.nn.initializers import Initializer
from app.nn.layers.base import BoundLayer, Layer, ShapeError, Wiring
from app.nn.settings import STRICT, Setting, Title


@dataclass(frozen=True)
class Embedding(Layer):
    """Row number `token` of a table, for every token of a sequence (Bengio et al., 2003).

    Inputs are whole numbers from 0 to vocabulary - 1, held as floats: (steps,). Others are read
    as the nearest that there is. The parameter array is the table, (vocabulary, features).
    """

    __pydantic_config__: ClassVar[dict[str, object]] = STRICT
    title: ClassVar[Title] = {"en": "Embedding", "zh-CN": "嵌入层"}
    reads_rows: ClassVar[bool] = True

    vocabulary: Annotated[
        int, Setting({"en": "Vocabulary", "zh-CN": "词表大小"}, minimum=1, maximum=5000)
    ] = 100
    features: Annotated[
        int, Setting({"en": "Vector length", "zh-CN": "向量维数"}, minimum=1, maximum=64)
    ] = 8
    kind: Literal["embedding"] = "embedding"

    def output_shape(self, input_shape: Shape) -> Shape:
        if len(input_shape) != 1:
            shape = " × ".join(map(str, input_shape))
            raise ShapeError("kind", shape, "the first layer, over sequences of token numbers")
        return input_shape[0], self.features

    def parameter_shapes(self, input_shape: Shape) -> tuple[Shape, ...]:
        return ((self.vocabulary, self.features),)

    def initialize(
        self,
        input_shape: Shape,
        parameters: Sequence[Array],
        initializer: Initializer,
        rng: np.random.Generator,
    ) -> None:
        """Fill the table like the weights of a layer that reads tokens as one-hot vectors.

        Only one of its inputs is ever 1, so that its fan-in is 1, not the vocabulary.
        """
        (table,) = parameters
        initializer.fill(table, 1, self.features, rng)

    def weight_masks(self, input_shape: Shape) -> tuple[Array, ...]:
        return (np.ones((self.vocabulary, self.features), np.float32),)

    def bind(self, wiring: Wiring) -> BoundLayer:
        return BoundEmbedding(wiring)


class BoundEmbedding(BoundLayer):
    """An embedding on its buffers."""

    def __init__(self, wiring: Wiring) -> None:
        super().__init__(wiring)
        (self.table,), (self.gradient,) = wiring.parameters, wiring.gradients
        shape = wiring.input_shape[0], wiring.context.batch_size
        self.tokens = np.zeros(shape, np.intp)
        self.vectors = np.empty((*shape, self.table.shape[1]), self.table.dtype)

    def forward(self) -> Calls:
        """output[t] = table[token[t]]."""
        yield np.copyto, (self.tokens, self.wiring.input[:-1], "unsafe")
        yield self.table.take, (self.tokens, 0, self.vectors, "clip")
        output = self.wiring.as_output(self.output)
        yield np.copyto, (output, self.vectors.swapaxes(1, 2))

    def backward(self) -> Calls:
        """Each row of the table gathers the deltas of all places where its token stands.

        ∂loss/∂table = [token = row]·δ, a product with a matrix of zeros and ones.
        """
        delta = self.wiring.as_output(self.delta)
        tokens, vectors = self.tokens.reshape(-1), self.vectors.reshape(-1, self.table.shape[1])
        rows = np.arange(len(self.table))[:, None]
        chosen = np.empty((len(self.table), tokens.size), self.table.dtype)
        yield np.clip, (tokens, 0, len(self.table) - 1, tokens)
        yield np.equal, (rows, tokens, chosen)
        yield np.copyto, (self.vectors, delta.swapaxes(1, 2))
        yield chosen.dot, (vectors, self.gradient)
        if self.wiring.input_delta is not None:
            # A token has no neighbours: its number has no slope.
            yield self.wiring.input_delta.fill, (0,)

    def parts(self) -> Mapping[str, Array]:
        return {
            **super().parts(),
            "table": self.table,
            "table_gradients": self.gradient,
        }
