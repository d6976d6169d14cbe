"""All that is needed to continue a run to the bit, as one block of bytes.

The format is safetensors (https://github.com/huggingface/safetensors): a JSON header and plain
arrays. Reading it runs no code, unlike a pickle.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from json import JSONDecodeError
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from safetensors import SafetensorError
from safetensors.numpy import load, save

from app.training.experiment import Experiment
from app.training.phases import Phase
from app.training.stopping import StopReason

FORMAT = "glassbox-snapshot"
VERSION = 1
_HEADER_SIZE_BYTES = 8

Count = Annotated[int, Field(ge=0)]


class SnapshotError(ValueError):
    """Bytes that are no snapshot, or one of another network."""


class Position(BaseModel):
    """Where a run stands, without its arrays.

    Attributes:
        steps, epoch: as in `Trainer`.
        batch: mini-batches of this epoch that are done.
        phase: the phase carried out last.
        phases_done: phases of an unfinished step, 0 between steps.
        batch_loss: as in `Trainer`.
        last_finite_at: steps, epoch and batch of the last parameters with a finite loss.
        stop: why the run ended by itself, or None.
        best, epochs_without_progress: what the stopping rule remembers.
        history_stride: every how many epochs one is recorded.
    """

    # Losses may be infinite, and are NaN before the first step.
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")

    steps: Count
    epoch: Count
    batch: Count
    phase: Phase
    phases_done: Count
    batch_loss: float
    last_finite_at: tuple[Count, Count, Count]
    stop: StopReason | None
    best: float
    epochs_without_progress: Count
    history_stride: Annotated[int, Field(ge=1)]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A moment of a run.

    Attributes:
        experiment: what is trained.
        position: where it stands.
        random: the state of the network's random stream at the beginning of the step.
        arrays: by name: `parameters`, `gradients`, `last_finite`, `state` (the network's, at
            the beginning of the step), `optimizer.*`, and `history`, a row an epoch.
    """

    experiment: Experiment
    position: Position
    random: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]]

    def to_bytes(self) -> bytes:
        """The snapshot in the safetensors format."""
        moment = {
            "version": VERSION,
            "experiment": self.experiment.model_dump_json(),
            "position": self.position.model_dump_json(),
            "random": self.random,
        }
        arrays = {name: np.asarray(array, order="C") for name, array in self.arrays.items()}
        # One entry, because the format keeps no order among several: equal moments, equal bytes.
        return save(arrays, {FORMAT: json.dumps(moment)})

    @classmethod
    def from_bytes(cls, data: bytes) -> Snapshot:
        """Read what `to_bytes` wrote.

        Raises:
            SnapshotError: the bytes are cut off, are something else, or of another version.
        """
        try:
            arrays = load(data)
            start = _HEADER_SIZE_BYTES
            length = int.from_bytes(data[:start], "little")
            moment = json.loads(json.loads(data[start : start + length])["__metadata__"][FORMAT])
            if moment["version"] != VERSION:
                raise SnapshotError(f"not a {FORMAT} of version {VERSION}")
            position = Position.model_validate_json(moment["position"])
            experiment = Experiment.model_validate_json(moment["experiment"])
            return cls(experiment, position, moment["random"], arrays)
        except ValidationError as error:
            raise SnapshotError(f"what stands in it is not valid: {error}") from error
        except (SafetensorError, LookupError, TypeError, UnicodeError, JSONDecodeError) as error:
            raise SnapshotError(f"not a readable snapshot: {error}") from error

    def array(self, name: str) -> NDArray[Any]:
        """One of the arrays.

        Raises:
            SnapshotError: it is missing.
        """
        if name not in self.arrays:
            raise SnapshotError(f"there is no {name} in the snapshot")
        return self.arrays[name]

    def copy_into(self, targets: Mapping[str, NDArray[Any]]) -> None:
        """Copy the arrays of these names to where they belong.

        Raises:
            SnapshotError: one is missing or of another shape or dtype; nothing was copied.
        """
        for name, target in targets.items():
            source = self.array(name)
            if (source.shape, source.dtype) != (target.shape, target.dtype):
                given, wanted = (f"{a.dtype} {a.shape}" for a in (source, target))
                raise SnapshotError(f"{name} is {given} in the snapshot; wanted is {wanted}")
        for name, target in targets.items():
            target[...] = self.arrays[name]

    def restore_random(self, rng: np.random.Generator) -> None:
        """Put a random stream to where it was.

        Raises:
            SnapshotError: what stands in the snapshot is no state of such a stream.
        """
        try:
            rng.bit_generator.state = self.random
        except (TypeError, ValueError, LookupError, OverflowError) as error:
            raise SnapshotError(f"the random state is not valid: {error}") from error
