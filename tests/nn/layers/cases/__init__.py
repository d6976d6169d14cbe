"""Every kind of layer with its test entry. A new layer adds a file and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from tests.nn.layers.case import Case
from tests.nn.layers.cases import (
    blocks,
    convolution,
    dense,
    dense_per_step,
    dropout,
    embedding,
    flatten,
    normalization,
    pooling,
    recurrent,
)

CASES: Mapping[str, Case] = {
    "dense": dense.CASE,
    "conv2d": convolution.CASE,
    "max_pool2d": pooling.MAX_POOL2D,
    "average_pool2d": pooling.AVERAGE_POOL2D,
    "global_average_pool": pooling.GLOBAL_AVERAGE_POOL,
    "flatten": flatten.CASE,
    "embedding": embedding.CASE,
    "rnn": recurrent.RNN_CASE,
    "lstm": recurrent.LSTM_CASE,
    "gru": recurrent.GRU_CASE,
    "dense_per_step": dense_per_step.CASE,
    "batch_norm": normalization.BATCH_NORM,
    "layer_norm": normalization.LAYER_NORM,
    "local_response_norm": normalization.LOCAL_RESPONSE_NORM,
    "dropout": dropout.CASE,
    "residual": blocks.RESIDUAL,
    "parallel": blocks.PARALLEL,
}
