"""The office's own agenda of letter numbers: each is drawn once, without a gap, and stays for the cycle it is of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from bot.sop.model import CycleStatus
from storage.database import Transaction
from storage.records import Cycle, LetterNumber
from storage.tables import Period

# The first half of an advisory lock, as those of the audit and of migrations; the second is the office.
NUMBER_LOCK = 15_002


@dataclass(frozen=True, slots=True)
class Series:
    """How an office counts: up from `last`, the number that was used before the bot, in `last_year` if `yearly`.

    Without `yearly` the count goes on over the years.
    """

    last: int = 0
    last_year: int = 0
    yearly: bool = True

    def before(self, year: int) -> int:
        """The last number of a year's count that was used before the bot."""
        return self.last if not self.yearly or year == self.last_year else 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A number as it was drawn for a cycle: `seq` within its year, `text` as it is printed."""

    year: int
    seq: int
    text: str
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the agenda; `used` says whether the cycle's letter bears the number and was not called off."""

    text: str
    year: int
    quarter: int
    drawn_at: datetime
    used: bool


def of_cycle(tx: Transaction, cycle_id: int) -> Drawn | None:
    """The number that was drawn for a cycle, None if there is none."""
    columns = (LetterNumber.year, LetterNumber.seq, LetterNumber.text, LetterNumber.drawn_at)
    row = tx.execute(select(*columns).where(LetterNumber.cycle_id == cycle_id)).one_or_none()
    return Drawn(*row) if row else None


def draw(
    tx: Transaction,
    cycle: tuple[int, int],
    series: Series,
    text: Callable[[int], str],
    *,
    year: int,
    officer_id: int,
    at: datetime,
) -> Drawn:
    """Give the next number to a cycle, named by (office, cycle), and write it into the agenda, worded by `text`.

    A cycle that has one gets the same again. Whoever else draws for the office waits until this transaction ends, so
    a number whose transaction is rolled back is the next one's.
    """
    office_id, cycle_id = cycle
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock(NUMBER_LOCK, office_id)))
    known = of_cycle(tx, cycle_id)
    if known is not None:
        return known
    query = select(func.max(LetterNumber.seq)).where(LetterNumber.office_id == office_id)
    highest = tx.execute(query.where(LetterNumber.year == year) if series.yearly else query).scalar_one() or 0
    seq = max(highest, series.before(year)) + 1
    drawn = Drawn(year, seq, text(seq), at)
    tx.execute(
        insert(LetterNumber).values(
            office_id=office_id,
            cycle_id=cycle_id,
            year=year,
            seq=seq,
            text=drawn.text,
            officer_id=officer_id,
            drawn_at=at,
        )
    )
    return drawn


def agenda(tx: Transaction, office_id: int, limit: int) -> list[Listed]:
    """The office's numbers, the latest first, at most `limit` of them."""
    query = (
        select(
            LetterNumber.text,
            Period.year,
            Period.quarter,
            LetterNumber.drawn_at,
            (Cycle.letter_number == LetterNumber.text) & (Cycle.status != CycleStatus.DIBATALKAN),
        )
        .join(Cycle, Cycle.id == LetterNumber.cycle_id)
        .join(Period, Period.id == Cycle.period_id)
        .where(LetterNumber.office_id == office_id)
        .order_by(LetterNumber.id.desc())
        .limit(limit)
    )
    return [Listed(*row[:4], used=bool(row[4])) for row in tx.execute(query)]
