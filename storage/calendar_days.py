"""The dated exceptions to an office's hours, and the mark of the working time by which its limits were computed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Text, bindparam, delete, insert, select, type_coerce, update

from bot.sop.working_time import Span
from storage.database import Transaction
from storage.office_config import spans_from_json, spans_to_json
from storage.records import AuditEntry
from storage.tables import CalendarDay, Office
from storage.types import dumps


@dataclass(frozen=True, slots=True)
class DayRow:
    """A date on which the office has other hours than its usual ones, with the reason; no spans for a closure."""

    day: date
    spans: tuple[Span, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class KeptTime:
    """An office's own part of its working time as one text, and the mark that its limits bear."""

    office_id: int
    mark: str | None
    text: str


_COLUMNS = (CalendarDay.day, CalendarDay.spans, CalendarDay.reason)
_KEPT = select(Office.id, Office.zone, type_coerce(Office.config, Text).label("config"), Office.calendar_mark)
_ONE = _KEPT.where(Office.id == bindparam("office_id"))
_PAGE = _KEPT.where(Office.id > bindparam("after")).order_by(Office.id).limit(bindparam("most"))
_DAYS = (
    select(
        CalendarDay.office_id,
        # As the driver gives it: a date or its text, which read alike.
        type_coerce(CalendarDay.day, Text).label("day"),
        type_coerce(CalendarDay.spans, Text).label("spans"),
    )
    .where(CalendarDay.office_id.between(bindparam("first"), bindparam("last")))
    .order_by(CalendarDay.office_id, CalendarDay.day)
)


def find(tx: Transaction, office_id: int, day: date) -> DayRow | None:
    """The exception on a date."""
    query = select(*_COLUMNS).where(CalendarDay.office_id == office_id, CalendarDay.day == day)
    row = tx.execute(query).one_or_none()
    return _row(row) if row else None


def since(tx: Transaction, office_id: int, first: date) -> list[DayRow]:
    """The exceptions from a date on, earliest first."""
    query = select(*_COLUMNS).where(CalendarDay.office_id == office_id, CalendarDay.day >= first)
    return [_row(row) for row in tx.execute(query.order_by(CalendarDay.day))]


def _row(row: Any) -> DayRow:
    return DayRow(row.day, spans_from_json(row.spans), row.reason)


def put(tx: Transaction, office_id: int, row: DayRow) -> None:
    """Write the exception of a date in place of whatever there is."""
    remove(tx, office_id, row.day)
    values = {"day": row.day, "spans": spans_to_json(row.spans), "reason": row.reason}
    tx.execute(insert(CalendarDay).values(office_id=office_id, **values))


def remove(tx: Transaction, office_id: int, day: date) -> None:
    """Let the usual hours hold on a date."""
    tx.execute(delete(CalendarDay).where(CalendarDay.office_id == office_id, CalendarDay.day == day))


def recorded(tx: Transaction, office_id: int, action: str) -> list[dict[str, Any]]:
    """What the office's audit keeps of each act of a kind, the newest first."""
    chain = (AuditEntry.office_id == office_id, AuditEntry.chain == f"office:{office_id}")
    query = select(AuditEntry.detail).where(*chain, AuditEntry.action == action)
    return list(tx.execute(query.order_by(AuditEntry.seq.desc())).scalars())


def kept_time(tx: Transaction, office_id: int) -> KeptTime:
    """One office's working time and mark; raises NoResultFound for an id that no office has."""
    return _kept(tx, [tx.execute(_ONE, {"office_id": office_id}).one()])[0]


def kept_times(tx: Transaction, after: int, most: int) -> list[KeptTime]:
    """The working time and mark of so many offices whose id is above `after`, in order of id."""
    rows = tx.execute(_PAGE, {"after": after, "most": most}).all()
    return _kept(tx, rows) if rows else []


def _kept(tx: Transaction, rows: Sequence[Any]) -> list[KeptTime]:
    days: dict[int, list[list[str]]] = defaultdict(list)
    for one in tx.execute(_DAYS, {"first": rows[0].id, "last": rows[-1].id}):
        days[one.office_id].append([str(one.day), one.spans])
    return [
        KeptTime(row.id, row.calendar_mark, dumps([row.zone, json.loads(row.config).get("hours"), days[row.id]]))
        for row in rows
    ]


def set_mark(tx: Transaction, office_id: int, mark: str) -> None:
    """Note by which working time the office's limits stand now."""
    tx.execute(update(Office).where(Office.id == office_id).values(calendar_mark=mark))
