"""Step 13: Sekretaris, then Camat approve exactly the files shown, or return them with arahan."""

from __future__ import annotations

from bot.services import acts, case
from bot.services.card import Card
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.papers import publish
from bot.services.papers.publish import SIGNED_TOGETHER, Kind
from bot.services.papers.summary import summary
from bot.services.work import Work
from bot.sop.commands import Complete, RefuseSignature
from bot.sop.errors import Refusal
from bot.sop.model import Role, StepKind, Task
from bot.texts import signing as texts
from bot.texts.html import esc
from bot.texts.ordering import checked_reason
from storage import notes, officers, prompts
from storage.cycles import CycleRecord
from storage.officers import Holder
from storage.prompts import OpenPrompt


def card(work: Work, record: CycleRecord, task: Task) -> Card:
    """Message 11, under the files: one approval for both, or a return."""
    person = case.holder(work, task)
    assert person is not None
    before = _signed_before(record, task)
    text = texts.approve(
        case.heading(work, record, task, f"Mohon persetujuan {case.address(person)}"),
        summary(work, record),
        texts.Signed(work.office.zone, before.closed_at, work.now) if before and before.closed_at else None,
        _mended(work, record),
    )
    return Card(
        text + _other_name(work, record, person) + case.limit_line(work, record, task),
        [
            [case.button(record, task, "Setujui", "setujui", str(record.state.document_version))],
            [case.button(record, task, "Kembalikan dengan arahan", "tolak_dokumen")],
        ],
        tuple((kind, "") for kind in SIGNED_TOGETHER),
    )


def _other_name(work: Work, record: CycleRecord, person: Holder) -> str:
    """Whose name the files bear, where the signer or his capacity is another than when they were compiled."""
    files = publish.current(work, record, Kind.DOKUMEN)
    if files is None:
        return ""
    found = officers.holders(work.tx, work.office_id, person.role, at=files.requested_at)
    if not found or (found[0].officer_id, found[0].capacity) == (person.officer_id, person.capacity):
        return ""
    return texts.other_name(esc(found[0].name), case.address(person))


def _mended(work: Work, record: CycleRecord) -> str | None:
    """The arahan that led to this version of the files, if an earlier one was returned."""
    if record.state.document_version < 2:
        return None
    reasons = notes.of_kind(work.tx, record.id, "tolak_tanda_tangan")
    # A refusal that was taken back is void, and its reason with it.
    stands = [reasons[str(task.number)] for task in record.state.tasks if task.outcome == "kembali"]
    return stands[-1] if stands else None


def _signed_before(record: CycleRecord, task: Task) -> Task | None:
    opener = record.state.task(task.opened_by) if task.opened_by else None
    return opener if opener is not None and opener.step == task.step else None


def _signing(work: Work, claim: Claim) -> Case:
    found = case.mine(work, claim)
    if case.step_of(work, found.record, found.task).kind is not StepKind.TANDATANGAN:
        raise Refusal("bukan_langkahnya", task=found.task)
    return found


def approve(work: Work, claim: Claim) -> None:
    """[Setujui]: bound to the hashes of the files that were shown."""
    found = _signing(work, claim)
    if claim.arg != str(found.record.state.document_version):
        raise Refusal("berkas_sudah_berganti")
    shown = [publish.current(work, found.record, kind) for kind in SIGNED_TOGETHER]
    hashes = {row.kind: row.sha256 for row in shown if row is not None and row.sha256}
    if len(hashes) != len(SIGNED_TOGETHER):
        raise Refusal("berkas_belum_siap", task=found.task)
    record = acts.carry_out(work, found.record, [Complete(found.number, claim.version)], sha256=hashes)
    if found.task.role is Role.CAMAT:
        publish.attach(work, record, [(Kind.PENGESAHAN, "")])
    work.toast = "Disetujui. Terima kasih."


def ask_refusal(work: Work, claim: Claim) -> None:
    """[Kembalikan dengan arahan]: in writing; a voice message can be taken as the arahan, too."""
    _signing(work, claim)
    work.ask("tolak_dokumen", texts.ask_refusal(), task_id=claim.task, version=claim.version)


def refuse(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """Back to step 12 with the reason; both approvals of this version are void."""
    found = _signing(work, case.asked(prompt))
    give_back(work, found, checked_reason(message.text))


def give_back(work: Work, found: Case, reason: str) -> None:
    """Return the Dokumen with an arahan, typed or spoken."""
    notes.write(work.tx, found.record.id, "tolak_tanda_tangan", str(found.number), reason, work.me.officer_id, work.now)
    acts.carry_out(work, found.record, [RefuseSignature(found.number, found.version)], reason=reason)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.refused())


PRESSES = {"setujui": approve, "tolak_dokumen": ask_refusal}
TEXTS = {"tolak_dokumen": refuse}
