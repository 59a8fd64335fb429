"""/tugas: what waits for an officer, each with its card at hand; the Kasubbag also sees what waits at the Camat."""

from __future__ import annotations

from datetime import timedelta

from bot.services import announce, case
from bot.services.claims import Claim
from bot.services.filling.dialogue import PRESSES as FORM_PRESSES
from bot.services.work import REPLY, Button, Work
from bot.sop.model import FormStatus, Purpose, Role, StepKind, Task
from bot.texts import listing as texts
from bot.texts.form.values import in_messages
from bot.texts.html import esc
from bot.texts.listing import Awaited
from bot.texts.steps import named
from bot.texts.times import kapan
from storage import cycles, offices
from storage.cycles import CycleRecord

Open = tuple[CycleRecord, Task]


def show(work: Work, _args: str = "") -> None:
    """Answer /tugas."""
    running = live(work)
    mine = [one for one in running if work.me.actor.holds(one[1].role, one[1].unit)]
    behalf = [one for one in running if one not in mine and case.fills(work, *one)]
    called = [one for one in running if one not in mine and _to_be_called(work, *one)]
    named = [awaited(work, *one) for one in (*mine, *behalf)]
    rows = [
        [Button(texts.open_label(number, words), Claim(verb, record.task_id(task), task.version))]
        for number, (words, (record, task), verb) in enumerate(
            zip(named, (*mine, *behalf), ["buka"] * len(mine) + ["isi"] * len(behalf), strict=True), 1
        )
    ]
    lines = texts.tasks(
        esc(work.me.address), named[: len(mine)], named[len(mine) :], [_to_call(work, *one) for one in called]
    )
    send(work, lines, rows)


def send(work: Work, lines: list[str], rows: list[list[Button]]) -> None:
    """Answer in as many messages as the lines need, the buttons under the last."""
    pages = in_messages(lines)
    for page in pages[:-1]:
        work.reply(page)
    work.reply(pages[-1], rows)


def live(work: Work) -> list[Open]:
    """Every open task of the office with its cycle, oldest cycle first."""
    records = [cycles.load(work.tx, one, lock=False) for one in cycles.live_of(work.tx, work.office_id)]
    return [(record, task) for record in records for task in record.state.open_tasks]


def _to_be_called(work: Work, record: CycleRecord, task: Task) -> bool:
    """Above the Camat stands no one in the SOP, so the coordinator is asked to call him."""
    coordinates = work.me.has(work.sop_of(record).coordinator)
    return coordinates and task.role is Role.CAMAT and not _postponed(work, task)


def _postponed(work: Work, task: Task) -> bool:
    return task.started_at is not None and task.started_at > work.now


def awaited(work: Work, record: CycleRecord, task: Task) -> Awaited:
    """An open task in words."""
    step, sop = case.step_of(work, record, task), work.sop_of(record)
    units = {one.id: one.name for one in offices.units(work.tx, work.office_id)}
    correction = task.purpose is Purpose.KOREKSI
    return Awaited(
        record.year,
        record.quarter,
        case.place(work, record, task.step, task.purpose),
        sop.correction.activity if correction else named(step),
        units[task.unit] if task.unit is not None else "",
        until(work, task),
    )


def until(work: Work, task: Task) -> str:
    """Until when a task is awaited, in words."""
    if _postponed(work, task):
        assert task.started_at is not None
        return texts.postponed(kapan(task.started_at, work.now, work.office.zone))
    limit = "" if task.due_at is None else kapan(task.due_at, work.now, work.office.zone)
    return texts.until(limit, passed=late(work, task), superior=task.role in case.SUPERIORS)


def late(work: Work, task: Task) -> bool:
    """Whether no working time is left."""
    return task.due_at is not None and work.engine.calendar.left(work.now, task.due_at) <= timedelta()


def _to_call(work: Work, record: CycleRecord, task: Task) -> str:
    person = case.holder(work, task)
    address = case.address(person) if person else esc(work.sop_of(record).roles[task.role])
    return texts.to_call(address, awaited(work, record, task))


def bring(work: Work, claim: Claim) -> None:
    """[Buka]: the task's card again; of a form that was begun also its next question, which the next text answers."""
    found = case.mine(work, claim)
    announce.send_card(work, found.record, found.task, to=case.holder(work, found.task), priority=REPLY)
    if case.step_of(work, found.record, found.task).kind is StepKind.ISI:
        assert found.task.unit is not None
        if found.record.state.form(found.task.unit).status is FormStatus.DIISI:
            FORM_PRESSES["isi"](work, Claim("isi", claim.task, claim.version))


PRESSES = {"buka": bring}
