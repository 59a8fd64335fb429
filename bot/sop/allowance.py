"""The time that a task is given: a limit counted from an instant, and what was added to it (perpanjangan)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sop.working_time import Limit, LimitUnit, WorkCalendar

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Extension:
    """More time, granted at an instant by an officer with a reason."""

    limit: Limit
    at: datetime
    by: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Allowance:
    """A limit that counts from `since`, with its extensions in the order in which they were granted."""

    since: datetime
    limit: Limit
    extensions: tuple[Extension, ...] = ()


def due(calendar: WorkCalendar, allowance: Allowance) -> datetime:
    """When an allowance ends; an extension counts from the end it had, or from its grant where that came later."""
    at = calendar.due(allowance.since, allowance.limit)
    for extension in allowance.extensions:
        at = calendar.due(max(at, extension.at), extension.limit)
    return at


def rest(calendar: WorkCalendar, since: datetime, stopped: datetime, ends: datetime) -> Allowance:
    """What was left at `stopped` of a time that ends at `ends`, counted from `since`: full minutes, never none."""
    minutes = -(-calendar.between(stopped, ends) // _MINUTE)
    return Allowance(since, Limit(max(minutes, 1), LimitUnit.MENIT))
