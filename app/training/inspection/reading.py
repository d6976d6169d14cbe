"""All numbers of one unit of any layer: what it reads, what it passes on, and what it learns."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from app.datasets.base import Samples
from app.datasets.drawing import Drawing
from app.datasets.spotlight import Split, Spotlight
from app.nn.layers.base import BoundLayer
from app.nn.layers.reading import Places
from app.nn.losses import BoundLoss, Detection
from app.nn.losses.detection import BOX
from app.training.inspection.excitement import Excitement
from app.training.inspection.history import ParameterHistory, story_of
from app.training.inspection.numbers import exact, exact_list
from app.training.inspection.strongest import strongest_of
from app.training.inspection.target import Unit
from app.training.inspection.went_by import of_batch, went_by
from app.training.places import places_of, reading_of
from app.training.trainer import Trainer

NOTHING_LEARNED: dict[str, Any] = dict.fromkeys(
    ("parameter", "gradient", "sample_gradient", "before", "moments")
)
"""What is known of a weight that is as it is, such as that of a pooling layer."""

STRONGEST = 8
"""Weights whose past is told; of a neuron that reads pixels all together are no picture."""


class Inspector:
    """Looks at single units of a trainer's present network. A changed network needs a new one.

    A sample goes through a twin of the network that shares the parameters, so that nothing is
    disturbed.
    """

    def __init__(self, trainer: Trainer) -> None:
        network = trainer.network
        self._trainer = trainer
        self._gradients = np.zeros_like(network.gradients)
        self._twin = network.bind(1, self._gradients)
        images = trainer.dataset.pixels is not None and len(trainer.dataset.test) > 0
        self._excitement = Excitement(trainer) if images else None

    def read(
        self,
        target: Unit,
        split: Split,
        index: int,
        drawing: Drawing | None = None,
        asked: int | None = None,
    ) -> dict[str, Any] | None:
        """The numbers of a unit for a sample, ready for JSON; None if there is no such sample.

        Of what it reads, and of who reads it, the strongest are told one by one (`strongest.py`),
        and of what it reads the weight of the number `asked`.
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
                **self._inside(target, asked),
                "went_by": {} if target.layer == 0 else went_by(self._layer(target), target.unit),
                "batch": of_batch(self._trainer.latest_pass, target, Spotlight(split, index)),
                **self._influence(target),
            }

    def samples(self, target: Unit) -> dict[str, list[dict[str, Any]] | None]:
        """The test samples that excite a unit the most, by themselves and by its whole map.

        Returns:
            As `Excitement.strongest`; None in both places where samples are no images.
        """
        if self._excitement is None:
            return {"samples": None, "map_samples": None}
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            return self._excitement.strongest(target)

    def history(
        self, target: Unit, past: ParameterHistory, asked: int | None = None
    ) -> dict[str, Any] | None:
        """How the bias and the strongest weights of a unit came to be what they are.

        Args:
            target: the unit.
            past: what is remembered.
            asked: the number of a weight that is told of, however weak it is.

        Returns:
            `step`, `inputs` (the numbers of the weights in what the unit reads), `weights` (a list
            for each of them) and `bias` (or None), each list as long as `step`; None for what has
            learned nothing.
        """
        if target.layer == 0:
            return None
        places, bias = places_of(self._trainer.network, *target)
        if bias is None and not len(places):
            return None
        weights = self._trainer.network.parameters[places]
        order = np.argsort(-np.abs(weights), kind="stable").tolist()
        if asked in order[STRONGEST:]:
            order.insert(STRONGEST - 1, asked)
        chosen = np.sort(np.array(order[:STRONGEST], np.intp))
        told = [*places[chosen].tolist(), *([] if bias is None else [bias])]
        steps, values = story_of(past, self._trainer.steps, told)
        count = len(chosen)
        biases = None if bias is None else values[count]
        return {
            "step": steps,
            "inputs": chosen.tolist(),
            "weights": values[:count],
            "bias": biases,
        }

    def _walk(self, samples: Samples, index: int) -> None:
        twin = self._twin
        twin.inputs[0] = samples.inputs[index]
        twin.loss.targets[:, 0] = samples.targets[index]
        twin.forward()
        twin.backward()

    def _layer(self, target: Unit) -> BoundLayer:
        return self._twin.layers[target.layer - 1]

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

    def _inside(self, target: Unit, asked: int | None) -> dict[str, Any]:
        """From what it reads to what it passes on, and what of the loss comes back to it."""
        unit, twin = target.unit, self._twin
        nothing: dict[str, Any] = {
            "inputs": [],
            "rest": None,
            "bias": None,
            "z": None,
            "slope": None,
            "delta": None,
        }
        if target.layer == 0:
            return {**nothing, "activation": exact(twin.inputs[0, unit]), "output": None}
        layer, last = self._layer(target), target.layer == len(twin.layers)
        slope: float | None = None
        if not last:
            slope = 1.0 if layer.slope is None else exact(layer.slope[unit, 0])
        output = twin.loss.prediction if last else layer.output
        return {
            **nothing,
            **self._incoming(target, layer, asked),
            "z": exact(layer.pre_activation[unit, 0]),
            "activation": exact(output[unit, 0]),
            "slope": slope,
            "delta": exact(layer.delta[unit, 0]),
            "output": self._outcome(twin.loss, unit) if last else None,
        }

    def _incoming(self, target: Unit, layer: BoundLayer, asked: int | None) -> dict[str, Any]:
        """The weights and the bias, with what they are multiplied with and how they change."""
        network, unit = self._trainer.network, target.unit
        inputs = reading_of(network, *target).inputs
        weights = layer.weights_of(unit, np.arange(len(inputs)))
        # Where a window lies over the border there is nothing to read.
        activations = np.where(inputs < 0, 0, layer.wiring.input[inputs, 0])
        products = weights * activations
        told, rest = strongest_of(products, asked)
        places, bias = places_of(network, *target)
        learned = self._learned(places[told]) if len(places) else [NOTHING_LEARNED] * len(told)
        entries = [
            {
                "number": number,
                "unit": None if place < 0 else place,
                "weight": weight,
                **known,
                "activation": activation,
                "product": product,
            }
            for number, place, weight, known, activation, product in zip(
                told.tolist(),
                inputs[told].tolist(),
                exact_list(weights[told]),
                learned,
                exact_list(activations[told]),
                exact_list(products[told]),
                strict=True,
            )
        ]
        if bias is None:
            return {"inputs": entries, "rest": rest}
        (known,) = self._learned(np.array([bias]))
        own = {"weight": exact(layer.offset_of(unit)), **known}
        return {"inputs": entries, "rest": rest, "bias": own}

    def _learned(self, places: Places) -> list[dict[str, Any]]:
        """What there is of each parameter at these places of the flat vectors."""
        trainer = self._trainer
        vectors = {
            "parameter": trainer.network.parameters,
            "gradient": trainer.network.gradients,
            "sample_gradient": self._gradients,
            "before": trainer.before_update,
        }
        columns = {name: exact_list(flat[places]) for name, flat in vectors.items()}
        moments = {
            name: exact_list(flat[places]) for name, flat in trainer.optimizer.moments().items()
        }
        return [
            {
                **{name: values[index] for name, values in columns.items()},
                "moments": {name: values[index] for name, values in moments.items()},
            }
            for index in range(len(places))
        ]

    def _outcome(self, loss: BoundLoss, unit: int) -> dict[str, Any]:
        """What an output is compared with: delta = factor · (prediction - target), mostly."""
        kind = self._trainer.network.loss
        factors = {
            "binary_cross_entropy": 1 / loss.outputs,
            "softmax_cross_entropy": 1.0,
            "mean_squared_error": 2 / loss.outputs,
        }
        link, factor, logits = kind.activation, factors.get(kind.name), loss.logits[:, 0]
        if isinstance(kind, Detection):
            prediction, target = float(loss.prediction[unit, 0]), float(loss.targets[unit, 0])
            of_class = unit < len(logits) - BOX
            link = "softmax" if of_class else "sigmoid"
            factor = 1.0 if of_class else kind.factor(prediction, target)
            logits = logits[:-BOX] if of_class else logits[unit : unit + 1]
        return {
            "loss": kind.name,
            "value": exact(loss.value),
            "link": link,
            "prediction": exact(loss.prediction[unit, 0]),
            "target": exact(loss.targets[unit, 0]),
            "factor": factor,
            "logits": exact_list(logits),
        }

    def _influence(self, target: Unit) -> dict[str, Any]:
        """The units that read this one, and what of the loss each of them passes back."""
        if target.layer == len(self._twin.layers):
            return {"next": [], "next_rest": None}
        network, layer = self._trainer.network, self._twin.layers[target.layer]
        shape = network.shapes[target.layer]
        units, numbers = network.layers[target.layer].read_by(shape, target.unit)
        weights, deltas = layer.weights_of(units, numbers), layer.delta[units, 0]
        told, rest = strongest_of(weights * deltas)
        columns = (exact_list(column[told]) for column in (weights, deltas, weights * deltas))
        readers = [
            {"unit": unit, "weight": weight, "delta": delta, "product": product}
            for unit, weight, delta, product in zip(units[told].tolist(), *columns, strict=True)
        ]
        return {"next": readers, "next_rest": rest}
