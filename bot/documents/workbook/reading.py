"""Reads an office's workbook (`bot import`) into a plan, or into the list of everything that is wrong with it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.documents.workbook import guard
from bot.documents.workbook.figures import (
    earlier_plans,
    indicator_plans,
    period_plans,
    special_day_plans,
    sub_activity_plans,
)
from bot.documents.workbook.layout import OFFICE
from bot.documents.workbook.office import office_profile
from bot.documents.workbook.people import official_plans, unit_plans
from bot.documents.workbook.reader import Row
from bot.documents.workbook.rows import Record, records
from bot.documents.workbook.sheets import EARLIER, INDICATOR, OFFICIAL, PERIOD, SHEETS, SPECIAL_DAY, SUB_ACTIVITY, UNIT
from bot.office_plan import Fault, OfficePlan

_ORDER = {sheet.name: number for number, sheet in enumerate(SHEETS)}


def read_office(path: Path) -> OfficePlan | tuple[Fault, ...]:
    """Return the office that the file describes, or every fault in it, in order of the sheets.

    A formula counts with the value that Excel last calculated; one that was never calculated is a fault.
    """
    try:
        cells = guard.load(path)
    except guard.WorkbookError as error:
        return (Fault("", "", str(error)),)
    return plan_office(cells)


def plan_office(cells: Mapping[str, list[Row]]) -> OfficePlan | tuple[Fault, ...]:
    """Return the office that the cells of a workbook describe, or every fault in them, in order of the sheets."""
    faults = list(_sheet_faults(cells))
    if not any(sheet.required and sheet.name not in cells for sheet in SHEETS):
        lines = {one.name: list(records(one, cells[one.name], faults)) for one in SHEETS if one.name in cells}
        # Without all headings every reference to a lost column would be a fault of its own.
        if not faults:
            plan = _plan(lines, faults)
            if not faults:
                return plan
    return tuple(sorted(faults, key=_place))


def _plan(lines: Mapping[str, list[Record]], faults: list[Fault]) -> OfficePlan:
    warnings: list[Fault] = []
    office = lines[OFFICE.name][0]
    year = office.year("year")
    units = unit_plans(lines[UNIT.name], faults)
    activities = sub_activity_plans(lines[SUB_ACTIVITY.name], units)
    indicators = indicator_plans(lines[INDICATOR.name], units, activities, warnings)
    return OfficePlan(
        year=year,
        profile=office_profile(office, year),
        units=tuple(units.values()),
        officials=official_plans(lines[OFFICIAL.name], units, faults),
        sub_activities=tuple(activities.values()),
        indicators=tuple(indicators.values()),
        periods=period_plans(lines.get(PERIOD.name, []), year),
        special_days=special_day_plans(lines.get(SPECIAL_DAY.name, [])),
        earlier=earlier_plans(lines.get(EARLIER.name, []), {**activities, **indicators}),
        warnings=tuple(warnings),
    )


def _sheet_faults(cells: Mapping[str, list[Row]]) -> Iterator[Fault]:
    for sheet in SHEETS:
        if sheet.required and sheet.name not in cells:
            yield Fault(sheet.name, "", "lembar ini tidak ditemukan")
    for name in cells:
        if name not in _ORDER:
            yield Fault(name, "", "nama lembar tidak dikenal; mohon diganti atau dihapus")


def _place(fault: Fault) -> tuple[int, int, int, str]:
    column = fault.cell.rstrip("0123456789")
    row = fault.cell.removeprefix(column)
    return _ORDER.get(fault.sheet, len(_ORDER)), int(row or 0), len(column), column
