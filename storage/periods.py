"""The Jadwal Kerja: which period opens when, and which has come without a cycle."""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, select

from storage.database import Transaction
from storage.offices import PeriodRow
from storage.records import Cycle
from storage.tables import Period

_COLUMNS = (Period.id, Period.office_id, Period.year, Period.quarter, Period.opens_on, Period.send_by, Period.state)


def find(tx: Transaction, office_id: int, period_id: int) -> PeriodRow | None:
    """A period of the office."""
    row = tx.execute(select(*_COLUMNS).where(Period.id == period_id, Period.office_id == office_id)).one_or_none()
    return PeriodRow(*row) if row else None


def live_cycle(tx: Transaction, period_id: int) -> int | None:
    """The id of the period's running cycle."""
    return tx.execute(select(Cycle.id).where(Cycle.period_id == period_id, Cycle.live == 1)).scalar_one_or_none()


def come(tx: Transaction, until: date) -> list[PeriodRow]:
    """The periods of every office whose day has come and for which no cycle was ever opened, earliest first."""
    begun = exists().where(Cycle.period_id == Period.id)
    query = select(*_COLUMNS).where(Period.opens_on <= until, ~begun).order_by(Period.opens_on, Period.id)
    return [PeriodRow(*row) for row in tx.execute(query)]
