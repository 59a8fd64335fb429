"""Incidents: the short code that a person can read out, and by which an operator finds in the log what failed."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """What failed, as the code's first letter."""

    UPDATE = "G"
    DOCUMENT = "D"
    FILE = "B"
    PAGE = "H"
    COMMAND = "P"
    PLAY = "L"


def code(kind: Kind, number: int) -> str:
    """The code of a failure that has a row of its own: it is the same at each try."""
    return f"{kind}{number:X}"


def new_code(kind: Kind, random: Callable[[int], bytes]) -> str:
    """The code of a failure that has no row."""
    return f"{kind}{random(3).hex().upper()}"


def describe(error: BaseException) -> str:
    """Name an error and the line that raised it; never its text, which may hold what a person wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    return f"{type(error).__name__} at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
