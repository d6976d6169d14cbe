"""Values as Python source, so that nothing of them can be taken for a statement."""

from __future__ import annotations

import base64
import textwrap
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

LINE_LENGTH = 96


def literal(value: Any) -> str:
    """A number, a text, a list or a tuple of these as a Python literal.

    Raises:
        TypeError: the value is something else, and its `repr` may be anything.
    """
    if isinstance(value, tuple | list):
        members = ", ".join(literal(member) for member in value)
        if isinstance(value, list):
            return f"[{members}]"
        return f"({members},)" if len(value) == 1 else f"({members})"
    if type(value) not in (int, float, bool, str, type(None)):
        raise TypeError(f"a {type(value).__name__} cannot be written as a literal")
    if isinstance(value, str) and value.isprintable() and not {'"', "\\"} & set(value):
        return f'"{value}"'
    return repr(value)


def lines(values: Sequence[Any]) -> str:
    """A tuple as a literal, a member a line where one line is too short for all of them."""
    whole = literal(tuple(values))
    if len(whole) <= LINE_LENGTH - 10:
        return whole
    return "(\n" + "".join(f"    {literal(value)},\n" for value in values) + ")"


def pack(array: NDArray[Any]) -> str:
    """An array as letters: little-endian float32, deflated, in base 64, in lines.

    The programs unpack it; to the bit it is the same float32.
    """
    data = zlib.compress(np.ascontiguousarray(array, "<f4").tobytes(), 9)
    return "\n".join(textwrap.wrap(base64.b64encode(data).decode(), LINE_LENGTH))
