"""Reads who is in an office and who holds which role at an instant (definitif, Plh. or Plt.)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, or_, select
from sqlalchemy.orm import aliased

from bot.office_plan import Capacity
from bot.sop.model import Role
from storage.database import Transaction
from storage.tables import Assignment, Officer, Unit

_DEFINITIF = "definitif"
# Statements of every act are built once: building one costs several times what running it does.
_BY_TELEGRAM = select(Officer.__table__).where(Officer.telegram_id == bindparam("telegram_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRow:
    """A pejabat; `telegram_id` is None until he joins, `unreachable_at` says since when he blocks the bot."""

    id: int
    office_id: int
    code: str
    name: str
    honorific: str
    post: str
    rank: str
    nip: str
    is_admin: bool
    telegram_id: int | None
    joined_at: datetime | None
    unreachable_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who acts in a role (for PPTK: of a unit), with his own name and NIP, in which capacity.

    `reachable` says whether he has joined and does not block the bot.
    """

    officer_id: int
    name: str
    honorific: str
    post: str
    rank: str
    nip: str
    telegram_id: int | None
    role: Role
    unit_id: int | None
    capacity: Capacity
    reachable: bool


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role in which an officer acts; `unit_id` for a PPTK."""

    role: Role
    unit_id: int | None
    capacity: Capacity


def officers(tx: Transaction, office_id: int) -> tuple[OfficerRow, ...]:
    """Return all officers of the office in the order of its workbook."""
    rows = tx.execute(select(Officer.__table__).where(Officer.office_id == office_id).order_by(Officer.id))
    return tuple(OfficerRow(**row) for row in rows.mappings())


def officer(tx: Transaction, officer_id: int) -> OfficerRow | None:
    """Return the officer, None for an id that nobody has."""
    row = tx.execute(select(Officer.__table__).where(Officer.id == officer_id)).mappings().one_or_none()
    return OfficerRow(**row) if row else None


def officer_by_telegram(tx: Transaction, telegram_id: int) -> OfficerRow | None:
    """Return the officer who uses this Telegram account, None for a stranger."""
    row = tx.execute(_BY_TELEGRAM, {"telegram_id": telegram_id}).mappings().one_or_none()
    return OfficerRow(**row) if row else None


def _acting(*columns: Any) -> Select[Any]:
    """Assignments in force at `at`, by unit; of a role and unit the first one counts."""
    return (
        select(Assignment.role, Assignment.unit_id, Assignment.capacity, *columns)
        .outerjoin(Unit, Unit.id == Assignment.unit_id)
        .where(Assignment.starts_at <= bindparam("at"))
        .where(or_(Assignment.ends_at.is_(None), Assignment.ends_at > bindparam("at")))
        .order_by(
            Unit.position.nulls_first(),
            Assignment.capacity == _DEFINITIF,
            Assignment.starts_at.desc(),
            Assignment.id.desc(),
        )
    )


_HOLDERS = (
    _acting(Officer.__table__)
    .join(Officer, Officer.id == Assignment.officer_id)
    .where(Assignment.office_id == bindparam("office_id"))
)
_OF_ROLE = _HOLDERS.where(Assignment.role == bindparam("role"))
_OF_UNIT = _HOLDERS.where(Assignment.unit_id == bindparam("unit_id"))
_OF_ROLE_AND_UNIT = _OF_ROLE.where(Assignment.unit_id == bindparam("unit_id"))
_OF_OFFICES = (
    _acting(Officer.__table__)
    .join(Officer, Officer.id == Assignment.officer_id)
    .where(Assignment.office_id.in_(bindparam("offices", expanding=True)))
)
_HIS = aliased(Assignment)
# Everyone who was ever given a role that he was given, so that his substitute is among them.
_ROLES_OF = (
    _acting(Assignment.officer_id)
    .join(_HIS, (_HIS.office_id == Assignment.office_id) & (_HIS.role == Assignment.role))
    .where(_HIS.unit_id.is_not_distinct_from(Assignment.unit_id))
)
_OF_OFFICER = _ROLES_OF.where(_HIS.officer_id == bindparam("officer_id"))
# With himself, since every update asks for both.
_WHO = (
    _ROLES_OF.add_columns(Officer.__table__)
    .join(Officer, Officer.id == _HIS.officer_id)
    .where(Officer.telegram_id == bindparam("telegram_id"))
)
_COLUMNS = tuple(OfficerRow.__dataclass_fields__)


def holders(
    tx: Transaction, office_id: int, role: str | None = None, *, at: datetime, unit_id: int | None = None
) -> list[Holder]:
    """Return who acts in the role at the instant, one a unit in the workbook's order; every role if none is given.

    A Plh. or Plt. acts instead of the definitif; of two alike the later assignment counts.
    """
    if role is None:
        query = _HOLDERS if unit_id is None else _OF_UNIT
    else:
        query = _OF_ROLE if unit_id is None else _OF_ROLE_AND_UNIT
    named = {"office_id": office_id, "at": at, "role": role, "unit_id": unit_id}
    acting: dict[tuple[str, int | None], Holder] = {}
    for row in tx.execute(query, named):
        acting.setdefault((row.role, row.unit_id), _holder(row))
    return list(acting.values())


class Roster:
    """Who acts in one office, by role and unit; a row becomes a Holder when somebody is asked for."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, int | None], Any] = {}

    def add(self, row: Any) -> None:
        """Add an assignment; the first of a role and unit counts."""
        self._rows.setdefault((row.role, row.unit_id), row)

    def get(self, role: Role, unit_id: int | None = None) -> Holder | None:
        """Who acts in a role; None while the post is vacant."""
        row = self._rows.get((role, unit_id))
        return None if row is None else _holder(row)

    def first(self, roles: Iterable[Role], *, but: int | None = None) -> Holder | None:
        """The first who acts in one of these roles and can be reached, other than one officer."""
        found = (self.get(role) for role in roles)
        return next((one for one in found if one is not None and one.reachable and one.officer_id != but), None)

    def awaited(self, role: Role, unit_id: int | None, filled_by: int | None) -> Holder | None:
        """Whoever fills a unit's form on its behalf, for as long as he has a role himself; otherwise who acts in it."""
        filler = next((row for row in self._rows.values() if row.id == filled_by), None)
        return self.get(role, unit_id) if filler is None else _holder(filler)


def roster(tx: Transaction, office_id: int, *, at: datetime) -> Roster:
    """Return who acts in an office at the instant."""
    return rosters(tx, [office_id], at=at)[office_id]


def rosters(tx: Transaction, offices: Collection[int], *, at: datetime) -> dict[int, Roster]:
    """Return who acts in these offices at the instant, by office, for those who serve many offices at once."""
    found = {one: Roster() for one in offices}
    for row in tx.execute(_OF_OFFICES, {"offices": list(offices), "at": at}):
        found[row.office_id].add(row)
    return found


def roles_of(tx: Transaction, officer_id: int, *, at: datetime) -> tuple[RoleHeld, ...]:
    """Return the roles in which the officer acts at the instant; none while another stands in for him."""
    return _held(tx.execute(_OF_OFFICER, {"officer_id": officer_id, "at": at}).all(), officer_id)


def who(tx: Transaction, telegram_id: int, *, at: datetime) -> tuple[OfficerRow, tuple[RoleHeld, ...]] | None:
    """Return the officer who uses this Telegram account with the roles in which he acts; None for a stranger."""
    rows = tx.execute(_WHO, {"telegram_id": telegram_id, "at": at}).all()
    if rows:
        found = OfficerRow(**{name: getattr(rows[0], name) for name in _COLUMNS})
        return found, _held(rows, found.id)
    roleless = officer_by_telegram(tx, telegram_id)
    return None if roleless is None else (roleless, ())


def _held(rows: Sequence[Row[Any]], officer_id: int) -> tuple[RoleHeld, ...]:
    acting: dict[tuple[str, int | None], Row[Any]] = {}
    for row in rows:
        acting.setdefault((row.role, row.unit_id), row)
    return tuple(
        RoleHeld(Role(row.role), row.unit_id, row.capacity) for row in acting.values() if row.officer_id == officer_id
    )


def _holder(row: Row[tuple[object, ...]]) -> Holder:
    return Holder(
        officer_id=row.id,
        name=row.name,
        honorific=row.honorific,
        post=row.post,
        rank=row.rank,
        nip=row.nip,
        telegram_id=row.telegram_id,
        role=Role(row.role),
        unit_id=row.unit_id,
        capacity=row.capacity,
        reachable=row.telegram_id is not None and row.unreachable_at is None,
    )
