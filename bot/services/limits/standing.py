"""Who stands around a limit: the officer who is awaited, the line above him, and how much time may be added."""

from __future__ import annotations

from bot.services import case
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.work import Button, Work
from bot.sop.allowance import Allowance
from bot.sop.errors import Refusal, Stale
from bot.sop.extending import may_extend
from bot.sop.model import StepKind, Task
from bot.sop.working_time import Limit, LimitUnit
from bot.texts.limits import asking_time as texts
from bot.texts.steps import named
from storage import deadlines, extensions, officers, offices
from storage.cycles import CycleRecord
from storage.deadlines import Progress
from storage.officers import Holder, OfficerRow

OFFERED = (Limit(2, LimitUnit.JAM), Limit(1, LimitUnit.HARI), Limit(2, LimitUnit.HARI))
"""How much time may be added in one press."""


def find(work: Work, claim: Claim) -> Case:
    """The case of a claim whose task is open, by whichever version of its card."""
    found = case.find(work, claim)
    if not found.task.open:
        raise Stale("sudah_selesai", task=found.task)
    return found


def above(work: Work, claim: Claim) -> Case:
    """The case of an open task to which the acting officer may add time: he is in its line, and it is not his own."""
    found = find(work, claim)
    check_above(work, found.record, found.task)
    return found


def check_above(work: Work, record: CycleRecord, task: Task) -> None:
    """Refuse whoever is not in the task's line, or fills it himself."""
    if not may_extend(work.sop_of(record), work.me.actor, task) or case.fills(work, record, task):
        raise Refusal("bukan_pemberi_waktu", task=task)


def may_remind(work: Work, record: CycleRecord, task: Task) -> bool:
    """Whether the acting officer may have the task's holder reminded: whoever is in its line, and the coordinator."""
    sop = work.sop_of(record)
    coordinates = work.me.has(sop.coordinator)
    own = work.me.actor.holds(task.role, task.unit) or case.fills(work, record, task)
    return not own and (coordinates or any(work.me.has(role) for role in sop.escalation[task.role]))


def running(task: Task) -> Allowance:
    """The time that the task was given; refused while its clock stands still."""
    if task.allowance is None:
        raise Refusal("waktu_belum_berjalan", task=task)
    return task.allowance


def _form(work: Work, record: CycleRecord, task: Task) -> Progress | None:
    """How far the form of an open task is; None for a task that fills none."""
    one = deadlines.of_task(work.tx, record.task_id(task)) if task.unit is not None else None
    return one.form if one else None


def awaited(work: Work, record: CycleRecord, task: Task) -> OfficerRow | None:
    """Who is awaited at an open task; None while the post is vacant."""
    person = case.awaited(work, record, task)
    return officers.officer(work.tx, person.officer_id) if person else None


def decider(work: Work, record: CycleRecord, task: Task) -> Holder | None:
    """Who is asked for more time: the first in the task's line who is neither its holder nor the one who asks."""
    person = case.holder(work, task)
    own = {work.me.officer_id, person.officer_id if person else None}
    for role in work.sop_of(record).escalation[task.role]:
        for one in officers.holders(work.tx, work.office_id, role, at=work.now):
            if one.officer_id not in own:
                return one
    return None


def name(work: Work, record: CycleRecord, task: Task) -> str:
    """What a task is called, as Telegram HTML: its unit, or its step."""
    if task.unit is None:
        return texts.named(named(case.step_of(work, record, task)))
    return texts.named(next(one.name for one in offices.units(work.tx, work.office_id) if one.id == task.unit))


def subject(work: Work, record: CycleRecord, task: Task) -> str:
    """What an open task is called, with the progress of its form."""
    form = _form(work, record, task)
    return name(work, record, task) + (texts.progress(form.answered, form.asked) if form else "")


def amount(arg: str) -> Limit:
    """The amount that a button names, such as '2.jam'; refused for any that is not offered."""
    for one in OFFERED:
        if amount_arg(one) == arg:
            return one
    raise Refusal("tombol_lama")


def amount_arg(limit: Limit) -> str:
    """An amount as buttons name it."""
    return f"{limit.amount}.{limit.unit}"


def open_button(work: Work, record: CycleRecord, task: Task) -> Button:
    """The way to the task from wherever its limit is spoken of."""
    if case.step_of(work, record, task).kind is StepKind.ISI:
        return case.button(record, task, "Lanjutkan isian", "isi")
    return case.button(record, task, "Buka kartunya", "buka")


def ask_button(work: Work, record: CycleRecord, task: Task) -> list[Button]:
    """[Mohon tambahan waktu] for a card, while the task's clock runs, somebody is above it, and no request waits."""
    above = work.sop_of(record).escalation[task.role]
    if task.allowance is None or not above or extensions.waiting(work.tx, record.task_id(task)) is not None:
        return []
    return [case.button(record, task, "Mohon tambahan waktu", "mohon_waktu")]
