"""After an act: cards for those who are awaited, one line in place of a finished card, a word to those concerned."""

from __future__ import annotations

from collections.abc import Sequence

from bot.services import cards, case
from bot.services.papers import files
from bot.services.work import CARD, Work
from bot.sop.events import Event, FormMoved, TaskClosed, TaskExpired, TaskOpened, TaskReassigned, TaskTimed
from bot.sop.model import FormStatus, Purpose, StepKind, Task, TaskState
from bot.texts import closing
from bot.texts.form import words as form_words
from bot.texts.formats import hari_tanggal_waktu
from bot.texts.times import lama
from storage import cards as shown_cards
from storage import forms, nudges
from storage.cycles import CycleRecord
from storage.officers import Holder


def after(work: Work, record: CycleRecord, events: Sequence[Event]) -> None:
    """Write every message that follows from what happened, in the order in which people should read it."""
    closed = {event.task for event in events if isinstance(event, TaskClosed)}
    opened = {event.task.number for event in events if isinstance(event, TaskOpened)}
    for number in sorted(closed - opened):
        _shrink(work, record, record.state.task(number))
    for number in sorted(closed | _reassigned(events)):
        nudges.withdraw(work.tx, work.office_id, record.task_id(record.state.task(number)))
    _tell_received(work, record, events)
    for number in sorted(opened | _reassigned(events)):
        if record.state.task(number).open:
            send_card(work, record, record.state.task(number))
            _tell_owner(work, record, record.state.task(number))
    _refresh_reception(work, record, events, opened)


def send_card(work: Work, record: CycleRecord, task: Task, *, to: Holder | None = None, priority: int = CARD) -> None:
    """Send the task's card with its documents to whoever is awaited; a vacant post gets it with its holder."""
    person = to or case.awaited(work, record, task)
    if person is None:
        return
    card = cards.build(work, record, task, person)
    task_id = record.task_id(task)
    batch = files.send(work, record, card.documents, to=person.officer_id, task_id=task_id, priority=priority)
    shown = shown_cards.last(work.tx, task_id)
    mine = shown is not None and shown.officer_id == person.officer_id
    if shown is not None and (mine or shown.officer_id not in _concerned(work, record, task)):
        text = closing.REPLACED if mine else closing.HANDED_OVER
        work.tell(shown.officer_id, text, method="edit", target=shown.id, task_id=task_id, priority=priority)
    key = work.card_key(task_id)
    work.tell(person.officer_id, card.text, card.buttons, key=key, task_id=task_id, batch=batch, priority=priority)


def _concerned(work: Work, record: CycleRecord, task: Task) -> dict[int, Holder]:
    """Whoever may go on, by his id: who is awaited, and beside a filler on behalf the form's own PPTK."""
    found = (case.awaited(work, record, task), case.holder(work, task))
    return {one.officer_id: one for one in found if one is not None}


def _tell_owner(work: Work, record: CycleRecord, task: Task) -> None:
    """A form that another goes on filling on its unit's behalf has its card with him: its PPTK hears of it."""
    person, filler = case.holder(work, task), case.awaited(work, record, task)
    if task.unit is not None and person and filler and person.officer_id != filler.officer_id:
        unit = forms.of_unit(work.tx, record.id, task.unit).unit
        text = form_words.on_behalf_again(case.address(person), unit, case.address(filler), record.year, record.quarter)
        work.tell(person.officer_id, text)


def _reassigned(events: Sequence[Event]) -> set[int]:
    return {event.task for event in events if isinstance(event, TaskReassigned)}


def _shrink(work: Work, record: CycleRecord, task: Task) -> None:
    """Let a finished card say in one line what was done, when and how long it took; with Batalkan while it may help."""
    shown = shown_cards.last(work.tx, record.task_id(task))
    if shown is None:
        return
    buttons = []
    if task.state is TaskState.DONE and case.step_of(work, record, task).kind not in {StepKind.ISI, StepKind.ARSIP}:
        buttons = [[case.button(record, task, "Batalkan", "urung")]]
    text = closing.one_line(work.sop_of(record), task, _closer(work, task), _timing(work, record, task))
    work.tell(shown.officer_id, text, buttons, method="edit", target=shown.id, task_id=record.task_id(task))


def _closer(work: Work, task: Task) -> str:
    return work.me.address if work.person and task.closed_by == work.person.officer_id else ""


def _timing(work: Work, record: CycleRecord, task: Task) -> str:
    assert task.closed_at is not None
    at = hari_tanggal_waktu(task.closed_at, work.office.zone, tahun=False)
    if task.merged:
        return f"{at}, digabung"
    over = task.due_at is not None and task.closed_at > task.due_at
    if task.started_at is None or (over and task.role in case.SUPERIORS):
        return at
    used = work.engine.calendar.between(task.started_at, task.closed_at)
    row = work.sop_of(record).correction if task.purpose is Purpose.KOREKSI else case.step_of(work, record, task)
    return f"{at}, {lama(used)} dari batas {row.limit}"


def _tell_received(work: Work, record: CycleRecord, events: Sequence[Event]) -> None:
    for event in events:
        if isinstance(event, FormMoved) and event.status is FormStatus.DITERIMA:
            _tell_sender(work, record, event.unit)


def _tell_sender(work: Work, record: CycleRecord, unit: int) -> None:
    isi = work.sop_of(record).of_kind(StepKind.ISI)
    task = next(one for one in reversed(record.state.tasks) if one.step == isi.number and one.unit == unit)
    person = case.holder(work, task)
    if person is not None:
        work.tell(
            person.officer_id, closing.received(case.address(person), record.year, record.quarter, work.me.address)
        )


def _refresh_reception(work: Work, record: CycleRecord, events: Sequence[Event], opened: set[int]) -> None:
    """Step 6's card shows every form: a new one when someone is needed, an edit while others are still awaited."""
    terima = work.sop_of(record).of_kind(StepKind.TERIMA)
    moved = any(isinstance(event, FormMoved | TaskExpired) for event in events)
    timed = {event.task for event in events if isinstance(event, TaskTimed)}
    for task in record.state.open_tasks:
        if task.step != terima.number or task.number in opened:
            continue
        if task.number in timed and task.started_at is not None:
            send_card(work, record, task)
        elif moved or timed:
            edit_card(work, record, task)


def edit_card(work: Work, record: CycleRecord, task: Task) -> None:
    """Let the card of whoever holds the task or fills for him say how it stands now, without a sound."""
    task_id = record.task_id(task)
    shown = shown_cards.last(work.tx, task_id)
    person = _concerned(work, record, task).get(shown.officer_id) if shown is not None else None
    if shown is not None and person is not None:
        card = cards.build(work, record, task, person)
        work.tell(shown.officer_id, card.text, card.buttons, method="edit", target=shown.id, task_id=task_id)
