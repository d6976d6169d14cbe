from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from app.nn.layers import GRU, LSTM, RNN
from tests.nn.layers.case import Case
from tests.nn.layers.pytorch import activation

shapes = st.tuples(st.integers(1, 4), st.integers(1, 3))
units, returns = st.integers(1, 3), st.sampled_from(["last", "all"])


def unrolled(
    layer: RNN | LSTM | GRU, x: Any, mask: Any, step: Callable[[Any, tuple[Any, ...]], Any]
) -> Any:
    """The outputs of a cell over all steps; where the mask is 0 the state stays."""
    import torch

    count = 2 if isinstance(layer, LSTM) else 1
    states = (torch.zeros(len(x), layer.units, dtype=x.dtype),) * count
    outputs = []
    for t in range(x.shape[1]):
        new = step(x[:, t], states)
        if mask is not None:
            m = mask[:, t, None]
            new = tuple(
                m * after + (1 - m) * before for after, before in zip(new, states, strict=True)
            )
        states = new
        outputs.append(states[0])
    return outputs[-1] if layer.returns == "last" else torch.stack(outputs, dim=1)


def parts(weights: Any, features: int) -> tuple[Any, Any, Any]:
    return weights[:, :features], weights[:, features:-1], weights[:, -1]


def rnn(layer: RNN, parameters: Sequence[Any], x: Any, mask: Any) -> Any:
    w, u, b = parts(parameters[0], x.shape[2])
    f = activation(layer.activation)
    return unrolled(layer, x, mask, lambda x, s: (f(x @ w.T + s[0] @ u.T + b),))


def lstm(layer: LSTM, parameters: Sequence[Any], x: Any, mask: Any) -> Any:
    w, u, b = parts(parameters[0], x.shape[2])

    def step(x: Any, states: tuple[Any, ...]) -> Any:
        h, c = states
        o, i, f, g = (x @ w.T + h @ u.T + b).chunk(4, dim=1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * c.tanh(), c

    return unrolled(layer, x, mask, step)


def gru(layer: GRU, parameters: Sequence[Any], x: Any, mask: Any) -> Any:
    gates, candidate, memory = parameters
    features = x.shape[2]

    def step(x: Any, states: tuple[Any, ...]) -> Any:
        (h,) = states
        z = x @ gates[:, :features].T + gates[:, features] + h @ gates[:, features + 1 :].T
        r, u = z.sigmoid().chunk(2, dim=1)
        q = h @ memory[:, :-1].T + memory[:, -1]
        n = (x @ candidate[:, :-1].T + candidate[:, -1] + r * q).tanh()
        return ((1 - u) * n + u * h,)

    return unrolled(layer, x, mask, step)


RNN_CASE = Case(
    drawn=st.tuples(st.builds(RNN, units, returns, st.sampled_from(["tanh", "relu"])), shapes),
    example=(RNN(units=4, returns="all"), (5, 3)),
    theirs=rnn,
    masked=True,
)
LSTM_CASE = Case(
    drawn=st.tuples(st.builds(LSTM, units, returns), shapes),
    example=(LSTM(units=4, returns="all"), (5, 3)),
    theirs=lstm,
    masked=True,
)
GRU_CASE = Case(
    drawn=st.tuples(st.builds(GRU, units, returns), shapes),
    example=(GRU(units=4, returns="all"), (5, 3)),
    theirs=gru,
    masked=True,
)
