"""What the compliance report prints: every visit of some cycles with its names, and what they amount to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.documents.models.papers import Document, Period, Timeliness
from bot.sop.compliance import Summary, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One visit: its period ('TW I 2026'), its step's key ('5', '11 (pembetulan)'), who, and its extensions in words.

    `official` is the place of a finished visit's official among those of the summary, from 1; 0 while it is open.
    """

    period: str
    key: str
    title: str
    officer: str
    post: str
    official: int
    visit: Visit
    extension: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageRow:
    """A stretch in which the bot was down, and how much working time of the office was in it."""

    start: datetime
    end: datetime
    working: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleRow:
    """A cycle of the report; `closed_at` None while it runs."""

    period: str
    opened_at: datetime
    closed_at: datetime | None
    summary: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplianceReport(Document):
    """Laporan kepatuhan SOP over the cycles from the period `first` to `period`, in words `span`.

    The visits are in the order of their periods; the rows of `timeliness.steps` have the keys `step_keys`.
    """

    span: str
    first: Period
    cycles: tuple[CycleRow, ...]
    visits: tuple[VisitRow, ...]
    overall: Summary
    timeliness: Timeliness
    step_keys: tuple[str, ...]
    outages: tuple[OutageRow, ...] = ()

    @property
    def overruns(self) -> tuple[VisitRow, ...]:
        """The visits over their limit, the longest delay first; open ones that are over it are among them."""
        late = [row for row in self.visits if row.visit.late]
        return tuple(sorted(late, key=lambda row: -row.visit.late))
