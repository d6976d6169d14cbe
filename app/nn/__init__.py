"""The network: NumPy only. It knows no dataset, no room and no web."""

from app.nn.network import BoundNetwork, Network

__all__ = ["BoundNetwork", "Network"]
