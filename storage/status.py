"""What became of an office's periods: which are archived, and how the latest cycle of each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.sop.model import CycleStatus
from storage.database import Transaction
from storage.records import Cycle
from storage.tables import Period


@dataclass(frozen=True, slots=True)
class FinishedCycle:
    """An archived collection."""

    id: int
    year: int
    quarter: int
    closed_at: datetime
    letter_number: str | None
    sop: str


def finished(tx: Transaction, office_id: int) -> list[FinishedCycle]:
    """The office's archived collections, newest period first."""
    query = (
        select(Cycle.id, Period.year, Period.quarter, Cycle.closed_at, Cycle.letter_number, Cycle.sop)
        .join(Period, Period.id == Cycle.period_id)
        .where(Cycle.office_id == office_id, Cycle.status == CycleStatus.SELESAI, Cycle.closed_at.is_not(None))
        .order_by(Period.year.desc(), Period.quarter.desc(), Cycle.id.desc())
    )
    return [FinishedCycle(**row) for row in tx.execute(query).mappings()]


def latest(tx: Transaction, office_id: int) -> dict[int, CycleStatus]:
    """The status of each period's latest cycle; a period for which none was ever opened is left out."""
    query = select(Cycle.period_id, Cycle.status).where(Cycle.office_id == office_id).order_by(Cycle.id)
    return {row.period_id: CycleStatus(row.status) for row in tx.execute(query)}
