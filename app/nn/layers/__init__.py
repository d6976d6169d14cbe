"""The layers that a network can be built from, by kind."""

from __future__ import annotations

from collections.abc import Mapping

from app.nn.layers.base import BoundLayer, Context, Layer, ShapeError, Wiring
from app.nn.layers.batch_norm import BatchNorm
from app.nn.layers.convolution import Conv2D
from app.nn.layers.dense import Dense
from app.nn.layers.dense_per_step import DensePerStep
from app.nn.layers.dropout import Dropout
from app.nn.layers.embedding import Embedding
from app.nn.layers.flatten import Flatten
from app.nn.layers.layer_norm import LayerNorm
from app.nn.layers.local_response_norm import LocalResponseNorm
from app.nn.layers.parallel import Parallel
from app.nn.layers.pooling import AveragePool2D, GlobalAveragePool, MaxPool2D
from app.nn.layers.recurrent import GRU, LSTM, RNN
from app.nn.layers.residual import Residual

LAYERS: Mapping[str, type[Layer]] = {
    "dense": Dense,
    "conv2d": Conv2D,
    "max_pool2d": MaxPool2D,
    "average_pool2d": AveragePool2D,
    "global_average_pool": GlobalAveragePool,
    "flatten": Flatten,
    "embedding": Embedding,
    "rnn": RNN,
    "lstm": LSTM,
    "gru": GRU,
    "dense_per_step": DensePerStep,
    "batch_norm": BatchNorm,
    "layer_norm": LayerNorm,
    "local_response_norm": LocalResponseNorm,
    "dropout": Dropout,
    "residual": Residual,
    "parallel": Parallel,
}

__all__ = [
    "GRU",
    "LAYERS",
    "LSTM",
    "RNN",
    "AveragePool2D",
    "BatchNorm",
    "BoundLayer",
    "Context",
    "Conv2D",
    "Dense",
    "DensePerStep",
    "Dropout",
    "Embedding",
    "Flatten",
    "GlobalAveragePool",
    "Layer",
    "LayerNorm",
    "LocalResponseNorm",
    "MaxPool2D",
    "Parallel",
    "Residual",
    "ShapeError",
    "Wiring",
]
