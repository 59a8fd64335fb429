"""Incidents: the short code that a person can read out, and by which an operator finds in the log what failed."""

from __future__ import annotations

import logging
from collections import Counter
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
    MESSAGE = "S"


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


class Tally(logging.Handler):
    """Counts what is logged under a code, by the code's first letter, while it listens."""

    def __init__(self, counts: Counter[str]) -> None:
        super().__init__(logging.ERROR)
        self._counts = counts

    def emit(self, record: logging.LogRecord) -> None:
        """Count an event of ours, which is a dict until it is rendered."""
        code = record.msg.get("code") if isinstance(record.msg, dict) else None
        if isinstance(code, str):
            self._counts[code[:1]] += 1

    def __enter__(self) -> None:
        """Listen."""
        logging.getLogger().addHandler(self)

    def __exit__(self, *_exception: object) -> None:
        """Leave off."""
        logging.getLogger().removeHandler(self)
