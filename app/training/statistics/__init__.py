"""How each layer does while it learns: numbers of its activations, gradients and updates."""

from app.training.statistics.measure import QUANTITIES, Layer, activation_of, neurons_of
from app.training.statistics.record import CAPACITY, MOMENT, Statistics

__all__ = ["CAPACITY", "MOMENT", "QUANTITIES", "Layer", "Statistics", "activation_of", "neurons_of"]
