"""Step 14: number, signed scan and proof of delivery are noted; then all is archived and the Camat has the file."""

from __future__ import annotations

from typing import Any

from bot.services import acts, case
from bot.services.card import Card
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.papers import files, publish
from bot.services.papers.compliance import visits_of
from bot.services.papers.publish import SIGNED_TOGETHER, Kind
from bot.services.steps import uploading
from bot.services.work import Work
from bot.sop.commands import Complete, NoteFact
from bot.sop.errors import Refusal
from bot.sop.model import Fact, Role, StepKind, Task
from bot.texts import archiving as texts
from bot.texts.html import esc
from bot.texts.ordering import checked_reason
from storage import cycles, instructions, officers, prompts
from storage.cycles import CycleRecord
from storage.prompts import OpenPrompt

FILES = frozenset({"document", "photo"})
PURPOSES = {"pindaian": Fact.PINDAIAN, "bukti_serah": Fact.BUKTI}


def card(work: Work, record: CycleRecord, task: Task) -> Card:
    """What is on record, what is missing, and the last press once nothing is."""
    facts = _facts(record)
    buttons = []
    if Fact.NOMOR not in facts:
        buttons.append([case.button(record, task, "Isi nomor surat", "nomor_arsip")])
    if Fact.PINDAIAN not in facts:
        buttons.append(
            [
                case.button(record, task, "Unggah pindaian", "unggah", "pindaian"),
                case.button(record, task, "Pindaian menyusul", "menyusul"),
            ]
        )
    if Fact.BUKTI not in facts:
        buttons.append([case.button(record, task, "Unggah bukti penerimaan", "unggah", "bukti_serah")])
    if facts == set(Fact):
        buttons.append([case.button(record, task, "Selesai & arsipkan", "arsipkan")])
    text = texts.archive(
        case.heading(work, task, "Pelaporan dan arsip"), work.office.addressee, facts, record.letter_number
    )
    documents = ((Kind.DOKUMEN, ""), (Kind.SURAT_PENGANTAR, ""), (Kind.PENGESAHAN, ""))
    return Card(text + case.limit_line(work, task), buttons, documents if not record.state.facts else ())


def _facts(record: CycleRecord) -> set[Fact]:
    return set(record.state.facts) | ({Fact.NOMOR} if record.letter_number else set())


def _archiving(work: Work, claim: Claim) -> Case:
    found = case.mine(work, claim)
    if case.step_of(work, found.task).kind is not StepKind.ARSIP:
        raise Refusal("bukan_langkahnya", task=found.task)
    return found


def ask_number(work: Work, claim: Claim) -> None:
    """[Isi nomor surat]."""
    _archiving(work, claim)
    work.ask("nomor_arsip", texts.ask_number(), task_id=claim.task, version=claim.version)


def take_number(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The number under which the letter went out."""
    found = _archiving(work, case.asked(prompt))
    number = checked_reason(message.text)
    instructions.number_letter(work.tx, found.record.id, number)
    _note(work, found, Fact.NOMOR, number=number)


def ask_upload(work: Work, claim: Claim) -> None:
    """[Unggah …]: the next photo or file is it."""
    _archiving(work, claim)
    if claim.arg not in PURPOSES:
        raise Refusal("tombol_lama")
    work.ask(claim.arg, texts.ask_upload(PURPOSES[claim.arg]), task_id=claim.task, version=claim.version)


def take_upload(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """A photo or file of the signed scan, or of the proof of delivery."""
    found = _archiving(work, case.asked(prompt))
    upload = uploading.keep(work, message, prompt.purpose, kinds=FILES, cycle_id=found.record.id)
    _note(work, found, PURPOSES[prompt.purpose], upload=upload)


def follow_later(work: Work, claim: Claim) -> None:
    """[Pindaian menyusul]: the archive says so."""
    found = _archiving(work, claim)
    _note(work, found, Fact.PINDAIAN, follows=True)


def _note(work: Work, found: Case, fact: Fact, **detail: Any) -> None:
    acts.carry_out(work, found.record, [NoteFact(found.number, found.version, fact)], **detail)
    prompts.close(work.tx, work.me.officer_id)
    fresh = cycles.load(work.tx, found.record.id)
    shown = card(work, fresh, found.task)
    work.reply(shown.text, shown.buttons, task_id=found.claim.task)


def finish(work: Work, claim: Claim) -> None:
    """[Selesai & arsipkan]: the cycle closes; the Camat gets the compiled file, everyone hears of it."""
    found = _archiving(work, claim)
    orders: list[acts.Order] = [
        NoteFact(found.number, claim.version, fact) for fact in _facts(found.record) - set(found.record.state.facts)
    ]
    record = acts.carry_out(work, found.record, [*orders, Complete(found.number, claim.version)])
    publish.attach(work, record, [(Kind.FORMULIR, str(form.unit)) for form in record.state.forms if form.kiriman])
    camat = officers.holders(work.tx, work.office_id, Role.CAMAT, at=work.now)
    told = set()
    for one in camat:
        batch = files.send(
            work, record, [*((kind, "") for kind in SIGNED_TOGETHER), (Kind.RIWAYAT, "")], to=one.officer_id
        )
        work.tell(one.officer_id, texts.archived_camat(case.address(one), _ending(work, record)), batch=batch)
        told.add(one.officer_id)
    for other in officers.holders(work.tx, work.office_id, at=work.now):
        if other.officer_id not in told:
            told.add(other.officer_id)
            work.tell(other.officer_id, texts.archived(case.address(other), _ending(work, record)))
    work.toast = "Diarsipkan."


def _ending(work: Work, record: CycleRecord) -> texts.Ending:
    assert record.state.closed_at is not None
    late = {visit.step for visit in visits_of(work, record, work.now) if not visit.on_time}
    steps = len(work.engine.sop.steps)
    return texts.Ending(
        record.year,
        record.quarter,
        esc(work.office.addressee),
        record.letter_number or "",
        record.state.closed_at,
        work.office.zone,
        steps,
        steps - len(late),
    )


PRESSES = {"nomor_arsip": ask_number, "unggah": ask_upload, "menyusul": follow_later, "arsipkan": finish}
TEXTS = {"nomor_arsip": take_number, "pindaian": take_upload, "bukti_serah": take_upload}
