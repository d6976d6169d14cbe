"""All numbers of one neuron: what it reads, what it passes on, and what it learns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from app.datasets.base import Samples
from app.datasets.drawing import Drawing
from app.datasets.spotlight import Split, Spotlight
from app.nn.calls import Array
from app.nn.layers.base import BoundLayer
from app.nn.layers.dense import BoundDense
from app.nn.losses import BoundLoss
from app.training.inspection.excitement import Excitement
from app.training.inspection.history import ParameterHistory, story_of
from app.training.inspection.numbers import exact, exact_list
from app.training.inspection.target import Unit
from app.training.trainer import Trainer

STRONGEST = 8
"""Weights whose past is told; of a neuron that reads pixels all together are no picture."""


class Inspector:
    """Looks at single neurons of a trainer's present network. A changed network needs a new one.

    A sample goes through a twin of the network that shares the parameters, so that nothing is
    disturbed.
    """

    def __init__(self, trainer: Trainer) -> None:
        network = trainer.network
        self._trainer = trainer
        self._twin = network.bind(1, np.zeros_like(network.gradients))
        images = trainer.dataset.pixels is not None and len(trainer.dataset.test) > 0
        self._excitement = Excitement(trainer) if images else None

    def read(
        self, target: Unit, split: Split, index: int, drawing: Drawing | None = None
    ) -> dict[str, Any] | None:
        """The numbers of a neuron for a sample, ready for JSON; None if there is no such sample.

        Numbers are as the network has them, in float32; None where one is not finite: what of the
        loss comes back is not, for a drawing of which nobody has said what it is.
        """
        found = Spotlight.of(split, index, drawing).find(self._trainer.dataset)
        if found is None:
            return None
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            self._walk(*found)
            return {
                **self._setting(target, split, index),
                **self._inside(target),
                "next": self._influence(target),
            }

    def samples(self, target: Unit) -> list[dict[str, Any]] | None:
        """The test samples that excite a neuron the most; None where samples are no images."""
        if self._excitement is None:
            return None
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            return self._excitement.strongest(target)

    def history(
        self, target: Unit, past: ParameterHistory, asked: int | None = None
    ) -> dict[str, Any] | None:
        """How the bias and the strongest weights of a neuron came to be what they are.

        Args:
            target: the neuron.
            past: what is remembered.
            asked: an input whose weight is told of, however weak it is.

        Returns:
            `step`, `inputs` (of which weights), `weights` (a list for each of them) and `bias`,
            each list as long as `step`; None for what has no weights.
        """
        if target.layer == 0 or not isinstance(self._layer(target), BoundDense):
            return None
        row = self._row(target, self._trainer.network.parameters)
        order = np.argsort(-np.abs(row[:-1]), kind="stable").tolist()
        if asked in order[STRONGEST:]:
            order.insert(STRONGEST - 1, asked)
        chosen = np.sort(order[:STRONGEST])
        first = self._first(target)
        bias = first + len(row) - 1
        steps, values = story_of(past, self._trainer.steps, [*(first + chosen).tolist(), bias])
        *weights, biases = values
        return {"step": steps, "inputs": chosen.tolist(), "weights": weights, "bias": biases}

    def _walk(self, samples: Samples, index: int) -> None:
        twin = self._twin
        twin.inputs[0] = samples.inputs[index]
        twin.loss.flat_targets[:, 0] = samples.targets[index]
        twin.forward()
        twin.backward()

    def _layer(self, target: Unit) -> BoundLayer:
        return self._twin.layers[target.layer - 1]

    def _first(self, target: Unit) -> int:
        """Where the weights of a neuron begin in the flat vectors."""
        network = self._trainer.network
        ((_, columns),) = network.parameter_shapes[target.layer - 1]
        start: int = network.span(target.layer - 1).start
        return start + target.unit * columns

    def _row(self, target: Unit, flat: Array) -> Array:
        """The neuron's part of a flat vector: its weights and last its bias."""
        (array,) = self._trainer.network.views(flat)[target.layer - 1]
        row: Array = array[target.unit]
        return row

    def _setting(self, target: Unit, split: str, index: int) -> dict[str, Any]:
        """Where the run stands and what its updates go by."""
        trainer, recipe = self._trainer, self._trainer.experiment.training
        batch = trainer.latest_batch
        return {
            "step": trainer.steps,
            "phase": asdict(trainer.phase),
            "target": target._asdict(),
            "sample": {"split": split, "index": index},
            "batch_size": trainer.batch_size if batch is None else len(batch[0]),
            "learning_rate": exact(trainer.optimizer.learning_rate),
            "optimizer": asdict(recipe.optimizer),  # type: ignore[call-overload]
            "updates": trainer.optimizer_updates,
            "l1": recipe.l1,
            "l2": recipe.l2,
            "clip_norm": recipe.clip_norm,
        }

    def _inside(self, target: Unit) -> dict[str, Any]:
        """From what it reads to what it passes on, and what of the loss comes back to it."""
        unit, twin = target.unit, self._twin
        nothing: dict[str, Any] = {
            "inputs": [],
            "bias": None,
            "z": None,
            "slope": None,
            "delta": None,
        }
        if target.layer == 0:
            return {**nothing, "activation": exact(twin.inputs[0, unit]), "output": None}
        layer, last = self._layer(target), target.layer == len(twin.layers)
        reading = self._incoming(target, layer) if isinstance(layer, BoundDense) else {}
        slope: float | None = None
        if not last and isinstance(layer, BoundDense):
            slope = 1.0 if layer.linear else exact(layer.slope[unit, 0])
        output = twin.loss.prediction if last else layer.output
        return {
            **nothing,
            **reading,
            "z": exact(layer.pre_activation[unit, 0]),
            "activation": exact(output[unit, 0]),
            "slope": slope,
            "delta": exact(layer.delta[unit, 0]),
            "output": self._outcome(twin.loss, unit) if last else None,
        }

    def _incoming(self, target: Unit, layer: BoundDense) -> dict[str, Any]:
        """The weights and the bias, with what they are multiplied with and how they change."""
        trainer, unit = self._trainer, target.unit
        activations = layer.wiring.input[:-1, 0]
        columns: dict[str, Sequence[float | None]] = {
            "weight": exact_list(layer.weights[unit]),
            "gradient": exact_list(self._row(target, trainer.network.gradients)),
            "sample_gradient": exact_list(layer.gradient[unit]),
            "before": exact_list(self._row(target, trainer.before_update)),
        }
        moments = {
            name: exact_list(self._row(target, values))
            for name, values in trainer.optimizer.moments().items()
        }
        # The products of the weights alone; z adds the bias to them.
        products = exact_list(layer.weights[unit, :-1] * activations)
        everything = [_entry(columns, moments, place) for place in range(len(layer.weights[unit]))]
        for entry, activation, product in zip(
            everything[:-1], exact_list(activations), products, strict=True
        ):
            entry |= {"activation": activation, "product": product}
        return {"inputs": everything[:-1], "bias": everything[-1]}

    def _outcome(self, loss: BoundLoss, unit: int) -> dict[str, Any]:
        """What an output is compared with: delta = factor · (prediction - target), mostly."""
        kind = self._trainer.network.loss
        factors = {
            "binary_cross_entropy": 1 / loss.outputs,
            "softmax_cross_entropy": 1.0,
            "mean_squared_error": 2 / loss.outputs,
        }
        return {
            "loss": kind.name,
            "value": exact(loss.value),
            "link": kind.activation,
            "prediction": exact(loss.prediction[unit, 0]),
            "target": exact(loss.targets[unit, 0]),
            "factor": factors.get(kind.name),
            "logits": exact_list(loss.logits[:, 0]),
        }

    def _influence(self, target: Unit) -> list[dict[str, Any]]:
        """The neurons that read this one, and what of the loss each of them passes back."""
        if target.layer == len(self._twin.layers):
            return []
        layer = self._twin.layers[target.layer]
        if not isinstance(layer, BoundDense):
            return []
        weights, deltas = layer.weights[:, target.unit], layer.delta[:, 0]
        columns = map(exact_list, (weights, deltas, weights * deltas))
        return [
            {"unit": unit, "weight": weight, "delta": delta, "product": product}
            for unit, (weight, delta, product) in enumerate(zip(*columns, strict=True))
        ]


def _entry(
    columns: Mapping[str, Sequence[float | None]],
    moments: Mapping[str, Sequence[float | None]],
    place: int,
) -> dict[str, Any]:
    """One parameter."""
    entry: dict[str, Any] = {name: values[place] for name, values in columns.items()}
    entry["moments"] = {name: values[place] for name, values in moments.items()}
    return entry
