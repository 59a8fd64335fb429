"""From the rows of an office's cycles to the report on how their limits were kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.documents.models.compliance import ComplianceReport, CycleRow, OutageRow, VisitRow
from bot.documents.models.papers import Period, Signatory
from bot.services.bureau import Bureau
from bot.services.papers import compliance
from bot.services.papers.frame import letterhead
from bot.services.work import Work
from bot.sop.compliance import Visit, official, row_of_paper, summarise
from bot.sop.working_time import Interval, WorkCalendar
from bot.texts.formats import nama_periode, nama_periode_ringkas
from storage import cycles, status
from storage.cycles import CycleRecord
from storage.database import Transaction


class Quarter(NamedTuple):
    """A reporting period, in order of time."""

    year: int
    quarter: int


@dataclass(frozen=True, slots=True)
class _Followed:
    """A cycle with its visits, each with whoever finished it or is awaited."""

    record: CycleRecord
    calendar: WorkCalendar
    outages: Sequence[Interval]
    visits: tuple[tuple[Visit, Signatory], ...]


def found(tx: Transaction, office_id: int, first: Quarter | None, last: Quarter | None) -> list[int]:
    """The office's archived and running cycles of these periods, both included, in the order of the periods."""
    archived = {one.id: Quarter(one.year, one.quarter) for one in status.finished(tx, office_id)}
    for cycle_id in cycles.live_of(tx, office_id):
        record = cycles.load(tx, cycle_id, lock=False)
        archived[cycle_id] = Quarter(record.year, record.quarter)
    within = [
        (quarter, cycle_id)
        for cycle_id, quarter in archived.items()
        if (first is None or quarter >= first) and (last is None or quarter <= last)
    ]
    return [cycle_id for _, cycle_id in sorted(within)]


def report(
    tx: Transaction, bureau: Bureau, office_id: int, cycle_ids: Iterable[int], now: datetime
) -> ComplianceReport:
    """The report over at least one cycle, as of now."""
    work = bureau.work(tx, office_id, now, "laporan")
    followed = [_follow(work, bureau, cycle_id) for cycle_id in cycle_ids]
    named = [one for cycle in followed for one in cycle.visits]
    timeliness = compliance.timeliness(named)
    visits = [visit for visit, _ in named]
    first, last = followed[0].record, followed[-1].record
    return ComplianceReport(
        letterhead=letterhead(work),
        period=Period(year=last.year, quarter=last.quarter),
        issued_at=now,
        zone=work.office.zone,
        paper=work.office.paper,
        span=_span(Quarter(first.year, first.quarter), Quarter(last.year, last.quarter)),
        first=Period(year=first.year, quarter=first.quarter),
        cycles=tuple(_cycle(one) for one in followed),
        visits=_rows(work, followed),
        overall=summarise(visits),
        timeliness=timeliness,
        step_keys=tuple(compliance.key(*place) for place in compliance.places(visits)),
        outages=_outages(followed),
    )


def _follow(work: Work, bureau: Bureau, cycle_id: int) -> _Followed:
    record = cycles.load(work.tx, cycle_id, lock=False)
    calendar = bureau.calendar(work.tx, work.office_id, record.opened_at)
    visits = compliance.visits_of(work, record, work.now, calendar)
    named = tuple((visit, compliance.who(work, record, visit, work.now)) for visit in visits)
    return _Followed(record, calendar, compliance.outages_of(work, record, work.now), named)


def _cycle(one: _Followed) -> CycleRow:
    record = one.record
    return CycleRow(
        period=nama_periode_ringkas(record.year, record.quarter),
        opened_at=record.opened_at,
        closed_at=record.state.closed_at,
        summary=summarise(visit for visit, _ in one.visits),
    )


def _rows(work: Work, followed: Sequence[_Followed]) -> tuple[VisitRow, ...]:
    done = (visit for one in followed for visit, _ in one.visits if visit.closed_at is not None)
    numbers = {key: number for number, key in enumerate(dict.fromkeys(map(official, done)), 1)}
    return tuple(
        VisitRow(
            period=nama_periode_ringkas(one.record.year, one.record.quarter),
            key=compliance.key(*row_of_paper(visit)),
            title=visit.activity,
            officer=officer.name or officer.post,
            post=compliance.post(officer, visit),
            official=numbers[official(visit)] if visit.closed_at is not None else 0,
            visit=visit,
            extension=compliance.extensions(work, visit),
        )
        for one in followed
        for visit, officer in one.visits
    )


def _outages(followed: Sequence[_Followed]) -> tuple[OutageRow, ...]:
    """Every outage once, also where two cycles ran in it; each in the calendar of the first that did."""
    rows: list[OutageRow] = []
    heard: datetime | None = None
    every = sorted(((gap, one.calendar) for one in followed for gap in one.outages), key=lambda pair: pair[0])
    for (start, end), calendar in every:
        begun = start if heard is None else max(start, heard)
        if begun < end:
            rows.append(OutageRow(start=begun, end=end, working=calendar.between(begun, end)))
            heard = end
    return tuple(row for row in rows if row.working > timedelta())


def _span(first: Quarter, last: Quarter) -> str:
    if first == last:
        return nama_periode(*first)
    return f"{nama_periode(*first)} s.d. {nama_periode(*last)}"
