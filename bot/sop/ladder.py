"""The moments at which an open task is spoken of: reminders before its limit, the limit, each working morning after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.sop.working_time import WorkCalendar

_HOUR = timedelta(hours=1)
TIMINGS_KEPT = 512


class Rung(StrEnum):
    """A moment at which something is said or done about an open task."""

    MULAI = "mulai"
    SEPARUH = "separuh"
    HARI_TERAKHIR = "hari terakhir"
    SEJAM = "sejam"
    TENGGAT = "tenggat"
    PAGI = "pagi"


BEFORE = (Rung.SEPARUH, Rung.HARI_TERAKHIR, Rung.SEJAM)
"""Half of the limit is used; the last working day begins; an hour of working time is left."""
ESCALATING = (Rung.TENGGAT, Rung.PAGI)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The reminders before a limit, and the rung from which on it is also brought to others."""

    before: tuple[Rung, ...]
    escalates: Rung


class NextRung(NamedTuple):
    """A rung, the instant at which it fires, and how many mornings after the limit it counts."""

    rung: Rung
    at: datetime
    mornings: int = 0


class Timing(NamedTuple):
    """A task's clock: when it began to run, and when its limit ends."""

    started_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Climb:
    """One ladder in one office's working time; `morning` is the local hour of the rungs after the limit."""

    ladder: Ladder
    calendar: WorkCalendar
    morning: time

    def first(self, timing: Timing, now: datetime) -> NextRung:
        """The rung that fires first for a task whose clock was just set; a limit that has passed fires at once."""
        if timing.started_at > now:
            return NextRung(Rung.MULAI, timing.started_at)
        return self._ahead(timing, now) or NextRung(Rung.TENGGAT, timing.due_at)

    def again(self, timing: Timing, known: NextRung, now: datetime) -> NextRung:
        """The rung that fires next as seen from `now`, where `known` was set by a clock that was ahead."""
        if known.rung is Rung.PAGI and timing.due_at <= now:
            return known._replace(at=self.next_morning(now))
        return self.first(timing, now)

    def said(self, timing: Timing, fired: NextRung, now: datetime) -> NextRung:
        """What is said at `now` for a rung that has come: after an interruption the newest, and that once."""
        if fired.rung in BEFORE and timing.due_at <= now:
            return NextRung(Rung.TENGGAT, timing.due_at)
        passed = [one for one in self._before(timing) if one.at <= now] if fired.rung in BEFORE else []
        return passed[-1] if passed else fired

    def following(self, timing: Timing, said: NextRung, now: datetime) -> NextRung:
        """The rung after what is said at `now`."""
        ahead = self._ahead(timing, now)
        return ahead or NextRung(Rung.PAGI, self.next_morning(now), said.mornings + 1)

    def next_morning(self, now: datetime) -> datetime:
        """The morning hour of the next working day, moved into its office hours."""
        return self._morning_of(self.calendar.working_days_after(self.calendar.local(now).date(), 1))

    def opening(self, rung: Rung, now: datetime) -> datetime:
        """When a rung is said that is found while the office is closed: as it opens, from the limit on in the morning.

        So what was missed overnight comes in the same round as what the morning brings.
        """
        opens = self.calendar.next_open(now)
        return max(opens, self._morning_of(self.calendar.local(opens).date())) if rung in ESCALATING else opens

    def _morning_of(self, day: date) -> datetime:
        hour = datetime.combine(day, self.morning, ZoneInfo(self.calendar.zone)).astimezone(UTC)
        spans = self.calendar.spans(day)
        return next((max(hour, start) for start, end in spans if hour < end), spans[0].start)

    def _ahead(self, timing: Timing, now: datetime) -> NextRung | None:
        """The next rung up to the limit that is still to come."""
        rungs = (*self._before(timing), NextRung(Rung.TENGGAT, timing.due_at))
        return next((one for one in rungs if one.at > now), None)

    def _before(self, timing: Timing) -> tuple[NextRung, ...]:
        return reminders(self.ladder, self.calendar, timing)


@lru_cache(TIMINGS_KEPT)
def reminders(ladder: Ladder, calendar: WorkCalendar, timing: Timing) -> tuple[NextRung, ...]:
    """The reminders of a limit in order, each strictly within it; of two that lie closer than an hour, the later.

    A task that was reopened after its limit has none.
    """
    if timing.due_at <= timing.started_at:
        return ()
    found = (NextRung(rung, at) for rung in ladder.before for at in _instants(rung, calendar, timing))
    within = sorted((one for one in found if timing.started_at < one.at < timing.due_at), key=lambda one: one.at)
    apart = (one for one, after in pairwise(within) if calendar.between(one.at, after.at) >= _HOUR)
    return (*apart, *within[-1:])


def _instants(rung: Rung, calendar: WorkCalendar, timing: Timing) -> Iterator[datetime]:
    started, due = timing
    whole = calendar.between(started, due)
    if rung is Rung.SEPARUH:
        yield calendar.add_minutes(started, whole / 2)
    elif rung is Rung.HARI_TERAKHIR:
        yield from (span.start for span in calendar.spans(calendar.local(due).date())[:1])
    elif whole > _HOUR:
        yield calendar.add_minutes(started, whole - _HOUR)
