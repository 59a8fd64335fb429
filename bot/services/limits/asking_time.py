"""[Mohon tambahan waktu]: the holder asks with a reason, and the first above him decides with one tap (message 7)."""

from __future__ import annotations

from dataclasses import replace

from bot.services import case
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.limits import extending, standing
from bot.services.people import people
from bot.services.work import Button, Rows, Work
from bot.sop.allowance import Extension, due
from bot.sop.errors import Refusal
from bot.sop.model import Task
from bot.sop.working_time import Limit
from bot.texts.html import esc
from bot.texts.limits import asking_time as texts
from bot.texts.ordering import checked_reason
from bot.texts.times import kapan
from storage import extensions, officers, prompts
from storage.cycles import CycleRecord
from storage.extensions import Request
from storage.officers import Holder
from storage.prompts import OpenPrompt


def ask_amount(work: Work, claim: Claim) -> None:
    """[Mohon tambahan waktu]: how much."""
    found = _asking(work, claim)
    row = [
        case.button(found.record, found.task, texts.length(one), "mohon_waktu_sebanyak", standing.amount_arg(one))
        for one in standing.OFFERED
    ]
    work.reply(texts.ask_amount(case.limit_line(work, found.record, found.task)), [row])


def ask_reason(work: Work, claim: Claim) -> None:
    """An amount was chosen: why it is needed, in one sentence."""
    _asking(work, claim)
    chosen = standing.amount(claim.arg)
    work.ask(
        "alasan_mohon_waktu",
        texts.ask_reason(chosen),
        task_id=claim.task,
        version=claim.version,
        length=standing.amount_arg(chosen),
    )


def _asking(work: Work, claim: Claim) -> Case:
    """The task for which its holder may ask now: its clock runs, somebody can decide, and no request waits."""
    found = case.mine(work, claim, on_behalf=True)
    standing.running(found.task)
    if extensions.waiting(work.tx, claim.task) is not None:
        raise Refusal("permohonan_menunggu")
    _decider(work, found.record, found.task)
    return found


def _decider(work: Work, record: CycleRecord, task: Task) -> Holder:
    person = standing.decider(work, record, task)
    if person is None:
        raise Refusal("pemberi_waktu_kosong")
    return person


def bring(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The request is kept and brought to whoever decides it."""
    found = _asking(work, case.asked(prompt))
    person, reason = _decider(work, found.record, found.task), checked_reason(message.text)
    amount = standing.amount(prompt.context["length"])
    request_id = extensions.ask(
        work.tx,
        office_id=work.office_id,
        task_id=found.claim.task,
        officer_id=work.me.officer_id,
        length=amount,
        reason=reason,
        at=work.now,
    )
    work.record(
        "ExtensionRequested",
        cycle_id=found.record.id,
        task=found.number,
        request=request_id,
        length=str(amount),
        reason=reason,
    )
    work.tell(
        person.officer_id,
        _request(work, found, person, amount, reason),
        _ways(found, request_id, amount),
        key=extensions.key(request_id),
        task_id=found.claim.task,
    )
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.sent(case.address(person)), [[standing.open_button(work, found.record, found.task)]])


def _request(work: Work, found: Case, person: Holder, amount: Limit, reason: str) -> str:
    allowance = standing.running(found.task)
    more = Extension(amount, work.now, person.officer_id, reason)
    ends = due(work.engine.calendar, replace(allowance, extensions=(*allowance.extensions, more)))
    asked = texts.Asked(
        heading=case.heading(work, found.record, found.task, "Permohonan tambahan waktu"),
        to=case.address(person),
        by=esc(work.me.address),
        about=standing.subject(work, found.record, found.task),
        amount=amount,
        limit=case.limit_line(work, found.record, found.task),
        ends=kapan(ends, work.now, work.office.zone),
        reason=reason,
    )
    return texts.request(asked, found.record.year, found.record.quarter)


def _ways(found: Case, request_id: int, asked: Limit) -> Rows:
    """What was asked first, the other amounts beside each other, and not now."""

    def grant(amount: Limit) -> Button:
        arg = f"{request_id}.{standing.amount_arg(amount)}"
        return case.button(found.record, found.task, f"Beri {texts.length(amount)}", "beri_waktu", arg)

    refuse = case.button(found.record, found.task, "Belum dapat dikabulkan", "tolak_waktu", str(request_id))
    return [[grant(asked)], [grant(one) for one in standing.OFFERED if one != asked], [refuse]]


def grant(work: Work, claim: Claim) -> None:
    """[Beri 1 hari kerja]: decided, and the limit is set anew."""
    named, _, amount_arg = claim.arg.partition(".")
    amount = standing.amount(amount_arg)
    found, request = _requested(work, claim, named)
    if not _decide(work, found, request, granted=True):
        return
    extending.add(work, found.record, found.task, amount, request.reason, request=request)
    extending.shrink(work, found.record, found.task, request, texts.granted(amount))
    work.toast = f"Diberikan {texts.length(amount)}."


def refuse(work: Work, claim: Claim) -> None:
    """[Belum dapat dikabulkan]: decided, and the limit stays."""
    found, request = _requested(work, claim, claim.arg)
    if not _decide(work, found, request, granted=False):
        return
    work.record("ExtensionRefused", cycle_id=found.record.id, task=found.number, request=request.id)
    extending.shrink(work, found.record, found.task, request, texts.REFUSED)
    assert found.task.due_at is not None
    until = kapan(found.task.due_at, work.now, work.office.zone)
    for person in extending.concerned(work, found.record, found.task, request):
        text = texts.refused(esc(people.spoken(person)), work.me.address, until)
        work.tell(person.id, text, extending.way_on(work, found.record, found.task, person), task_id=claim.task)
    work.toast = "Belum diberikan; pemohon diberi tahu."


def _requested(work: Work, claim: Claim, named: str) -> tuple[Case, Request]:
    """The request that a button decides, with its task, which may be finished; the presser must be above it."""
    request = extensions.find(work.tx, people.number(named))
    if request is None or request.task_id != claim.task:
        raise Refusal("tombol_lama")
    found = case.find(work, claim)
    standing.check_above(work, found.record, found.task)
    return found, request


def _decide(work: Work, found: Case, request: Request, *, granted: bool) -> bool:
    """Decide the request once; False where there is nothing left to decide, since its task is finished.

    While the task's clock stands still there is no limit to speak of, and the request waits.
    """
    if found.task.open:
        standing.running(found.task)
    outcome = granted if found.task.open and found.record.state.live else None
    if not extensions.decide(work.tx, request.id, by=work.me.officer_id, at=work.now, granted=outcome):
        raise _decided(work, request.id)
    if outcome is None:
        work.record("ExtensionOvertaken", cycle_id=found.record.id, task=found.number, request=request.id)
        extending.shrink(work, found.record, found.task, request, texts.OVERTAKEN)
        work.reply(texts.moot())
    return outcome is not None


def _decided(work: Work, request_id: int) -> Refusal:
    request = extensions.find(work.tx, request_id)
    assert request is not None
    assert request.decided_at is not None
    assert request.decided_by is not None
    person = officers.officer(work.tx, request.decided_by)
    by = people.spoken(person) if person else ""
    return Refusal("permohonan_diputuskan", by=by, at=kapan(request.decided_at, work.now, work.office.zone))


PRESSES = {
    "mohon_waktu": ask_amount,
    "mohon_waktu_sebanyak": ask_reason,
    "beri_waktu": grant,
    "tolak_waktu": refuse,
}
TEXTS = {"alasan_mohon_waktu": bring}
