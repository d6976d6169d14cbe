"""How a network does on images, sample by sample, read out of a run without disturbing it."""

from app.training.images.answers import SampleAnswer, confused_samples, worst_mistakes
from app.training.images.kernels import KernelPast, kernel_past
from app.training.images.projection import Projection
from app.training.images.ranks import chances_of, top_shares
from app.training.images.saliency import Saliency, SaliencyMap

__all__ = [
    "KernelPast",
    "Projection",
    "Saliency",
    "SaliencyMap",
    "SampleAnswer",
    "chances_of",
    "confused_samples",
    "kernel_past",
    "top_shares",
    "worst_mistakes",
]
