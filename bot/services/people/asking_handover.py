"""[Mohon dialihkan]: a PPTK asks the coordinator that another fill his form, with the reason (message 3)."""

from __future__ import annotations

from bot.services import case
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.limits import standing
from bot.services.work import Button, Work
from bot.sop.errors import Refusal
from bot.sop.model import StepKind
from bot.texts import substituting as texts
from bot.texts.html import esc
from bot.texts.ordering import checked_reason
from storage import prompts
from storage.prompts import OpenPrompt


def ask_reason(work: Work, claim: Claim) -> None:
    """[Mohon dialihkan]: why, in one sentence."""
    _mine(work, claim)
    work.ask("alasan_dialihkan", texts.ask_handover_reason(), task_id=claim.task, version=claim.version)


def _mine(work: Work, claim: Claim) -> Case:
    found = case.mine(work, claim)
    if case.step_of(work, found.record, found.task).kind is not StepKind.ISI:
        raise Refusal("bukan_langkahnya", task=found.task)
    return found


def bring(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The request goes to the coordinator, or for her own form to the next in line, once a day."""
    found = _mine(work, case.asked(prompt))
    reason, person = checked_reason(message.text), standing.decider(work, found.record, found.task)
    if person is None:
        raise Refusal("pengalih_kosong")
    about = standing.subject(work, found.record, found.task)
    text = texts.handover_asked(
        case.heading(work, found.record, found.task, "Permohonan pengalihan pengisian"),
        case.address(person),
        esc(work.me.address),
        about,
        reason,
    )
    button = Button("Alihkan pengisi", Claim("alihkan", arg=str(found.task.unit)))
    key = f"mohon_alih:{prompt.task_id}:{prompt.version}:{work.local(work.now).date()}"
    told = work.tell(person.officer_id, text, [[button]], key=key, task_id=prompt.task_id)
    prompts.close(work.tx, work.me.officer_id)
    if told is not None:
        work.record("HandoverRequested", cycle_id=found.record.id, task=found.number, reason=reason)
    answer = texts.handover_sent(case.address(person), again=told is None)
    work.reply(answer, [[standing.open_button(work, found.record, found.task)]])


PRESSES = {"mohon_dialihkan": ask_reason}
TEXTS = {"alasan_dialihkan": bring}
