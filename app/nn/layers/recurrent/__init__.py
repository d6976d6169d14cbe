"""Layers with a state that goes from step to step of a sequence."""

from __future__ import annotations

from app.nn.layers.recurrent.gru import GRU
from app.nn.layers.recurrent.lstm import LSTM
from app.nn.layers.recurrent.rnn import RNN

__all__ = ["GRU", "LSTM", "RNN"]
