"""Reads what an office is and reports: its profile, calendar, units, periods, sub kegiatan and indicators."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, bindparam, cast, func, select, type_coerce

from bot.office_plan import OfficeProfile, Quarters
from bot.sop.achievement import NegativeFormula, Polarity, YearMethod
from bot.sop.working_time import Span, WorkCalendar
from storage.database import Transaction
from storage.office_config import profile_from_config, spans_from_json
from storage.tables import CalendarDay, EarlierFigure, Indicator, Office, Period, SubActivity, Unit

OFFICES_KEPT = 64


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office's profile, and the dates on which its hours differ; no spans for a closure."""

    profile: OfficeProfile
    special_days: Mapping[date, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A seksi or subbagian."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A line of the Jadwal Kerja."""

    id: int
    office_id: int
    year: int
    quarter: int
    opens_on: date
    send_by: date
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorMaster:
    """An indikator as the office's master data has it; `targets` are those of the four quarters."""

    code: str
    name: str
    objective: str
    measure: str
    polarity: Polarity
    formula: NegativeFormula
    year_method: YearMethod
    whole: bool
    targets: Quarters
    target_year: Decimal | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubActivityMaster:
    """A sub kegiatan with its indicators; `budget` is its single pagu in rupiah."""

    code: str
    name: str
    activity: str
    program: str
    budget: Decimal | None
    running: bool
    idle_reason: str | None
    indicators: tuple[IndicatorMaster, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMaster:
    """What one unit reports in a year: its sub kegiatan, and the IKU whose data it holds."""

    unit: UnitRow
    sub_activities: tuple[SubActivityMaster, ...]
    iku: tuple[IndicatorMaster, ...]


def office_ids(tx: Transaction) -> list[int]:
    """Return the ids of all offices in the order in which they came."""
    return list(tx.execute(select(Office.id).order_by(Office.id)).scalars())


def _office(dialect: str) -> Select[Any]:
    pair = (CalendarDay.day, CalendarDay.spans)
    if dialect == "postgresql":
        rows: ColumnElement[str] = cast(func.json_agg(func.json_build_array(*pair)), Text)
    else:
        rows = func.json_group_array(func.json_array(*pair))
    days = select(rows).where(CalendarDay.office_id == Office.id).correlate(Office).scalar_subquery()
    config = type_coerce(Office.config, Text).label("config")
    return select(Office.id, Office.name, Office.zone, config, days.label("days"))


_ANY_OFFICE = {dialect: _office(dialect) for dialect in ("sqlite", "postgresql")}
_OFFICES = {
    dialect: query.where(Office.id.in_(bindparam("offices", expanding=True))) for dialect, query in _ANY_OFFICE.items()
}
# One is asked for with every act, and a list of it costs half as much again.
_OFFICE = {dialect: query.where(Office.id == bindparam("office")) for dialect, query in _ANY_OFFICE.items()}


def load_office(tx: Transaction, office_id: int) -> OfficeRow:
    """Return what every act needs of its office; raises KeyError for an id that no office has.

    It is read each time, so that an import by another process counts at once, and parsed when it has changed.
    """
    return load_offices(tx, [office_id])[office_id]


def load_offices(tx: Transaction, office_ids: Collection[int]) -> dict[int, OfficeRow]:
    """Return the same of many offices by id, for those who serve them at once."""
    if len(office_ids) == 1:
        rows = tx.execute(_OFFICE[tx.dialect.name], {"office": next(iter(office_ids))})
    else:
        rows = tx.execute(_OFFICES[tx.dialect.name], {"offices": list(office_ids)})
    return {row.id: _parsed(row.name, row.zone, row.config, row.days or "[]") for row in rows}


@lru_cache(OFFICES_KEPT)
def _parsed(name: str, zone: str, config: str, days: str) -> OfficeRow:
    special = {date.fromisoformat(day): spans_from_json(json.loads(spans)) for day, spans in json.loads(days)}
    return OfficeRow(profile_from_config(name, zone, json.loads(config)), special)


def working_time(office: OfficeRow, holidays: Mapping[date, str], known_until: date | None = None) -> WorkCalendar:
    """Return the office's working time: its hours and dated exceptions, less the holidays given."""
    return WorkCalendar(
        hours=office.profile.hours,
        zone=office.profile.zone,
        holidays=holidays,
        exceptions=office.special_days,
        known_until=known_until,
    )


def units(tx: Transaction, office_id: int) -> tuple[UnitRow, ...]:
    """Return the office's units in the order of its workbook."""
    query = select(Unit.id, Unit.code, Unit.name).where(Unit.office_id == office_id).order_by(Unit.position, Unit.id)
    return tuple(UnitRow(*row) for row in tx.execute(query))


def periods(tx: Transaction, office_id: int) -> tuple[PeriodRow, ...]:
    """Return the Jadwal Kerja, earliest period first."""
    query = select(Period.__table__).where(Period.office_id == office_id).order_by(Period.year, Period.quarter)
    return tuple(PeriodRow(**row) for row in tx.execute(query).mappings())


def earlier_figures(tx: Transaction, office_id: int, year: int) -> dict[tuple[int, str], Decimal]:
    """Return the year's realisasi sebelumnya by quarter and code of indikator or sub kegiatan."""
    query = select(EarlierFigure.quarter, EarlierFigure.code, EarlierFigure.value)
    query = query.where(EarlierFigure.office_id == office_id, EarlierFigure.year == year)
    return {(row.quarter, row.code): row.value for row in tx.execute(query)}


def master_rows(tx: Transaction, office_id: int, year: int) -> tuple[UnitMaster, ...]:
    """Return what each unit reports in the year, for building its form; units that report nothing are left out."""
    activities, indicators = _of_year(tx, SubActivity, office_id, year), _of_year(tx, Indicator, office_id, year)
    of_activity: dict[int, list[IndicatorMaster]] = defaultdict(list)
    iku: dict[int, list[IndicatorMaster]] = defaultdict(list)
    for row in indicators:
        group, key = (iku, row.unit_id) if row.sub_activity_id is None else (of_activity, row.sub_activity_id)
        group[key].append(_indicator(row))
    masters = tuple(
        UnitMaster(
            unit=unit,
            sub_activities=tuple(
                _sub_activity(row, tuple(of_activity[row.id])) for row in activities if row.unit_id == unit.id
            ),
            iku=tuple(iku[unit.id]),
        )
        for unit in units(tx, office_id)
    )
    return tuple(master for master in masters if master.sub_activities or master.iku)


def _of_year(tx: Transaction, table: type[SubActivity | Indicator], office_id: int, year: int) -> list[Row[Any]]:
    query = select(table.__table__).where(table.office_id == office_id, table.year == year)
    return list(tx.execute(query.order_by(table.position, table.id)).all())


def _sub_activity(row: Row[Any], indicators: tuple[IndicatorMaster, ...]) -> SubActivityMaster:
    return SubActivityMaster(
        code=row.code,
        name=row.name,
        activity=row.activity,
        program=row.program,
        budget=row.budget,
        running=row.running,
        idle_reason=row.idle_reason,
        indicators=indicators,
    )


def _indicator(row: Row[Any]) -> IndicatorMaster:
    return IndicatorMaster(
        code=row.code,
        name=row.name,
        objective=row.objective,
        measure=row.measure,
        polarity=Polarity(row.polarity),
        formula=NegativeFormula(row.formula),
        year_method=YearMethod(row.year_method),
        whole=row.whole,
        targets=(row.target_1, row.target_2, row.target_3, row.target_4),
        target_year=row.target_year,
        source=row.source,
    )
