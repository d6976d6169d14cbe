"""Reads out of a run what viewers draw, and writes it into frames."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Collection

import numpy as np

from app.datasets import Spotlight
from app.frames.batch import Batch
from app.frames.codec import Header, encode
from app.frames.grids import PlaneMaps
from app.frames.histograms import Histograms
from app.frames.images import Images
from app.frames.labels import labels_of
from app.frames.layout import MEASURED_PARTS, PART_NAMES, Layout, PartBuffer
from app.frames.parameters import Parameters
from app.frames.results import Results
from app.frames.way import EXACT, Way
from app.training import Trainer

_layout_ids = itertools.count(1)


class Probe:
    """Looks at one trainer's present network. A changed network needs a new probe.

    Attributes:
        layout: what stands in the frames.
        latest: the newest step of the run, for the header; None where it stands there.
    """

    def __init__(self, trainer: Trainer, spotlight: Spotlight) -> None:
        self.trainer = trainer
        self.latest: int | None = None
        network = trainer.network
        self._way = Way(trainer)
        self._parameters = Parameters(trainer, Batch(trainer, self._way.layers))
        plane = trainer.dataset.spec.view == "plane"
        self._maps = PlaneMaps(network, trainer.dataset) if plane else None
        self._results = Results(trainer)
        self._histograms = Histograms(trainer)
        self._images = Images(trainer)
        parts = [
            self._parameters.drawn_part(),
            self._parameters.exact_part(),
            *self._way.parts(),
        ]
        if self._maps:
            parts.append(self._maps.part())
        results = self._results.part()
        if results:
            parts.append(results)
        parts.append(self._histograms.part())
        images = self._images.part()
        if images:
            parts.append(images)
        self.layout = Layout(next(_layout_ids), labels_of(trainer), tuple(parts))
        self._buffers = {part.name: PartBuffer(part) for part in parts}
        self._sequence = itertools.count()
        self.spotlight = spotlight

    @property
    def spotlight(self) -> Spotlight:
        """The sample that is followed."""
        return self._spotlight

    @spotlight.setter
    def spotlight(self, spotlight: Spotlight) -> None:
        # Another dataset may be smaller, or its pictures larger.
        self._spotlight = spotlight.nearest(self.trainer.dataset)

    def frame(
        self,
        steps_per_second: float,
        parts: Collection[str] = frozenset(PART_NAMES),
        *,
        measured: bool = True,
    ) -> bytes:
        """The run at this moment.

        Args:
            steps_per_second: the measured speed, for the header.
            parts: which to compute; those that the layout lacks are left out.
            measured: whether all samples go through the network for it. Else losses and accuracies
                are those measured last, and parts that tell of all samples are left out.
        """
        if measured:
            _ = self.trainer.metrics
        else:
            parts = frozenset(parts) - MEASURED_PARTS
        makers: dict[str, Callable[[], bytes | None]] = {
            "network": lambda: self._parameters.draw(self._buffers["network"]),
            "exact": lambda: self._parameters.write(self._buffers["exact"], self.spotlight),
            "spotlight": lambda: self._way_of(self.spotlight),
            EXACT: lambda: self._way.exact(self._buffers[EXACT]),
            "maps": self._plane,
            "results": self._test_results,
            "statistics": self._spread,
            "images": self._test_images,
        }
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            made = {name: makers[name]() for name in self._buffers if name in parts}
            header = self._header(steps_per_second)
        if made.get("spotlight") is None:
            made.pop(EXACT, None)
        present = {name: part for name, part in made.items() if part is not None}
        return encode(header, self.layout, present)

    def look_at(self, sample: Spotlight, steps_per_second: float, *, exact: bool = False) -> bytes:
        """The run at this moment, with the way of another sample and nothing else.

        Args:
            sample: which; where there is none, the frame is empty.
            steps_per_second: the measured speed, for the header.
            exact: whether the cells of maps come exactly, too.
        """
        made: dict[str, bytes] = {}
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            way = self._way_of(sample)
            header = self._header(steps_per_second)
            if way is not None:
                made["spotlight"] = way
                if exact and EXACT in self._buffers:
                    made[EXACT] = self._way.exact(self._buffers[EXACT])
        return encode(header, self.layout, made)

    def _header(self, steps_per_second: float) -> Header:
        trainer = self.trainer
        metrics, measured_at = trainer.latest_metrics
        return Header(
            phase=trainer.phase,
            layout_id=self.layout.id,
            sequence=next(self._sequence),
            step=trainer.steps,
            epoch=trainer.epoch,
            made_at=time.time(),
            batch_loss=trainer.batch_loss,
            metrics=metrics,
            steps_per_second=steps_per_second,
            latest=trainer.steps if self.latest is None else self.latest,
            measured_at=measured_at,
        )

    def _way_of(self, sample: Spotlight) -> bytes | None:
        """The way of a sample through the network; None if there is no such sample."""
        found = sample.find(self.trainer.dataset)
        return None if found is None else self._way.walk(*found, self._buffers["spotlight"])

    def _plane(self) -> bytes | None:
        if self._maps is None:
            return None
        self._maps.fill(self._buffers["maps"].views)
        return self._buffers["maps"].encode(self.trainer.steps)

    def _test_results(self) -> bytes:
        self._results.fill(self._buffers["results"].views)
        return self._buffers["results"].encode(self.trainer.steps)

    def _spread(self) -> bytes:
        self._histograms.fill(self._buffers["statistics"].views)
        return self._buffers["statistics"].encode(self.trainer.steps)

    def _test_images(self) -> bytes:
        self._images.fill(self._buffers["images"].views)
        return self._buffers["images"].encode(self.trainer.steps)
