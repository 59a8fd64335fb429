"""Writes an office's plan into its rows: by code, creating or updating, never deleting, never touching a cycle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, insert, or_, select, update

from bot.office_plan import IndicatorPlan, OfficePlan, OfficialPlan
from storage.database import Transaction
from storage.office_config import profile_to_config, spans_to_json
from storage.people import PLH
from storage.records import Cycle
from storage.tables import (
    Assignment,
    Base,
    CalendarDay,
    EarlierFigure,
    Indicator,
    Office,
    Officer,
    Period,
    SubActivity,
    Unit,
)

SCHEDULED = "scheduled"
"""The state of a period whose cycle has not begun."""


@dataclass
class Changes:
    """How many rows of each table an import created and updated; rows that already say the same are not counted."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class _Place:
    """Where the rows of one import go."""

    tx: Transaction
    office_id: int
    now: datetime
    changes: Changes

    def put(self, table: type[Base], key: Mapping[str, Any], values: Mapping[str, Any]) -> int:
        """Create the office's row with this key or update it where it differs; return its id."""
        return _put(self.tx, table, {"office_id": self.office_id, **key}, values, self.changes)


def write_office(tx: Transaction, plan: OfficePlan, now: datetime) -> tuple[int, Changes]:
    """Write the whole plan, whose periods have their dates; return the office's id and what changed.

    People keep their Telegram accounts, and whoever or whatever the plan leaves out stays as it is.
    """
    changes = Changes()
    place = _Place(tx, _office(tx, plan, now, changes), now, changes)
    units = {
        unit.code: place.put(Unit, {"code": unit.code}, {"name": unit.name, "position": position})
        for position, unit in enumerate(plan.units, 1)
    }
    officers = {official.code: _officer(place, official) for official in plan.officials}
    _assign(place, plan, officers, units)
    activities = _activities(place, plan, units)
    for position, indicator in enumerate(plan.indicators, 1):
        values = _indicator(indicator) | {"position": position, "unit_id": units[indicator.unit]}
        values["sub_activity_id"] = activities.get(indicator.sub_activity)
        place.put(Indicator, {"year": plan.year, "code": indicator.code}, values)
    _dates(place, plan)
    return place.office_id, changes


def find_office(tx: Transaction, code: str) -> int | None:
    """Return the id of the office with this code, None if there is none."""
    rows = tx.execute(select(Office.id, Office.config).order_by(Office.id))
    return next((row.id for row in rows if row.config.get("code") == code), None)


def _office(tx: Transaction, plan: OfficePlan, now: datetime, changes: Changes) -> int:
    profile = plan.profile
    values = {"name": profile.name, "zone": profile.zone, "config": profile_to_config(profile)}
    found = find_office(tx, profile.code)
    if found is not None:
        return _put(tx, Office, {"id": found}, values, changes)
    changes.created[Office.__tablename__] += 1
    return tx.execute(insert(Office).values(**values, created_at=now).returning(Office.id)).scalar_one()


def _put(
    tx: Transaction, table: type[Base], key: Mapping[str, Any], values: Mapping[str, Any], changes: Changes
) -> int:
    columns = table.__table__.c
    where = and_(*(columns[name] == value for name, value in key.items()))
    row = tx.execute(select(table.__table__).where(where)).mappings().one_or_none()
    if row is None:
        changes.created[table.__tablename__] += 1
        return int(tx.execute(insert(table).values(**key, **values).returning(columns.id)).scalar_one())
    if any(row[name] != value for name, value in values.items()):
        changes.updated[table.__tablename__] += 1
        tx.execute(update(table).where(columns.id == row["id"]).values(**values))
    return int(row["id"])


def _officer(place: _Place, official: OfficialPlan) -> int:
    return place.put(
        Officer,
        {"code": official.code},
        {
            "name": official.name,
            "honorific": official.honorific,
            "post": official.post,
            "rank": official.rank,
            "nip": official.nip,
            "is_admin": official.admin,
        },
    )


def _assign(place: _Place, plan: OfficePlan, officers: Mapping[str, int], units: Mapping[str, int]) -> None:
    """Let the plan decide who holds each role without a set end.

    What was lent for a time runs out by itself, and a Plh. whom the plan does not name may have been appointed in the
    chat: he is released there.
    """
    wanted = {
        (officers[official.code], role.role.value, units.get(role.unit), role.capacity)
        for official in plan.officials
        for role in official.roles
    }
    filled = {(role, unit) for _, role, unit, _ in wanted}
    lent = {(role, unit) for _, role, unit, capacity in wanted if capacity == PLH}
    for row in _open_ended(place):
        held = (row.officer_id, row.role, row.unit_id, row.capacity)
        if held in wanted:
            wanted.remove(held)
        elif row.capacity == PLH and (row.role, row.unit_id) not in lent:
            continue
        elif row.officer_id in officers.values() or (row.role, row.unit_id) in filled:
            place.changes.updated[Assignment.__tablename__] += 1
            place.tx.execute(update(Assignment).where(Assignment.id == row.id).values(ends_at=place.now))
    for officer_id, role, unit_id, capacity in sorted(wanted, key=lambda one: (one[0], one[1], one[2] or 0)):
        place.changes.created[Assignment.__tablename__] += 1
        new = {"office_id": place.office_id, "officer_id": officer_id, "role": role, "unit_id": unit_id}
        place.tx.execute(insert(Assignment).values(**new, capacity=capacity, starts_at=place.now))


def _open_ended(place: _Place) -> Sequence[Row[Any]]:
    current = (Assignment.starts_at <= place.now, Assignment.ends_at.is_(None))
    return place.tx.execute(select(Assignment.__table__).where(Assignment.office_id == place.office_id, *current)).all()


def _activities(place: _Place, plan: OfficePlan, units: Mapping[str, int]) -> dict[str, int]:
    return {
        activity.code: place.put(
            SubActivity,
            {"year": plan.year, "code": activity.code},
            {
                "unit_id": units[activity.unit],
                "name": activity.name,
                "activity": activity.activity,
                "program": activity.program,
                "budget": activity.budget,
                "running": activity.running,
                "idle_reason": activity.idle_reason,
                "position": position,
            },
        )
        for position, activity in enumerate(plan.sub_activities, 1)
    }


def _indicator(indicator: IndicatorPlan) -> dict[str, Any]:
    return {
        "name": indicator.name,
        "objective": indicator.objective,
        "measure": indicator.measure,
        "polarity": indicator.polarity.value,
        "formula": indicator.formula.value,
        "year_method": indicator.year_method.value,
        "whole": indicator.whole,
        **{f"target_{number}": target for number, target in enumerate(indicator.targets, 1)},
        "target_year": indicator.target_year,
        "source": indicator.source,
    }


def _dates(place: _Place, plan: OfficePlan) -> None:
    for special in plan.special_days:
        place.put(CalendarDay, {"day": special.day}, {"spans": spans_to_json(special.spans), "reason": special.reason})
    for figure in plan.earlier:
        key = {"year": figure.year, "quarter": figure.quarter, "code": figure.code}
        place.put(EarlierFigure, key, {"value": figure.value})
    begun = select(Period.year, Period.quarter).where(
        Period.office_id == place.office_id,
        or_(Period.state != SCHEDULED, Period.id.in_(select(Cycle.period_id))),
    )
    kept = {(row.year, row.quarter) for row in place.tx.execute(begun)}
    for period in plan.periods:
        if (period.year, period.quarter) not in kept:
            place.put(
                Period,
                {"year": period.year, "quarter": period.quarter},
                {"opens_on": period.opens_on, "send_by": period.send_by, "state": SCHEDULED},
            )
