"""A cycle in a few figures, for the cards of those who decide (steps 1, 2, 9 to 11 and 13)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.services.papers import reports as dossier_reports
from bot.services.papers.reports import Report
from bot.services.work import Work
from bot.sop.results import IndicatorResult, State, total
from bot.texts import noticing
from storage import forms, officers, offices
from storage.cycles import CycleRecord
from storage.forms import FormRecord

WORST = 3


@dataclass(frozen=True, slots=True)
class Readiness:
    """What there is to collect: sub kegiatan, penanggung jawab, those belum berjalan, and what to look at first."""

    activities: int
    officers: int
    idle: int
    look: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weak:
    """An indicator that needs attention, with its capaian in per cent."""

    name: str
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Forms in and expected, means in per cent, how many sub kegiatan are in which state, and what to look at.

    `reached` have a capaian of 76 % or more; `others` are those whose capaian cannot be computed.
    """

    year: int
    quarter: int
    received: int
    expected: int
    mean: Decimal | None
    predicate: str | None
    iku_mean: Decimal | None
    iku_predicate: str | None
    budget: Decimal
    spent: Decimal
    absorption: Decimal | None
    activities: int
    reached: int
    below: int
    untargeted: int
    idle: int
    others: int
    unusual: tuple[str, ...] = ()
    unproved: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    worst: tuple[Weak, ...] = field(default=())

    @property
    def attention(self) -> tuple[str, ...]:
        """Everything that should be looked at, a line each."""
        return (*self.unusual, *self.unproved, *self.skipped, *self.partial)

    @property
    def kinds(self) -> tuple[int, int, int, int]:
        """How many points of each of `noticing.KINDS` there are."""
        return len(self.unusual), len(self.unproved), len(self.skipped), len(self.partial)


def readiness(work: Work, record: CycleRecord) -> Readiness:
    """What the cycle's forms ask for, before they are filled."""
    found = forms.all_forms(work.tx, record.id)
    rows, untargeted = [row for form in found for row in form.sheet.rows], _untargeted(work, record.year)
    return Readiness(
        activities=len(rows),
        officers=_officers(work, [form.unit_id for form in found]),
        idle=sum(not row.running for row in rows),
        look=(
            *dossier_reports.unknown_before(work, record, found),
            *(line for form in found for line in _empty(form, untargeted)),
        ),
    )


def _officers(work: Work, units: Sequence[int]) -> int:
    """How many people answer for the units; a vacant one counts for itself."""
    acting = {one.unit_id: one.officer_id for one in officers.holders(work.tx, work.office_id, "pptk", at=work.now)}
    people = {acting[unit] for unit in units if unit in acting}
    return len(people) + sum(unit not in acting for unit in units)


def _empty(form: FormRecord, untargeted: Collection[str]) -> Iterable[str]:
    """The rows that lack a pagu, and those whose indicators have no target in any triwulan."""
    sheet = form.sheet
    for row in sheet.rows:
        if row.running and row.budget is None:
            yield noticing.empty_budget(form.unit, row.name)
    lines = [line for row in sheet.rows if row.running for line in row.indicators]
    for line in (*lines, *sheet.iku):
        if line.target is None and line.code in untargeted:
            yield noticing.empty_target(form.unit, line.name)


def _untargeted(work: Work, year: int) -> set[str]:
    """The codes of indicators for which the master data have no target in any triwulan."""
    masters = offices.master_rows(work.tx, work.office_id, year)
    lines = [line for one in masters for row in one.sub_activities for line in row.indicators]
    lines += [line for one in masters for line in one.iku]
    return {line.code for line in lines if not any(target is not None for target in line.targets)}


def summary(work: Work, record: CycleRecord) -> Summary:
    """The cycle's accepted figures."""
    found = dossier_reports.reports(work, record)
    results = dossier_reports.results(found)
    totals = total(results, dossier_reports.grading(work.office))
    known = (State.TERCAPAI, State.DI_BAWAH, State.TIDAK_DITARGETKAN, State.BELUM_BERJALAN)
    return Summary(
        year=record.year,
        quarter=record.quarter,
        received=sum(one.result is not None and not one.stale for one in found),
        expected=len(found),
        mean=totals.mean,
        predicate=totals.predicate,
        iku_mean=totals.iku_mean,
        iku_predicate=totals.iku_predicate,
        budget=totals.budget,
        spent=totals.spent,
        absorption=totals.absorption,
        activities=totals.rows,
        reached=totals.count(State.TERCAPAI),
        below=totals.count(State.DI_BAWAH),
        untargeted=totals.count(State.TIDAK_DITARGETKAN),
        idle=totals.count(State.BELUM_BERJALAN),
        others=totals.rows - totals.count(*known),
        unusual=tuple(
            noticing.unusual(one.form.unit, point, one.result, record.quarter)
            for one in found
            if one.result is not None
            for point in one.result.findings
        ),
        unproved=tuple(
            noticing.unproved(one.form.unit, row)
            for one in found
            if one.result is not None
            for row in one.result.without_evidence
        ),
        skipped=tuple(_skipped(one) for one in found if one.stale or one.result is None),
        partial=dossier_reports.unknown_before(work, record, (one.form for one in found)),
        worst=_worst(one for result in results for row in result.rows for one in row.indicators),
    )


def _skipped(report: Report) -> str:
    words = noticing.not_followed if report.stale else noticing.missing
    return words(report.form.unit, report.form.note)


def _worst(found: Iterable[IndicatorResult]) -> tuple[Weak, ...]:
    below = [
        Weak(one.line.name, one.achievement.value)
        for one in found
        if one.state is State.DI_BAWAH and one.achievement.value is not None
    ]
    return tuple(sorted(below, key=lambda weak: weak.value)[:WORST])
