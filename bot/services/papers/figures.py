"""The figures of the papers: evaluated forms as rows, groups and means, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.documents.models.figures import (
    ActivityRow,
    Band,
    Direction,
    IndicatorRow,
    ProgramGroup,
    Scale,
    Summary,
    UnitGroup,
)
from bot.office_plan import OfficeProfile
from bot.sop.achievement import NotComputable, Polarity
from bot.sop.forms import NONE
from bot.sop.results import Grading, IndicatorResult, RowResult, SheetResult, State, Totals, total_rows
from bot.texts.formats import nama_periode_ringkas

_WHY_NOT = {
    NotComputable.TARGET_NOL: "capaian tidak dapat dihitung karena target 0",
    NotComputable.REALISASI_NOL: "capaian tidak dapat dihitung karena realisasi 0",
    NotComputable.NILAI_NEGATIF: "capaian tidak dapat dihitung dari angka negatif",
}


def scale(office: OfficeProfile) -> Scale:
    """How the office grades, as its papers explain it."""
    bands = tuple(Band(label=label, lower=bound) for label, bound in office.bands)
    return Scale(bands=bands, cap=office.cap, floor=office.floor)


def summary(totals: Totals) -> Summary:
    """Totals of sub kegiatan."""
    return Summary(
        mean=totals.mean,
        rating=totals.predicate or "",
        counted=totals.counted,
        budget=totals.budget,
        spent=totals.spent,
        absorption=totals.absorption,
    )


def iku_summary(totals: Totals) -> Summary:
    """The mean of the Camat's indicators."""
    return Summary(mean=totals.iku_mean, rating=totals.iku_predicate or "", counted=totals.iku_counted)


def activity(row: RowResult, unit: str, period: tuple[int, int]) -> ActivityRow:
    """One sub kegiatan of a unit; `period` is year and quarter."""
    return ActivityRow(
        code=row.row.code,
        name=row.row.name,
        unit=unit,
        indicators=tuple(indicator(one, period) for one in row.indicators),
        budget=row.row.budget,
        spent=row.spent,
        absorption=row.absorption,
        supporting=_said(row.push),
        hindering=_said(row.block),
        follow_up=_said(row.follow),
        evidence=row.evidence,
        running=row.running,
        reason=row.idle_reason,
        note=row.spent_note,
        group=row.row.activity,
    )


def indicator(one: IndicatorResult, period: tuple[int, int], holder: str = "") -> IndicatorRow:
    """One indicator, with the words that stand where there is no capaian."""
    line = one.line
    remarks = (one.note, _early(one), _WHY_NOT.get(one.achievement.reason, "") if one.achievement.reason else "")
    return IndicatorRow(
        code=line.code,
        name=line.name,
        unit=line.measure,
        target_period=line.target,
        target_year=line.target_year,
        realisation=one.realised,
        realisation_to_date=one.to_date,
        achievement=one.achievement.value,
        rating=one.predicate or "",
        direction=_direction(one),
        formula=one.achievement.formula_text,
        source=line.source,
        note="; ".join(part for part in remarks if part),
        absent=_absent(one, period),
        holder=holder,
        objective=line.objective,
    )


def programs(
    sheets: Sequence[tuple[str, str, SheetResult]], grading: Grading, period: tuple[int, int]
) -> list[ProgramGroup]:
    """Group (unit, officer, result) by program, in order of code, then by unit in the order given."""
    placed = [
        (row.row.program, position, unit, officer, row)
        for position, (unit, officer, result) in enumerate(sheets)
        for row in result.rows
    ]
    placed.sort(key=lambda one: one[:2])
    groups = []
    for program, in_program in groupby(placed, key=lambda one: one[0]):
        members = list(in_program)
        units = tuple(
            _unit(unit, officer, [one[4] for one in rows], grading, period)
            for (_, unit, officer), rows in groupby(members, key=lambda one: (one[1], one[2], one[3]))
        )
        code, _, name = program.partition(" ")
        totals = total_rows((one[4] for one in members), grading)
        groups.append(ProgramGroup(code=code, name=name, units=units, summary=summary(totals)))
    return groups


def _unit(unit: str, officer: str, rows: Sequence[RowResult], grading: Grading, period: tuple[int, int]) -> UnitGroup:
    return UnitGroup(
        name=unit,
        officer=officer,
        activities=tuple(activity(row, unit, period) for row in rows),
        summary=summary(total_rows(rows, grading)),
    )


def iku(sheets: Iterable[tuple[str, str, SheetResult]], period: tuple[int, int]) -> tuple[IndicatorRow, ...]:
    """The Camat's indicators, each with the unit that holds its data."""
    return tuple(indicator(one, period, holder=unit) for unit, _, result in sheets for one in result.iku)


def _said(text: str) -> str:
    return "Tidak ada" if text == NONE else text


def _early(one: IndicatorResult) -> str:
    return "realisasi lebih awal dari target" if one.early else ""


def _direction(one: IndicatorResult) -> Direction:
    if one.line.polarity is Polarity.NAIK:
        return "positif"
    return "negatif A" if one.line.formula == "A" else "negatif B"


def _absent(one: IndicatorResult, period: tuple[int, int]) -> str:
    short = nama_periode_ringkas(*period).rpartition(" ")[0]
    if one.state is State.BELUM_TERSEDIA:
        return "belum tersedia"
    if one.line.target is None:
        return f"tidak ditargetkan {short}"
    if one.state is State.TIDAK_DIHITUNG:
        return "tidak dapat dihitung"
    return ""
