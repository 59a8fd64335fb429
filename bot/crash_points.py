"""Named points on both sides of each durable boundary: a process that ends at one of them loses and doubles nothing.

Nothing happens there. A trial that ends the process at one of them puts its own function in the place of `visitor`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class CrashPoint(StrEnum):
    """Where a process may end; 'confirm' tells Telegram that an update need not come again, 'record' is of a send."""

    BEFORE_CONFIRM = "before confirm"
    AFTER_CONFIRM = "after confirm"
    BEFORE_STORE = "before store"
    AFTER_STORE = "after store"
    BEFORE_COMMIT = "before commit"
    AFTER_COMMIT = "after commit"
    BEFORE_SEND = "before send"
    AFTER_SEND = "after send"
    BEFORE_RECORD = "before record"
    AFTER_RECORD = "after record"
    BEFORE_TICK = "before tick"
    AFTER_TICK = "after tick"
    BEFORE_PDF = "before pdf"
    AFTER_PDF = "after pdf"


visitor: Callable[[CrashPoint], object] | None = None


def reach(point: CrashPoint) -> None:
    """Pass a point; to be called at it, on whatever thread comes there."""
    if visitor is not None:
        visitor(point)
