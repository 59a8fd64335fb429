"""What the answers amount to: capaian, serapan, means and what needs a look (SOP steps 5, 8 and 11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.sop.achievement import (
    PERMENDAGRI_86_2017,
    Achievement,
    Predicate,
    absorption,
    achievement,
    mean,
    year_to_date,
)
from bot.sop.answers import Unusual, unusual
from bot.sop.forms import NONE, Answers, Field, Topic, asked, fields, runs, untargeted, value
from bot.sop.sheet import IndicatorLine, Sheet, SheetRow


class State(StrEnum):
    """What a sub kegiatan or an indicator says this period."""

    TERCAPAI = "tercapai"
    DI_BAWAH = "di_bawah"
    TIDAK_DIHITUNG = "tidak_dihitung"
    TIDAK_DITARGETKAN = "tidak_ditargetkan"
    BELUM_TERSEDIA = "belum_tersedia"
    BELUM_BERJALAN = "belum_berjalan"
    BELUM_DIISI = "belum_diisi"


@dataclass(frozen=True, slots=True)
class Grading:
    """How an office grades: predikat, cap and floor of what enters a mean, and what counts as reached (per cent)."""

    predicate: Predicate = PERMENDAGRI_86_2017
    cap: Decimal | None = None
    floor: Decimal | None = Decimal(0)
    reached: Decimal = Decimal(76)

    @staticmethod
    def of_bands(
        bands: Sequence[tuple[str, Decimal | None]], cap: Decimal | None = None, floor: Decimal | None = Decimal(0)
    ) -> Grading:
        """From (label, least per cent) pairs, the highest first; the lowest has no bound."""
        bounded = tuple((bound, label) for label, bound in bands if bound is not None)
        return Grading(Predicate(bounded, bands[-1][0]), cap, floor)

    def mean(self, values: Iterable[Decimal | None]) -> Decimal | None:
        """The mean of the capaian that are there, within floor and cap."""
        return mean(values, self.floor, self.cap)


@dataclass(frozen=True, slots=True)
class Finding:
    """An unusual value with the reason given for it; `field` is its key."""

    field: str
    subject: str
    code: Unusual
    value: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator; `to_date` is the year's figure so far, `early` says it was realised without a target."""

    line: IndicatorLine
    state: State
    realised: Decimal | None
    achievement: Achievement
    predicate: str | None
    to_date: Decimal | None
    early: bool
    note: str


@dataclass(frozen=True, slots=True)
class RowResult:
    """One sub kegiatan; `spent` is cumulative, `difference` what was spent since the period before."""

    row: SheetRow
    state: State
    indicators: tuple[IndicatorResult, ...]
    value: Decimal | None
    spent: Decimal | None
    spent_note: str
    absorption: Decimal | None
    difference: Decimal | None
    push: str
    block: str
    follow: str
    idle_reason: str
    evidence: tuple[str, ...]
    lacks_evidence: bool

    @property
    def running(self) -> bool:
        """Whether it runs ('berjalan')."""
        return self.state is not State.BELUM_BERJALAN


@dataclass(frozen=True, slots=True)
class SheetResult:
    """One unit's form, row by row, with what needs a look."""

    rows: tuple[RowResult, ...]
    iku: tuple[IndicatorResult, ...]
    findings: tuple[Finding, ...]

    @property
    def without_evidence(self) -> tuple[RowResult, ...]:
        """The sub kegiatan that should be proved and are not."""
        return tuple(row for row in self.rows if row.lacks_evidence)


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures over many rows: mean and `counted` of indicators, rupiah once a sub kegiatan, counts of sub kegiatan."""

    mean: Decimal | None
    predicate: str | None
    counted: int
    budget: Decimal
    spent: Decimal
    absorption: Decimal | None
    rows: int
    states: Mapping[State, int]
    iku_mean: Decimal | None
    iku_predicate: str | None
    iku_counted: int

    def count(self, *states: State) -> int:
        """How many sub kegiatan are in one of these states."""
        return sum(self.states.get(state, 0) for state in states)


def evaluate(
    sheet: Sheet, answers: Answers, grading: Grading, evidence: Mapping[str, Sequence[str]] | None = None
) -> SheetResult:
    """What a form says; `evidence` has the names of the files by row key."""
    files = evidence or {}
    return SheetResult(
        rows=tuple(_row(row, answers, grading, tuple(files.get(row.key, ()))) for row in sheet.rows),
        iku=tuple(_indicator(line, answers, grading, State.BELUM_TERSEDIA) for line in sheet.iku),
        findings=tuple(_findings(sheet, answers)),
    )


def total(results: Iterable[SheetResult], grading: Grading) -> Totals:
    """Sum up forms; IKU have a mean of their own."""
    forms = tuple(results)
    return total_rows(
        (row for form in forms for row in form.rows), grading, iku=(one for form in forms for one in form.iku)
    )


def total_rows(rows: Iterable[RowResult], grading: Grading, *, iku: Iterable[IndicatorResult] = ()) -> Totals:
    """Sum up some sub kegiatan, for instance those of one program."""
    found = tuple(rows)
    values = [one.achievement.value for row in found for one in row.indicators if one.achievement.value is not None]
    iku_values = [one.achievement.value for one in iku if one.achievement.value is not None]
    budget = sum((row.row.budget or Decimal(0) for row in found), Decimal(0))
    spent = sum((row.spent or Decimal(0) for row in found), Decimal(0))
    states = [row.state for row in found]
    overall, of_iku = grading.mean(values), grading.mean(iku_values)
    return Totals(
        mean=overall,
        predicate=grading.predicate.of(overall),
        counted=len(values),
        budget=budget,
        spent=spent,
        absorption=absorption(budget, spent),
        rows=len(found),
        states={state: states.count(state) for state in State if state in states},
        iku_mean=of_iku,
        iku_predicate=grading.predicate.of(of_iku),
        iku_counted=len(iku_values),
    )


def figure(answers: Answers, key: str) -> Decimal | None:
    """A number among the answers, None if it is not answered."""
    said = value(answers, key)
    return None if said is None else Decimal(said)


def _row(row: SheetRow, answers: Answers, grading: Grading, files: tuple[str, ...]) -> RowResult:
    running = runs(row, answers)
    results = tuple(_indicator(line, answers, grading, State.TIDAK_DITARGETKAN, running) for line in row.indicators)
    reached = grading.mean(one.achievement.value for one in results)
    spent = figure(answers, f"{Topic.SPENT}:{row.key}") if running else None
    asks_proof = running and not untargeted(row, answers)
    return RowResult(
        row=row,
        state=_row_state(row, answers, grading, results, reached),
        indicators=results,
        value=reached,
        spent=spent,
        spent_note=_note(answers, f"{Topic.SPENT}:{row.key}"),
        absorption=absorption(row.budget, spent),
        difference=None if spent is None else spent - (row.spent_before or Decimal(0)),
        push=_text(answers, Topic.PUSH, row, asks_proof),
        block=_text(answers, Topic.BLOCK, row, asks_proof),
        follow=_text(answers, Topic.FOLLOW, row, asks_proof and value(answers, f"{Topic.BLOCK}:{row.key}") != NONE),
        idle_reason="" if running else value(answers, f"{Topic.IDLE}:{row.key}") or row.idle_reason or "",
        evidence=files if asks_proof else (),
        lacks_evidence=asks_proof and not files,
    )


def _row_state(
    row: SheetRow, answers: Answers, grading: Grading, results: Sequence[IndicatorResult], reached: Decimal | None
) -> State:
    if not runs(row, answers):
        return State.BELUM_BERJALAN
    if untargeted(row, answers):
        return State.TIDAK_DITARGETKAN
    if any(one.state is State.BELUM_DIISI for one in results):
        return State.BELUM_DIISI
    return _graded(reached, grading)


def _indicator(
    line: IndicatorLine, answers: Answers, grading: Grading, unasked: State, running: bool = True
) -> IndicatorResult:
    key = f"{Topic.REALISED}:{line.key}"
    takes_part = running and asked(line, answers)
    realised = figure(answers, key) if takes_part else None
    computed = achievement(line.target if running else None, realised, line.polarity, line.formula)
    if not running:
        state = State.BELUM_BERJALAN
    elif not takes_part:
        state = unasked
    elif realised is None:
        state = State.BELUM_DIISI
    else:
        state = _graded(computed.value, grading)
    return IndicatorResult(
        line=line,
        state=state,
        realised=realised,
        achievement=computed,
        predicate=grading.predicate.of(computed.value),
        to_date=year_to_date((*line.earlier, realised), line.year_method),
        early=takes_part and line.target is None,
        note=_note(answers, key) if takes_part else "",
    )


def _graded(percent: Decimal | None, grading: Grading) -> State:
    if percent is None:
        return State.TIDAK_DIHITUNG
    return State.TERCAPAI if percent >= grading.reached else State.DI_BAWAH


def _text(answers: Answers, topic: Topic, row: SheetRow, asks: bool) -> str:
    return (value(answers, f"{topic}:{row.key}") or "") if asks else ""


def _note(answers: Answers, key: str) -> str:
    given = answers.get(key)
    return (given.note or "") if given else ""


def _findings(sheet: Sheet, answers: Answers) -> Iterable[Finding]:
    for field in fields(sheet, answers):
        found = _finding(field, answers)
        if found is not None:
            yield found


def _finding(field: Field, answers: Answers) -> Finding | None:
    if field.topic not in {Topic.REALISED, Topic.SPENT}:
        return None
    said = figure(answers, field.key)
    code = None if said is None else unusual(field, said)
    if said is None or code is None:
        return None
    return Finding(field.key, field.subject, code, said, _note(answers, field.key))
