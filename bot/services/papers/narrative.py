"""The Dokumen's chapters: as the Kasubbag wrote them, otherwise drafted from the figures (step 12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from bot.documents.models.performance import Chapter
from bot.services.papers.compliance import visits_of
from bot.services.papers.reports import grading, reports, results
from bot.services.work import Work
from bot.sop.compliance import summarise
from bot.sop.forms import NONE
from bot.sop.model import StepKind
from bot.sop.results import Grading, IndicatorResult, RowResult, SheetResult, State, total, total_rows
from bot.texts.narrative import draft
from bot.texts.narrative_facts import Before, Facts, Goal, Idle, Measured, ProgramFacts, Punctual, Spent, Told
from storage import notes
from storage.cycles import CycleRecord
from storage.figures import archived
from storage.notes import CHAPTER


def chapters() -> tuple[str, ...]:
    """The names of the chapters in their order."""
    return tuple(chapter.value for chapter in Chapter)


def chapter_text(work: Work, record: CycleRecord, name: str) -> str:
    """A chapter as it would be printed now; KeyError for an unknown name."""
    written = notes.text(work.tx, record.id, CHAPTER, name)
    return written if written is not None else draft(name, facts(work, record))


def narratives(work: Work, record: CycleRecord) -> Mapping[Chapter, str]:
    """Every chapter as it is printed."""
    written, known = notes.of_kind(work.tx, record.id, CHAPTER), facts(work, record)
    return {
        chapter: written[chapter.value] if chapter.value in written else draft(chapter.value, known)
        for chapter in Chapter
    }


def facts(work: Work, record: CycleRecord) -> Facts:
    """What the drafts may say of a cycle."""
    found, grades = reports(work, record), grading(work.office)
    known = results(found)
    totals, rows = total(known, grades), [row for result in known for row in result.rows]
    measured = _measured(rows)
    return Facts(
        office=work.office.name,
        addressee=work.office.addressee,
        year=record.year,
        quarter=record.quarter,
        data_until=record.data_until,
        expected=len(found),
        received=sum(one.result is not None and not one.stale for one in found),
        missing=tuple(one.form.unit for one in found if one.result is None),
        undirected=tuple(one.form.unit for one in found if one.stale),
        programs=_programs(rows, grades),
        activities=totals.rows,
        reached=totals.count(State.TERCAPAI),
        below=totals.count(State.DI_BAWAH),
        untargeted=tuple(row.row.name for row in rows if row.state is State.TIDAK_DITARGETKAN),
        idle=tuple(Idle(row.row.name, row.idle_reason) for row in rows if not row.running),
        counted=totals.counted,
        mean=totals.mean,
        predicate=totals.predicate,
        grades=_grades(measured, grades),
        before=_before(work, record),
        iku_total=sum(len(result.iku) for result in known),
        iku_mean=totals.iku_mean,
        iku_predicate=totals.iku_predicate,
        goals=tuple(_goals(known)),
        measured=measured,
        least=grades.reached,
        budget=totals.budget,
        spent=totals.spent,
        absorption=totals.absorption,
        spending=_spending(rows),
        told=tuple(_told(row) for row in rows if row.running),
        evidence=sum(len(row.evidence) for row in rows),
        unproved=sum(row.lacks_evidence for row in rows),
        punctual=_punctual(work, record),
    )


def _programs(rows: Sequence[RowResult], grades: Grading) -> tuple[ProgramFacts, ...]:
    """Every program in the order of its code, named without it."""
    by_program: dict[str, list[RowResult]] = {}
    for row in rows:
        by_program.setdefault(row.row.program, []).append(row)
    summed = ((program, total_rows(members, grades)) for program, members in sorted(by_program.items()))
    return tuple(ProgramFacts(_uncoded(program), one.mean, one.absorption) for program, one in summed)


def _uncoded(program: str) -> str:
    code, _, name = program.partition(" ")
    return name if name and code[:1].isdigit() else program


def _grades(measured: Sequence[Measured], grades: Grading) -> tuple[tuple[str, int], ...]:
    found = Counter(one.predicate for one in measured)
    labels = [label for _, label in grades.predicate.bands]
    return tuple((label, found[label]) for label in (*labels, grades.predicate.lowest) if found[label])


def _before(work: Work, record: CycleRecord) -> Before | None:
    """The latest archived period before this one."""
    earlier = archived(work.tx, record.office_id, record.year, record.quarter, 1)
    if not earlier:
        return None
    kept = (earlier[0].figures.get(name) for name in ("mean", "absorption"))
    mean, absorption = (None if value is None else Decimal(value) for value in kept)
    return Before(earlier[0].year, earlier[0].quarter, mean, absorption)


def _goals(known: Iterable[SheetResult]) -> Iterator[Goal]:
    for result in known:
        for one in result.iku:
            measured = _measure(one)
            if measured is not None:
                yield Goal(one.line.objective, measured)


def _punctual(work: Work, record: CycleRecord) -> Punctual:
    """How the limits were kept until the Dokumen's composing began, so that it says the same whenever it is made."""
    composing = [one for one in record.state.tasks if work.sop_of(record).step(one.step).kind is StepKind.SUSUN]
    found = summarise(visits_of(work, record, composing[-1].opened_at if composing else work.now))
    return Punctual(found.count, found.on_time, found.extensions, found.returns)


def _measured(rows: Sequence[RowResult]) -> tuple[Measured, ...]:
    """The indicators that have a capaian, the best first; an earlier row goes before a later one of the same."""
    known = [found for row in rows for one in row.indicators if (found := _measure(one)) is not None]
    return tuple(sorted(known, key=lambda one: one.value, reverse=True))


def _measure(one: IndicatorResult) -> Measured | None:
    if one.achievement.value is None:
        return None
    line, realised = one.line, one.realised or Decimal(0)
    target = line.target or Decimal(0)
    return Measured(line.name, line.measure, target, realised, one.achievement.value, one.predicate or "")


def _spending(rows: Sequence[RowResult]) -> tuple[Spent, ...]:
    known = [
        Spent(row.row.name, row.row.budget or Decimal(0), row.spent or Decimal(0), row.absorption, row.value)
        for row in rows
        if row.absorption is not None
    ]
    return tuple(sorted(known, key=lambda one: one.absorption, reverse=True))


def _told(row: RowResult) -> Told:
    supporting, hindering, follow_up = ("" if text == NONE else text for text in (row.push, row.block, row.follow))
    return Told(row.row.name, supporting, hindering, follow_up, row.value)
