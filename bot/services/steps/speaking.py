"""A voice message is kept; it decides nothing by itself, but a signer may make it his arahan (step 13)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.services import case
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.people import people
from bot.services.steps import uploading
from bot.services.steps.signing import give_back
from bot.services.work import Button, Work
from bot.sop.errors import Refusal
from bot.sop.model import Role, StepKind
from bot.texts import speaking as texts
from storage import cycles, officers, prompts, uploads

VOICE = "suara"


def keep(work: Work, message: Message) -> None:
    """Keep a voice message and offer it as an arahan where its sender has files to approve."""
    found = _awaiting_signature(work)
    cycle_id = found.record.id if found else None
    upload = uploading.keep(work, message, VOICE, kinds=frozenset({"voice"}), cycle_id=cycle_id)
    rows: list[list[Button]] = []
    if found:
        rows = [[case.button(found.record, found.task, "Jadikan arahan", "jadikan_arahan", str(upload))]]
    work.reply(texts.kept(found.record.year, found.record.quarter) if found else texts.kept_only(), rows)


def _awaiting_signature(work: Work) -> Case | None:
    """The files that its sender may return: those whose return he was just asked about, else the oldest."""
    waiting = [one for cycle_id in cycles.live_of(work.tx, work.office_id) for one in _to_sign(work, cycle_id)]
    prompt = prompts.find(work.tx, work.me.officer_id)
    meant = prompt.task_id if prompt is not None and prompt.purpose == "tolak_dokumen" else None
    return next((one for one in waiting if one.claim.task == meant), waiting[0] if waiting else None)


def _to_sign(work: Work, cycle_id: int) -> Iterator[Case]:
    record = cycles.load(work.tx, cycle_id)
    number = work.sop_of(record).of_kind(StepKind.TANDATANGAN).number
    for task in record.state.open_tasks:
        if task.step == number and work.me.actor.holds(task.role, task.unit):
            yield Case(record, task, Claim("tolak_dokumen", record.task_id(task), task.version))


def make_direction(work: Work, claim: Claim) -> None:
    """[Jadikan arahan]: the Dokumen goes back, and the Kasubbag hears the voice itself."""
    found = case.mine(work, claim)
    upload = people.number(claim.arg)
    if uploads.sender(work.tx, upload, VOICE) != work.me.officer_id:
        raise Refusal("tombol_lama")
    give_back(work, found, texts.SPOKEN)
    caption = texts.caption(work.me.address, found.record.year, found.record.quarter)
    for one in officers.holders(work.tx, work.office_id, Role.KASUBBAG, at=work.now):
        work.tell(one.officer_id, caption, method="voice", upload_id=upload)


PRESSES = {"jadikan_arahan": make_direction}
