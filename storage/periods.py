"""The Jadwal Kerja: which period opens when, and which has come without a cycle."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import aliased

from storage.database import Transaction
from storage.offices import PeriodRow
from storage.records import Cycle
from storage.tables import Period

_COLUMNS = (Period.id, Period.office_id, Period.year, Period.quarter, Period.opens_on, Period.send_by, Period.state)
_Later = aliased(Period)
_COME = (
    select(*_COLUMNS)
    .where(
        Period.opens_on <= bindparam("until"),
        ~exists().where(Cycle.period_id == Period.id),
        ~exists().where(
            _Later.office_id == Period.office_id,
            _Later.opens_on > Period.opens_on,
            _Later.opens_on <= bindparam("until"),
        ),
    )
    .order_by(Period.opens_on, Period.id)
)
_BEGUN = select(exists().where(Cycle.period_id == bindparam("period")))


def find(tx: Transaction, office_id: int, period_id: int) -> PeriodRow | None:
    """A period of the office."""
    row = tx.execute(select(*_COLUMNS).where(Period.id == period_id, Period.office_id == office_id)).one_or_none()
    return PeriodRow(*row) if row else None


def live_cycle(tx: Transaction, period_id: int) -> int | None:
    """The id of the period's running cycle."""
    return tx.execute(select(Cycle.id).where(Cycle.period_id == period_id, Cycle.live == 1)).scalar_one_or_none()


def begun(tx: Transaction, period_id: int) -> bool:
    """Whether a cycle was ever opened for the period, whatever became of it."""
    return bool(tx.execute(_BEGUN, {"period": period_id}).scalar_one())


def come(tx: Transaction, until: date) -> list[PeriodRow]:
    """The newest period of each office whose day has come, where no cycle was ever opened for it; earliest first.

    Older periods are left alone: an office that starts in mid-year is asked for its present period only, and opens
    others by an order of its Camat.
    """
    return [PeriodRow(*row) for row in tx.execute(_COME, {"until": until})]
