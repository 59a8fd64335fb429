"""The Jadwal Kerja: which period opens when, which has come without a cycle, and how its lines are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.orm import aliased

from bot.sop.schedule import Dates
from storage.database import Transaction
from storage.inserts import insert_new
from storage.office_rows import SCHEDULED
from storage.offices import PeriodRow
from storage.records import Cycle
from storage.tables import Office, Period

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


def redate(tx: Transaction, period: PeriodRow, dates: Dates) -> bool:
    """Give a period other dates; False, and nothing written, where they changed or a cycle was opened meanwhile."""
    as_read = (Period.id == period.id, Period.opens_on == period.opens_on, Period.send_by == period.send_by)
    changed = update(Period).where(*as_read, ~exists().where(Cycle.period_id == Period.id))
    return tx.execute(changed.values(opens_on=dates.opens_on, send_by=dates.send_by)).rowcount == 1


def add_year(tx: Transaction, office_id: int, year: int, lines: Mapping[int, Dates]) -> int:
    """Write the lines of a budget year by quarter; gives how many are new, those that were there stay as they are."""
    rows = [
        {
            "office_id": office_id,
            "year": year,
            "quarter": quarter,
            "opens_on": dates.opens_on,
            "send_by": dates.send_by,
            "state": SCHEDULED,
        }
        for quarter, dates in lines.items()
    ]
    return len(insert_new(tx, Period, rows, Period.id))


def in_use_since(tx: Transaction, office_id: int) -> datetime:
    """When the office was first imported."""
    return tx.execute(select(Office.created_at).where(Office.id == office_id)).scalar_one()
