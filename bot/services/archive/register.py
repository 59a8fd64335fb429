"""The list of archived files and collections, as its workbook prints it (step 14)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.documents.models.archive import ArchivedCycle, ArchivedFile, ArchiveRegister
from bot.services.archive import filing
from bot.services.archive.filing import Filed
from bot.services.papers.compliance import steps_on_time
from bot.services.papers.frame import Frame, letterhead, period
from bot.services.papers.summary import summary
from bot.services.work import Work
from bot.texts import filing as texts
from bot.texts.formats import nama_periode
from storage import cycles, status
from storage.cycles import CycleRecord


def of_cycle(work: Work, record: CycleRecord, found: Iterable[Filed]) -> ArchiveRegister:
    """The list that lies in a collection's exported file."""
    span = nama_periode(record.year, record.quarter)
    files = tuple(_file(record, one) for one in found)
    return _register(work, [record], files, (texts.LIST_TITLE, span), closed_at(record))


def of_office(frame: Frame) -> ArchiveRegister:
    """Daftar Arsip of an office: all its archived collections, newest first."""
    work = frame.work
    found = status.finished(work.tx, work.office_id)
    records = [cycles.load(work.tx, one.id, lock=False) for one in found]
    files = [
        _file(record, one)
        for record in records
        for one in (*filing.papers(work.tx, record), *filing.sent(work.tx, record))
    ]
    first, last = records[-1], records[0]
    span = nama_periode(last.year, last.quarter)
    if first is not last:
        span = f"{nama_periode(first.year, first.quarter)} sampai {span}"
    return _register(work, records, tuple(files), (texts.REGISTER_TITLE, span), frame.at)


def _register(
    work: Work,
    records: Sequence[CycleRecord],
    files: tuple[ArchivedFile, ...],
    named: tuple[str, str],
    at: datetime,
) -> ArchiveRegister:
    return ArchiveRegister(
        letterhead=letterhead(work),
        period=period(records[0]),
        issued_at=at,
        zone=work.office.zone,
        paper=work.office.paper,
        title=named[0],
        span=named[1],
        files=files,
        cycles=tuple(_cycle(work, record) for record in records),
    )


def _file(record: CycleRecord, one: Filed) -> ArchivedFile:
    return ArchivedFile(
        year=record.year,
        quarter=record.quarter,
        kind=one.title,
        unit=one.unit,
        version=one.version,
        letter_number=record.letter_number or "",
        at=one.at,
        code=one.code or "",
        sha256=one.sha256,
        size=one.size,
        name=one.path,
    )


def _cycle(work: Work, record: CycleRecord) -> ArchivedCycle:
    found = summary(work, record)
    steps, on_time = steps_on_time(work, record, closed_at(record))
    return ArchivedCycle(
        year=record.year,
        quarter=record.quarter,
        closed_at=closed_at(record),
        letter_number=record.letter_number or "",
        mean=found.mean,
        rating=found.predicate or "",
        budget=found.budget,
        spent=found.spent,
        absorption=found.absorption,
        steps=steps,
        on_time=on_time,
    )


def closed_at(record: CycleRecord) -> datetime:
    """When a collection was archived; only of one that was."""
    assert record.state.closed_at is not None
    return record.state.closed_at
