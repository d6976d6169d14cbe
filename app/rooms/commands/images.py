"""Commands that ask what the network makes of images; everybody may."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.rooms.commands.base import Question

Label = Annotated[int, Field(ge=0, le=1000)]
"""A class by its place among the classes."""

SampleIndex = Annotated[int, Field(ge=0, le=1_000_000)]

MOST_PICTURES = 64


class NetworkQuestion(Question):
    """Something that is asked of a network: the room's own, or the one that stands beside it."""

    beside: bool = False


class Samples(NetworkQuestion):
    """Be told test samples: those of class `truth` that are taken for `answer`."""

    type: Literal["samples"]
    truth: Label
    answer: Label


class Mistakes(NetworkQuestion):
    """Be told the worst mistakes on the test samples."""

    type: Literal["mistakes"]


class Pictures(Question):
    """Be sent the pixels of test samples."""

    type: Literal["pictures"]
    indices: Annotated[tuple[SampleIndex, ...], Field(max_length=MOST_PICTURES)]


class AskSaliency(NetworkQuestion):
    """Be told what a class's score depends on, in the sample that this screen follows.

    Where `label` is null it is the class that the network answers.
    """

    type: Literal["saliency"]
    label: Label | None


class Kernels(NetworkQuestion):
    """Be told the kernel of a map at several moments of the run."""

    type: Literal["kernels"]
    layer: Annotated[int, Field(ge=1, le=1000)]
    channel: Annotated[int, Field(ge=0, le=1000)]


AnyQuestion = Samples | Mistakes | Pictures | AskSaliency | Kernels
