"""What each archived period amounted to, kept with its cycle for the trend that later documents show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, or_, select, update

from bot.sop.model import CycleStatus
from storage.database import Transaction
from storage.records import Cycle
from storage.tables import Period


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """An archived period's figures by name, as they were kept; None for one that could not be reckoned."""

    year: int
    quarter: int
    figures: Mapping[str, str | None]


def keep(tx: Transaction, cycle_id: int, figures: Mapping[str, str | None]) -> None:
    """Keep a cycle's figures: decimals as they are written, so that none is rounded."""
    tx.execute(update(Cycle).where(Cycle.id == cycle_id).values(figures=dict(figures)))


def archived(tx: Transaction, office_id: int, year: int, quarter: int, most: int) -> list[PeriodFigures]:
    """The last so many archived periods before a quarter whose figures were kept, oldest first, each period once."""
    earlier = or_(Period.year < year, and_(Period.year == year, Period.quarter < quarter))
    query = (
        select(Period.year, Period.quarter, Cycle.figures)
        .join(Period, Period.id == Cycle.period_id)
        .where(Cycle.office_id == office_id, Cycle.status == CycleStatus.SELESAI, Cycle.figures.is_not(None), earlier)
        .order_by(Period.year.desc(), Period.quarter.desc(), Cycle.id.desc())
    )
    found: dict[tuple[int, int], PeriodFigures] = {}
    for row in tx.execute(query):
        found.setdefault((row.year, row.quarter), PeriodFigures(row.year, row.quarter, row.figures))
    return list(found.values())[:most][::-1]
