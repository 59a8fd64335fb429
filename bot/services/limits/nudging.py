"""[Ingatkan kembali]: a polite word to the holder on behalf of whoever presses, at most once in four working hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.services import case
from bot.services.claims import Claim
from bot.services.limits import standing
from bot.services.limits.letters import Manner, Matter, compose
from bot.services.limits.round import of_office
from bot.services.people import people
from bot.services.work import REMINDER, Rows, Work, message
from bot.sop.errors import Refusal
from bot.sop.model import Task
from bot.texts.html import esc
from bot.texts.limits import nudging as texts
from bot.texts.times import kapan
from storage import deadlines, nudges, outbox
from storage.cycles import CycleRecord
from storage.officers import OfficerRow

PAUSE = timedelta(hours=4)
"""Working time between two reminders that somebody asked for, whoever it was."""


def remind(work: Work, claim: Claim) -> None:
    """[Ingatkan kembali]: at once, or when the office opens; refused while the last one is fresh."""
    found = standing.find(work, claim)
    record, task = found.record, found.task
    if not standing.may_remind(work, record, task):
        raise Refusal("bukan_pengingat", task=task)
    standing.running(task)
    person = _reachable(work, record, task)
    before = nudges.last(work.tx, claim.task)
    if _is_fresh(work, before) or not nudges.claim(work.tx, claim.task, before, work.now):
        raise Refusal("baru_diingatkan", at=_again(work, nudges.last(work.tx, claim.task)))
    opens = work.engine.calendar.next_open(work.now)
    _write(work, record, task, person, opens)
    work.record("HolderReminded", cycle_id=record.id, task=task.number, officer=person.id, at=opens.isoformat())
    later = "" if opens == work.now else kapan(opens, work.now, work.office.zone)
    work.reply(texts.reminded(esc(people.spoken(person)), later, _again(work, work.now)))
    work.toast = "Pengingat disampaikan." if not later else "Pengingat disampaikan pada jam kerja."


def _reachable(work: Work, record: CycleRecord, task: Task) -> OfficerRow:
    """Who is awaited; refused while the post is vacant, or he cannot be reached by the bot."""
    person = standing.awaited(work, record, task)
    if person is None:
        raise Refusal("jabatan_kosong")
    if person.telegram_id is None or person.unreachable_at is not None:
        raise Refusal("pejabat_belum_terjangkau", person=people.spoken(person), joined=person.telegram_id is not None)
    return person


def _is_fresh(work: Work, before: datetime | None) -> bool:
    return before is not None and work.engine.calendar.between(before, work.now) < PAUSE


def _again(work: Work, last: datetime | None) -> str:
    """From when on the holder may be reminded once more."""
    at = work.engine.calendar.add_minutes(last or work.now, PAUSE)
    return kapan(at, work.now, work.office.zone)


def _write(work: Work, record: CycleRecord, task: Task, person: OfficerRow, at: datetime) -> None:
    """The reminder as the clock would write it, below a line that says on whose behalf it comes."""
    from_above = any(work.me.has(role) for role in case.SUPERIORS)
    upwards = task.role in case.SUPERIORS and not from_above
    by = esc(work.me.address)
    task_id = record.task_id(task)
    lines, rows = _reminder(work, task_id, at)
    head = texts.nudge(by, record.year, record.quarter, upwards=upwards, from_above=from_above)
    outbox.put(
        work.tx,
        key=nudges.key(task_id, work.now),
        now=work.now,
        office_id=work.office_id,
        officer_id=person.id,
        task_id=task_id,
        payload=message("\n".join([head, *lines]), rows, tasks=[task_id]),
        priority=REMINDER,
        not_before=None if at == work.now else at,
    )


def _reminder(work: Work, task_id: int, at: datetime) -> tuple[list[str], Rows]:
    """What whoever is awaited now will read at that time."""
    one = deadlines.of_task(work.tx, task_id)
    assert one is not None
    holder = of_office(work).holder(one)
    assert holder is not None
    return compose(replace(work, now=at), holder, [Matter(Manner.OWN, one, one.next, holder, to=holder)])


PRESSES = {"ingatkan": remind}
