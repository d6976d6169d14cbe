"""Commands that ask how layers did; everybody may."""

from __future__ import annotations

from typing import Literal

from app.rooms.commands.base import Question
from app.rooms.commands.time import Number


class BranchStatistics(Question):
    """Be told how the layers of a branch did, beside those of the present one."""

    type: Literal["branch_statistics"]
    branch: Number
