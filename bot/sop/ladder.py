"""Which moment of an open task comes next on its clock: the day a postponed one begins, then its deadline."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.sop.model import Task


class Rung(StrEnum):
    """A moment at which something is said or done about an open task."""

    MULAI = "mulai"
    TENGGAT = "tenggat"


class NextRung(NamedTuple):
    """A rung and the instant at which it fires."""

    rung: Rung
    at: datetime


def next_rung(task: Task, now: datetime) -> NextRung | None:
    """The rung of a task that fires next after `now`; None while its clock stands still or has run out."""
    if not task.open or task.due_at is None or task.started_at is None:
        return None
    if task.started_at > now:
        return NextRung(Rung.MULAI, task.started_at)
    return NextRung(Rung.TENGGAT, task.due_at) if not task.expired else None
