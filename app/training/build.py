"""From an experiment to its data and its network."""

from __future__ import annotations

from app.datasets import DATASETS, DataMissing, Dataset, load
from app.nn.initializers import INITIALIZERS
from app.nn.losses import LOSSES, Loss
from app.nn.network import Network
from app.training.experiment import Experiment
from app.training.problems import DataNotHere

LOSS_OF_TASK = {
    "binary": "binary_cross_entropy",
    "multiclass": "softmax_cross_entropy",
    "regression": "mean_squared_error",
    "detection": "detection",
}


def loss_for(dataset: Dataset) -> Loss:
    """The loss that suits the dataset's task; its link is the output's activation."""
    return LOSSES[LOSS_OF_TASK[dataset.spec.task]]


def load_dataset(experiment: Experiment) -> Dataset:
    """The data an experiment asks for.

    Raises:
        DataNotHere: they are not on this machine.
    """
    recipe = experiment.dataset
    try:
        return load(
            recipe.name,
            samples=recipe.samples,
            noise=recipe.noise,
            test_fraction=recipe.test_fraction,
            seed=recipe.seed,
            features=recipe.features,
            points=recipe.points,
            drawings=recipe.drawings,
            position=recipe.position,
            size=recipe.size,
            size_spread=recipe.size_spread,
            rotation=recipe.rotation,
        )
    except DataMissing as missing:
        here = [name for name, spec in DATASETS.items() if spec.obstacle is None]
        words = str(missing)
        why = f"{words[:1].lower()}{words[1:-1]}"
        raise DataNotHere(recipe.name, why, ", ".join(here)) from None


def build_network(experiment: Experiment, dataset: Dataset) -> Network:
    """The experiment's network for this data, with its initial parameters."""
    network = Network(experiment.layers, loss_for(dataset), dataset.input_shape)
    network.initialize(INITIALIZERS[experiment.network.initializer], experiment.training.seed)
    return network
