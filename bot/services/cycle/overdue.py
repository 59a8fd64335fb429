"""A task's moment has come: a postponed order returns, a limit passes (step 5 goes on, for others someone is asked)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.services import announce, case
from bot.services.bureau import Bureau
from bot.services.work import REMINDER, Work
from bot.sop.events import Event, TaskOpened, TaskTimed
from bot.sop.forms import plan
from bot.sop.ladder import NextRung, Rung, next_rung
from bot.sop.model import Purpose, Role, StepKind, Task
from bot.sop.record import event_to_plain
from bot.texts import overdue as texts
from bot.texts.times import kapan
from storage import cycles, deadlines, forms, officers
from storage.cycles import CycleRecord
from storage.database import Transaction
from storage.deadlines import Due
from storage.officers import Holder

GRACE = timedelta(minutes=15)
"""A limit may end with the office's hours: what fires this soon after its moment does not wait for the next day."""


def fire(tx: Transaction, bureau: Bureau, due: Sequence[Due], now: datetime) -> None:
    """Act on rungs of one cycle that have come, each at most once: what it causes is written with its claim.

    A rung that was closed, timed anew or fired meanwhile causes nothing. After an interruption each fires once; words
    to people wait for office hours, the end of step 5's limit does not.
    """
    # The cycle is locked before its deadlines, in the order in which an officer's act takes them.
    record = cycles.load(tx, due[0].cycle_id)
    work = bureau.work(tx, record.office_id, now, "")
    # By the instant: what waited at night for office hours fires a second time on the same day.
    work.cause = f"{due[0].rung}:{due[0].task_id}:{now.isoformat()}"
    expired = list[Task]()
    for one in due:
        task = record.state.task(one.number)
        if one.rung is Rung.TENGGAT and case.step_of(work, task).kind is StepKind.ISI:
            if deadlines.claim(tx, one, None):
                expired.append(task)
        elif _waits(work, one):
            deadlines.claim(tx, one, NextRung(one.rung, work.engine.calendar.next_open(now)))
        elif one.rung is Rung.MULAI:
            if deadlines.claim(tx, one, _after_start(work, task)):
                announce.send_card(work, record, task)
        elif deadlines.claim(tx, one, None):
            _ask(work, record, task)
    if expired:
        _expire(work, record, expired)


def _waits(work: Work, one: Due) -> bool:
    return work.now - one.at > GRACE and not work.engine.calendar.is_open(work.now)


def _after_start(work: Work, task: Task) -> NextRung | None:
    """The rung after the card came back; where even the limit is over, it is asked for after one more limit."""
    following = next_rung(task, work.now)
    if following is not None and following.at <= work.now:
        return NextRung(following.rung, work.engine.calendar.due(work.now, case.step_of(work, task).limit))
    return following


def _expire(work: Work, record: CycleRecord, tasks: Sequence[Task]) -> None:
    """Step 5's limit has passed for these: their receiver may go on, and they may still send."""
    state, events = record.state, list[Event]()
    for task in tasks:
        transition = work.engine.expire(state, task.number, work.now)
        state = transition.cycle
        events.extend(transition.events)
        plain = [event_to_plain(event) for event in transition.events]
        work.record("TaskExpired", cycle_id=record.id, task=task.number, events=plain)
    after = cycles.save(work.tx, record, events, work.now)
    announce.after(work, after, events)
    _show_receivers(work, after, tasks, events)
    for task in tasks:
        _tell_filler(work, after, task)


def _show_receivers(work: Work, record: CycleRecord, tasks: Sequence[Task], events: Sequence[Event]) -> None:
    """A receiver who still awaits others gets a new card, too, since he may now go on without these."""
    fresh = {event.task.number for event in events if isinstance(event, TaskOpened)}
    fresh |= {event.task for event in events if isinstance(event, TaskTimed)}
    receivers = {record.state.form(task.unit).receiver for task in tasks if task.unit is not None}
    terima = work.engine.sop.of_kind(StepKind.TERIMA)
    for task in record.state.open_tasks:
        if task.step == terima.number and task.role in receivers and task.number not in fresh:
            announce.send_card(work, record, task)


def _tell_filler(work: Work, record: CycleRecord, task: Task) -> None:
    assert task.unit is not None
    assert task.due_at is not None
    form = forms.of_unit(work.tx, record.id, task.unit)
    person = _acting_for(work, form.filled_by) or case.holder(work, task)
    if person is None:
        return
    asked = plan(form.sheet, form.answers, form.directions)
    text = texts.unfinished(
        case.address(person),
        len(asked.open) - len(asked.due),
        len(asked.open),
        record.year,
        record.quarter,
        kapan(task.due_at, work.now, work.office.zone),
    )
    button = case.button(record, task, "Lanjutkan isian", "isi")
    work.tell(person.officer_id, text, [[button]], key=_key(work, record, task), task_id=record.task_id(task))


def _acting_for(work: Work, officer_id: int | None) -> Holder | None:
    """Whoever fills the form on its unit's behalf, in any of his roles."""
    acting = officers.holders(work.tx, work.office_id, at=work.now)
    return next((one for one in acting if one.officer_id == officer_id), None)


def _ask(work: Work, record: CycleRecord, task: Task) -> None:
    """One polite word to the holder; about the Camat's own task, and one that nobody holds, to the Kasubbag."""
    assert task.due_at is not None
    person = case.holder(work, task)
    place = f"Langkah {task.step} dari {len(work.engine.sop.steps)}"
    activity, limit = _what(work, task)
    if person is not None and task.role is not Role.CAMAT:
        until = "" if task.role in case.SUPERIORS else kapan(task.due_at, work.now, work.office.zone)
        address = case.address(person)
        text = texts.waiting(address, place, activity, record.year, record.quarter, limit, until)
        _tell(work, record, task, person, text)
        return
    for kasubbag in officers.holders(work.tx, work.office_id, Role.KASUBBAG, at=work.now):
        address = case.address(kasubbag)
        if person is None:
            post = work.engine.sop.roles[task.role]
            text = texts.vacant(address, post, place, activity, record.year, record.quarter)
        else:
            since = kapan(task.started_at or task.opened_at, work.now, work.office.zone)
            superior = case.address(person)
            text = texts.to_be_called(address, superior, place, activity, record.year, record.quarter, since)
        _tell(work, record, task, kasubbag, text)


def _what(work: Work, task: Task) -> tuple[str, str]:
    """What is to be done, without the exits of the step, and its limit."""
    if task.purpose is Purpose.KOREKSI:
        return work.engine.sop.correction.activity, str(work.engine.sop.correction.limit)
    step = case.step_of(work, task)
    return step.activity.partition(";")[0], str(step.limit)


def _tell(work: Work, record: CycleRecord, task: Task, person: Holder, text: str) -> None:
    task_id = record.task_id(task)
    work.tell(person.officer_id, text, key=_key(work, record, task), priority=REMINDER, task_id=task_id)


def _key(work: Work, record: CycleRecord, task: Task) -> str:
    return f"{Rung.TENGGAT}:{record.task_id(task)}:{work.local(work.now).date()}"
