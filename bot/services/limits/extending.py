"""[Tambah waktu]: whoever stands in a task's line gives it more time, with a reason; its holder hears of both."""

from __future__ import annotations

from typing import Any

from bot.services import acts, announce, case
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.limits import standing
from bot.services.people import people
from bot.services.work import Rows, Work
from bot.sop.commands import Extend
from bot.sop.errors import Stale
from bot.sop.model import Task
from bot.sop.working_time import Limit
from bot.texts.html import esc
from bot.texts.limits import asking_time as asking_texts
from bot.texts.limits import extending as texts
from bot.texts.ordering import checked_reason
from bot.texts.times import kapan
from storage import extensions, officers, prompts
from storage.cycles import CycleRecord
from storage.extensions import Request
from storage.officers import OfficerRow
from storage.prompts import OpenPrompt


def choose(work: Work, claim: Claim) -> None:
    """[Tambah waktu]: how much; what was added before is named, so that nobody adds it twice unaware."""
    found = standing.above(work, claim)
    allowance = standing.running(found.task)
    granted = len(allowance.extensions)
    row = [
        case.button(
            found.record,
            found.task,
            asking_texts.length(one),
            "tambah_waktu_sebanyak",
            f"{standing.amount_arg(one)}.{granted}",
        )
        for one in standing.OFFERED
    ]
    about = standing.subject(work, found.record, found.task)
    before = [(asking_texts.length(one.limit), one.reason) for one in allowance.extensions]
    work.reply(texts.ask_amount(about, case.limit_line(work, found.record, found.task), before), [row])


def ask_reason(work: Work, claim: Claim) -> None:
    """An amount was chosen: why, in one sentence; it is on record for good."""
    amount_arg, _, granted_arg = claim.arg.rpartition(".")
    found = standing.above(work, claim)
    amount, granted = standing.amount(amount_arg), people.number(granted_arg)
    if len(standing.running(found.task).extensions) != granted:
        raise Stale("sudah_ditambah", task=found.task)
    work.ask(
        "alasan_tambah_waktu",
        texts.ask_reason(amount),
        task_id=claim.task,
        version=claim.version,
        length=amount_arg,
        granted=granted,
    )


def take_reason(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The limit is set anew; a request that waited for this task is granted with it."""
    found = standing.above(work, case.asked(prompt))
    amount, reason = standing.amount(prompt.context["length"]), checked_reason(message.text)
    request = extensions.waiting(work.tx, found.claim.task)
    task = add(work, found.record, found.task, amount, reason, granted=prompt.context["granted"], request=request)
    if request is not None:
        extensions.decide(work.tx, request.id, by=work.me.officer_id, at=work.now, granted=True)
        shrink(work, found.record, task, request, asking_texts.granted(amount))
    prompts.close(work.tx, work.me.officer_id)
    person = standing.awaited(work, found.record, task)
    told = esc(people.spoken(person)) if person else ""
    work.reply(texts.added(amount, _until(work, task), told))


def add(
    work: Work,
    record: CycleRecord,
    task: Task,
    amount: Limit,
    reason: str,
    *,
    granted: int | None = None,
    request: Request | None = None,
) -> Task:
    """Give a task more time, change its card, tell whoever is awaited and whoever asked; gives it as it is then.

    `granted` is how many extensions the presser knew of. A request that waits knew of all: each extension closes it.
    """
    known = len(standing.running(task).extensions) if granted is None else granted
    detail: dict[str, Any] = {"request": request.id} if request else {}
    record = acts.carry_out(work, record, [Extend(task.number, task.version, known, amount, reason)], **detail)
    after = record.state.task(task.number)
    announce.edit_card(work, record, after)
    for person in concerned(work, record, after, request):
        text = texts.told(
            esc(people.spoken(person)),
            standing.name(work, record, after),
            amount,
            work.me.address,
            _until(work, after),
            reason,
            asked=request is not None,
        )
        work.tell(person.id, text, way_on(work, record, after, person), task_id=record.task_id(after))
    return after


def concerned(work: Work, record: CycleRecord, task: Task, request: Request | None) -> list[OfficerRow]:
    """Whoever is awaited, and whoever asked if he is another by now."""
    found = [standing.awaited(work, record, task)]
    if request is not None:
        found.append(officers.officer(work.tx, request.officer_id))
    return list({one.id: one for one in found if one is not None and one.id != work.me.officer_id}.values())


def way_on(work: Work, record: CycleRecord, task: Task, person: OfficerRow) -> Rows:
    """The button to the task for whoever is awaited there; none for others."""
    awaited = standing.awaited(work, record, task)
    mine = awaited is not None and awaited.id == person.id
    return [[standing.open_button(work, record, task)]] if mine else []


def shrink(work: Work, record: CycleRecord, task: Task, request: Request, outcome: str) -> None:
    """Let the message by which a request was brought say in one line what became of it."""
    brought, asker = extensions.brought(work.tx, request.id), officers.officer(work.tx, request.officer_id)
    assert brought is not None
    assert asker is not None
    text = asking_texts.decided(work.me.address, esc(people.spoken(asker)), standing.name(work, record, task), outcome)
    work.tell(brought.officer_id, text, method="edit", target=brought.id, task_id=request.task_id)


def _until(work: Work, task: Task) -> str:
    assert task.due_at is not None
    return kapan(task.due_at, work.now, work.office.zone)


PRESSES = {"tambah_waktu": choose, "tambah_waktu_sebanyak": ask_reason}
TEXTS = {"alasan_tambah_waktu": take_reason}
