"""A change of the calendar: every open limit ends where it ends in working time as it is known now (SOP 'Waktu')."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from bot.calendars import Published
from bot.services import announce, case
from bot.services.work import Work
from bot.sop.model import Purpose, StepKind, Task
from bot.sop.record import event_to_plain
from bot.texts.form.values import in_messages
from bot.texts.limits import calendar as texts
from bot.texts.limits.calendar import Shift
from bot.texts.steps import named
from bot.texts.times import kapan
from storage import calendar_days, cycles, deadlines, forms, officers, offices
from storage.calendar_days import KeptTime
from storage.cycles import CycleRecord
from storage.database import Transaction
from storage.deadlines import Move
from storage.officers import Holder

PAGE = 200


@dataclass(frozen=True, slots=True)
class Moved:
    """A task, as it stands now, whose limit moved from an instant to another; None while its clock stands still."""

    record: CycleRecord
    task: Task
    before: datetime | None
    after: datetime | None


class Outdated(NamedTuple):
    """Offices whose limits stand by another working time than the present, and the id after which to look on."""

    offices: tuple[int, ...]
    after: int | None


def outdated(tx: Transaction, published: Published, after: int = 0, most: int = PAGE) -> Outdated:
    """Look through so many offices; `after` of what is given is None when there are no more.

    Only the offices' own hours and days are read, two statements a page; `published` is that of the present year.
    """
    page = calendar_days.kept_times(tx, after, most)
    days_off = _days_off(published.days, published.until)
    changed = tuple(one.office_id for one in page if one.mark != _mark(one, days_off))
    return Outdated(changed, page[-1].office_id if len(page) == most else None)


def refresh(work: Work, why: str = texts.CHANGED) -> tuple[Moved, ...]:
    """Compute the office's limits anew where they stand by another working time than the present; `why` is printable.

    After the calendar itself was changed, `work` must be opened anew or be told by `reread`.
    """
    kept, calendar = calendar_days.kept_time(work.tx, work.office_id), work.engine.calendar
    mark = _mark(kept, _days_off(calendar.holidays, calendar.known_until))
    if kept.mark == mark:
        return ()
    moved = reproject(work, why)
    calendar_days.set_mark(work.tx, work.office_id, mark)
    return moved


def reread(work: Work) -> None:
    """Let an act that has changed a day of the calendar go on in the working time that holds now."""
    days = offices.load_office(work.tx, work.office_id).special_days
    work.engine = replace(work.engine, calendar=replace(work.engine.calendar, exceptions=days))


def _mark(kept: KeptTime, days_off: str) -> str:
    return hashlib.sha256(f"{days_off}\n{kept.text}".encode()).hexdigest()[:32]


def _days_off(days: Iterable[date], until: date | None) -> str:
    return f"{until}:" + ",".join(day.isoformat() for day in sorted(days))


def reproject(work: Work, why: str = texts.CHANGED) -> tuple[Moved, ...]:
    """Let every open limit of the office end where it ends now; it is journalled, and each holder hears once."""
    moved = tuple(
        one for cycle_id in cycles.live_of(work.tx, work.office_id) for one in _reproject(work, cycle_id, why)
    )
    if moved:
        work.record("LimitsMoved", why=why, moved=[_plain(one) for one in moved])
        _tell(work, moved, why)
    return moved


def _reproject(work: Work, cycle_id: int, why: str) -> list[Moved]:
    record = cycles.load(work.tx, cycle_id)
    transition = work.engine_of(record).reproject(record.state, work.now)
    _quieten(work, record)
    if not transition.events:
        return []
    after = cycles.save(work.tx, record, transition.events, work.rungs_of(record))
    plain = [event_to_plain(event) for event in transition.events]
    work.record("LimitsReprojected", cycle_id=cycle_id, why=why, events=plain)
    moved = [
        Moved(after, task, record.state.task(task.number).due_at, task.due_at)
        for task in after.state.open_tasks
        if task.due_at != record.state.task(task.number).due_at
    ]
    _show(work, after, moved)
    return moved


def _quieten(work: Work, record: CycleRecord) -> None:
    """Nobody is reminded in hours that are closed now, although his limit may stay: such a rung waits for the next."""
    calendar, moves = work.engine.calendar, list[Move]()
    for task in record.state.open_tasks:
        one = deadlines.of_task(work.tx, record.task_id(task))
        if one is None or one.next.at <= work.now or calendar.is_within(one.next.at):
            continue
        opens = work.engine_of(one).climb(one.step, one.purpose).opening(one.next.rung, one.next.at)
        moves.append(Move(one.task_id, one.next, one.next._replace(at=opens), told=False))
    deadlines.move(work.tx, moves)


def _plain(one: Moved) -> dict[str, object]:
    ends = [at.isoformat() if at else None for at in (one.before, one.after)]
    return {"cycle": one.record.id, "task": one.task.number, "from": ends[0], "to": ends[1]}


def _show(work: Work, record: CycleRecord, moved: Sequence[Moved]) -> None:
    """Cards say until when and what may be done about a form that is late: those concerned change without a sound."""
    waiting = work.sop_of(record).of_kind(StepKind.TERIMA).number
    numbers = {one.task.number for one in moved}
    for task in record.state.open_tasks:
        if task.number in numbers or task.step == waiting:
            announce.edit_card(work, record, task)


def _tell(work: Work, moved: Sequence[Moved], why: str) -> None:
    """One quiet message for everyone who is awaited; whoever caused it is answered instead."""
    mine = work.person.officer_id if work.person else None
    found: dict[int, tuple[Holder, list[Moved]]] = {}
    roster = officers.roster(work.tx, work.office_id, at=work.now)
    for one in moved:
        person = roster.awaited(one.task.role, one.task.unit, forms.filler(work.tx, one.record.id, one.task.unit))
        if person is not None and person.officer_id != mine and not _unspoken(work, one):
            found.setdefault(person.officer_id, (person, []))[1].append(one)
    for person, his in found.values():
        for page in in_messages(texts.to_holder(case.address(person), shifts(work, his), why)):
            work.tell(person.officer_id, page, quiet=True)


def _unspoken(work: Work, one: Moved) -> bool:
    """Whether a superior would be told that he is late."""
    return one.task.role in case.SUPERIORS and one.after is not None and one.after <= work.now


def shifts(work: Work, moved: Sequence[Moved]) -> list[Shift]:
    """What moved, in words."""
    units = {unit.id: unit.name for unit in offices.units(work.tx, work.office_id)}
    return [_shift(work, one, units) for one in moved]


def _shift(work: Work, one: Moved, units: Mapping[int, str]) -> Shift:
    step = case.step_of(work, one.record, one.task)
    correction = one.task.purpose is Purpose.KOREKSI
    return Shift(
        year=one.record.year,
        quarter=one.record.quarter,
        place=case.place(work, one.record, one.task.step, one.task.purpose),
        activity="Pembetulan" if correction else named(step),
        unit=units[one.task.unit] if one.task.unit is not None else "",
        before=_when(work, one.before),
        after=_when(work, one.after),
    )


def _when(work: Work, at: datetime | None) -> str:
    return kapan(at, work.now, work.office.zone) if at else ""
