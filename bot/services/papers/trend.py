"""The trend over periods: a closing cycle keeps its figures, and later papers show them before the present ones."""

from __future__ import annotations

from decimal import Decimal

from bot.documents.models.figures import Summary
from bot.documents.models.performance import TrendPoint
from bot.services.papers.reports import grading, reports, results
from bot.services.work import Work
from bot.sop.results import total
from storage import figures
from storage.cycles import CycleRecord
from storage.figures import PeriodFigures

MOST = 8
"""So many archived periods are shown before the present one."""


def keep(work: Work, record: CycleRecord) -> None:
    """Keep what the cycle amounts to; to be called in the act that archives it (step 14)."""
    totals = total(results(reports(work, record)), grading(work.office))
    values = {
        "mean": totals.mean,
        "absorption": totals.absorption,
        "budget": totals.budget,
        "spent": totals.spent,
        "iku_mean": totals.iku_mean,
    }
    plain = {name: None if value is None else str(value) for name, value in values.items()}
    figures.keep(work.tx, record.id, plain)


def points(work: Work, record: CycleRecord, present: Summary) -> tuple[TrendPoint, ...]:
    """The archived periods before a cycle's own, oldest first, and the present one last."""
    earlier = figures.archived(work.tx, record.office_id, record.year, record.quarter, MOST)
    now = TrendPoint(year=record.year, quarter=record.quarter, mean=present.mean, absorption=present.absorption)
    return (*map(_point, earlier), now)


def _point(one: PeriodFigures) -> TrendPoint:
    return TrendPoint(
        year=one.year, quarter=one.quarter, mean=_decimal(one, "mean"), absorption=_decimal(one, "absorption")
    )


def _decimal(one: PeriodFigures, name: str) -> Decimal | None:
    value = one.figures.get(name)
    return None if value is None else Decimal(value)
