"""The Dokumen's chapters: as the Kasubbag wrote them, otherwise drafted from the figures (step 12)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bot.documents.performance_model import Chapter
from bot.services.papers.reports import Report, grading, reports, results
from bot.services.work import Work
from bot.sop.forms import NONE
from bot.sop.results import RowResult, State, total
from bot.texts.narrative import draft
from bot.texts.narrative_facts import Facts, Idle, Measured, Spent, Told
from storage import notes
from storage.cycles import CycleRecord

WRITTEN = "bab"
"""The kind of note that holds a chapter; its part is the chapter's name."""


def chapters() -> tuple[str, ...]:
    """The names of the chapters in their order."""
    return tuple(chapter.value for chapter in Chapter)


def chapter_text(work: Work, record: CycleRecord, name: str) -> str:
    """A chapter as it would be printed now; KeyError for an unknown name."""
    written = notes.text(work.tx, record.id, WRITTEN, name)
    return written if written is not None else draft(name, facts(work, record))


def narratives(work: Work, record: CycleRecord) -> Mapping[Chapter, str]:
    """Every chapter as it is printed."""
    written, known = notes.of_kind(work.tx, record.id, WRITTEN), facts(work, record)
    return {
        chapter: written[chapter.value] if chapter.value in written else draft(chapter.value, known)
        for chapter in Chapter
    }


def facts(work: Work, record: CycleRecord) -> Facts:
    """What the drafts may say of a cycle."""
    found, grades = reports(work, record), grading(work.office)
    totals = total(results(found), grades)
    rows = [row for result in results(found) for row in result.rows]
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
        programs=len({row.row.program for row in rows}),
        activities=totals.rows,
        reached=totals.count(State.TERCAPAI),
        below=totals.count(State.DI_BAWAH),
        untargeted=tuple(row.row.name for row in rows if row.state is State.TIDAK_DITARGETKAN),
        idle=tuple(Idle(row.row.name, row.idle_reason) for row in rows if not row.running),
        counted=totals.counted,
        mean=totals.mean,
        predicate=totals.predicate,
        iku_total=sum(len(result.iku) for result in results(found)),
        iku_counted=totals.iku_counted,
        iku_mean=totals.iku_mean,
        iku_predicate=totals.iku_predicate,
        measured=_measured(rows),
        least=grades.reached,
        budget=totals.budget,
        spent=totals.spent,
        absorption=totals.absorption,
        spending=_spending(rows),
        told=tuple(_told(row) for row in rows if row.running),
        evidence=_evidence(found),
    )


def _measured(rows: list[RowResult]) -> tuple[Measured, ...]:
    """The indicators that have a capaian, the best first; an earlier row goes before a later one of the same."""
    known = [
        Measured(
            one.line.name,
            one.line.measure,
            one.line.target or Decimal(0),
            one.realised or Decimal(0),
            one.achievement.value,
            one.predicate or "",
        )
        for row in rows
        for one in row.indicators
        if one.achievement.value is not None
    ]
    return tuple(sorted(known, key=lambda one: one.value, reverse=True))


def _spending(rows: list[RowResult]) -> tuple[Spent, ...]:
    known = [
        Spent(row.row.name, row.row.budget or Decimal(0), row.spent or Decimal(0), row.absorption)
        for row in rows
        if row.absorption is not None
    ]
    return tuple(sorted(known, key=lambda one: one.absorption, reverse=True))


def _told(row: RowResult) -> Told:
    said = ("" if text == NONE else text for text in (row.push, row.block, row.follow))
    return Told(row.row.name, *said)


def _evidence(found: tuple[Report, ...]) -> int:
    return sum(len(row.evidence) for one in found if one.result is not None for row in one.result.rows)
