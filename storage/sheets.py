"""What a form says before anyone answers: a new cycle's sheets with earlier figures, corrections, arahan, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select, update

from bot.sop.forms import Kind, fields
from bot.sop.model import CycleStatus
from bot.sop.sheet import Direction, IndicatorLine, Sheet, SheetRow, to_plain
from storage import forms, submissions
from storage.database import Transaction
from storage.offices import IndicatorMaster, SubActivityMaster, UnitMaster, earlier_figures, master_rows
from storage.records import Cycle, Form
from storage.tables import Period

Past = Callable[[int, str], Decimal | None]
"""What was reported for a code in a quarter; quarter 0 is the last one of the year before."""


def build_sheets(tx: Transaction, office_id: int, year: int, quarter: int) -> dict[int, Sheet]:
    """What each unit reports in a period, by unit id, from the office's master data and what was reported before."""
    past = _past(tx, office_id, year)
    return {master.unit.id: _sheet(master, quarter, past) for master in master_rows(tx, office_id, year)}


def _sheet(master: UnitMaster, quarter: int, past: Past) -> Sheet:
    rows = (_row(number, row, quarter, past) for number, row in enumerate(master.sub_activities, 1))
    iku = (_line(f"iku{number}", one, quarter, past) for number, one in enumerate(master.iku, 1))
    return Sheet(rows=tuple(rows), iku=tuple(iku))


def _row(number: int, row: SubActivityMaster, quarter: int, past: Past) -> SheetRow:
    return SheetRow(
        key=str(number),
        code=row.code,
        name=row.name,
        program=row.program,
        activity=row.activity,
        budget=row.budget,
        spent_before=_spent_before(row.code, quarter, past),
        running=row.running,
        idle_reason=row.idle_reason,
        indicators=tuple(_line(f"{number}.{place}", one, quarter, past) for place, one in enumerate(row.indicators, 1)),
    )


def _line(key: str, one: IndicatorMaster, quarter: int, past: Past) -> IndicatorLine:
    return IndicatorLine(
        key=key,
        code=one.code,
        name=one.name,
        measure=one.measure,
        objective=one.objective,
        polarity=one.polarity,
        formula=one.formula,
        year_method=one.year_method,
        whole=one.whole,
        target=one.targets[quarter - 1],
        target_year=one.target_year,
        source=one.source,
        **_reported_before(one.code, quarter, past),
    )


def _reported_before(code: str, quarter: int, past: Past) -> dict[str, Any]:
    return {
        "previous": past(quarter - 1, code),
        "earlier": tuple(past(before, code) for before in range(1, quarter)),
    }


def _spent_before(code: str, quarter: int, past: Past) -> Decimal | None:
    return past(quarter - 1, code) if quarter > 1 else None


def catch_up(tx: Transaction, office_id: int, cycle_id: int, year: int, quarter: int) -> bool:
    """Let a cycle's sheets know what was archived since they were built; gives whether any did not know it."""
    past, changed = _past(tx, office_id, year), False
    for form in forms.all_forms(tx, cycle_id):
        known = _remembering(form.sheet, quarter, past)
        if known != form.sheet:
            rewrite(tx, form.id, known)
            changed = True
    return changed


def _remembering(sheet: Sheet, quarter: int, past: Past) -> Sheet:
    def lines(found: Iterable[IndicatorLine]) -> tuple[IndicatorLine, ...]:
        return tuple(replace(one, **_reported_before(one.code, quarter, past)) for one in found)

    rows = (
        replace(row, spent_before=_spent_before(row.code, quarter, past), indicators=lines(row.indicators))
        for row in sheet.rows
    )
    return Sheet(rows=tuple(rows), iku=lines(sheet.iku))


def unknown_quarters(
    tx: Transaction, office_id: int, year: int, quarter: int, found: Iterable[Sheet]
) -> tuple[int, ...]:
    """The year's earlier quarters that are collected or archived and of which these sheets know no figure."""
    collected = select(Period.quarter).join(Cycle, Cycle.period_id == Period.id).distinct().order_by(Period.quarter)
    collected = collected.where(Cycle.office_id == office_id, Period.year == year, Period.quarter < quarter)
    counted = or_(Cycle.live == 1, Cycle.status == CycleStatus.SELESAI)
    lines = [line for sheet in found for line in (*(one for row in sheet.rows for one in row.indicators), *sheet.iku)]
    return tuple(
        before
        for before in tx.execute(collected.where(counted)).scalars()
        if all(figure is None for line in lines for figure in line.earlier[before - 1 : before])
    )


def _past(tx: Transaction, office_id: int, year: int) -> Past:
    """Figures of the bot's own finished cycles, and for periods before the bot those of the import."""
    known = {(year, quarter, code): value for (quarter, code), value in earlier_figures(tx, office_id, year).items()}
    last_year = earlier_figures(tx, office_id, year - 1)
    known |= {(year - 1, quarter, code): value for (quarter, code), value in last_year.items()}
    query = select(Cycle.id, Period.year, Period.quarter).join(Period, Period.id == Cycle.period_id)
    query = query.where(Cycle.office_id == office_id, Cycle.status == CycleStatus.SELESAI)
    for cycle in tx.execute(query.where(Period.year.in_((year, year - 1))).order_by(Cycle.id)).all():
        for code, value in _reported(tx, cycle.id).items():
            known[cycle.year, cycle.quarter, code] = value

    def past(quarter: int, code: str) -> Decimal | None:
        return known.get((year, quarter, code) if quarter else (year - 1, 4, code))

    return past


def _reported(tx: Transaction, cycle_id: int) -> dict[str, Decimal]:
    figures: dict[str, Decimal] = {}
    for one in submissions.reported(tx, cycle_id):
        for field in fields(one.form.sheet, one.form.answers):
            owner = field.indicator or field.row
            given = one.form.answers.get(field.key)
            if owner is not None and given is not None and field.kind in {Kind.ANGKA, Kind.RUPIAH}:
                figures[owner.code] = Decimal(given.value)
    return figures


def rewrite(tx: Transaction, form_id: int, sheet: Sheet) -> None:
    """Set the sheet of a form (step 2, or a target or pagu found wrong at step 11)."""
    tx.execute(update(Form).where(Form.id == form_id).values(sheet=to_plain(sheet)))


def direct(tx: Transaction, form_id: int, directions: Iterable[Direction]) -> None:
    """Set the arahan of a form; those of an earlier visit are replaced."""
    tx.execute(update(Form).where(Form.id == form_id).values(directions=[asdict(one) for one in directions]))


def note(tx: Transaction, form_id: int, text: str | None) -> None:
    """Keep with a form why the collection went on without it; None takes the note away."""
    tx.execute(update(Form).where(Form.id == form_id).values(note=text))
