"""Step 14: number, signed scan and proof of delivery are noted; then all is archived and the Camat has the file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.services import acts, announce, case
from bot.services.archive.groups import FOLLOWING, RECEIPT, SCAN
from bot.services.bureau import Bureau
from bot.services.card import Card
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.cycle import catching_up
from bot.services.incoming import Message
from bot.services.papers import files, publish, trend
from bot.services.papers.compliance import steps_on_time
from bot.services.papers.publish import SIGNED_TOGETHER, Kind
from bot.services.steps import uploading
from bot.services.work import REPLY, Button, Work
from bot.sop.commands import Complete, NoteFact
from bot.sop.errors import Refusal
from bot.sop.model import Fact, Role, StepKind, Task
from bot.texts import archiving as texts
from bot.texts.archiving import FactStanding
from bot.texts.html import esc
from bot.texts.ordering import checked_reason
from storage import archive, cycles, instructions, officers, prompts
from storage.cycles import CycleRecord
from storage.database import Transaction
from storage.forms import REFUSED, REQUESTED, STORED
from storage.prompts import OpenPrompt

PURPOSES = {SCAN: Fact.PINDAIAN, RECEIPT: Fact.BUKTI}
_MORE = {SCAN: "Tambah lembar pindaian", RECEIPT: "Tambah bukti penerimaan"}
_WANTED = frozenset({FactStanding.MISSING, FactStanding.REFUSED})
_STATES = {REQUESTED: FactStanding.CHECKING, STORED: FactStanding.THERE, REFUSED: FactStanding.REFUSED}


def card(work: Work, record: CycleRecord, task: Task) -> Card:
    """What is on record, what is missing, and the last press once nothing is."""
    facts = _facts(work, record)
    buttons = []
    if facts[Fact.NOMOR] is FactStanding.MISSING:
        buttons.append([case.button(record, task, "Isi nomor surat", "nomor_arsip")])
    if facts[Fact.PINDAIAN] in _WANTED:
        buttons.append([_upload(record, task, SCAN), case.button(record, task, "Pindaian menyusul", "menyusul")])
    elif facts[Fact.PINDAIAN] is FactStanding.FOLLOWS:
        buttons.append([_upload(record, task, SCAN)])
    if facts[Fact.BUKTI] in _WANTED:
        buttons.append([_upload(record, task, RECEIPT)])
    for purpose, label in _MORE.items():
        if facts[PURPOSES[purpose]] is FactStanding.THERE:
            buttons.append([case.button(record, task, label, "unggah", purpose)])
    if set(facts.values()) <= {FactStanding.THERE, FactStanding.FOLLOWS}:
        buttons.append([case.button(record, task, "Selesai & arsipkan", "arsipkan")])
    text = texts.archive(
        case.heading(work, record, task, "Pelaporan dan arsip"), work.office.addressee, facts, record.letter_number
    )
    documents = ((Kind.DOKUMEN, ""), (Kind.SURAT_PENGANTAR, ""), (Kind.PENGESAHAN, ""))
    return Card(text + case.limit_line(work, record, task), buttons, documents if not record.state.facts else ())


def _upload(record: CycleRecord, task: Task, purpose: str) -> Button:
    label = "Unggah pindaian" if purpose == SCAN else "Unggah bukti penerimaan"
    return case.button(record, task, label, "unggah", purpose)


def _facts(work: Work, record: CycleRecord) -> dict[Fact, FactStanding]:
    """A noted fact stands as its file does: what was fetched and kept is there, what was refused is wanted again."""
    facts = {Fact.NOMOR: FactStanding.THERE if record.letter_number else FactStanding.MISSING}
    for purpose, fact in PURPOSES.items():
        without = FactStanding.FOLLOWS if fact is Fact.PINDAIAN else FactStanding.MISSING
        state = archive.state_of(work.tx, record.id, purpose)
        noted = fact in record.state.facts
        facts[fact] = FactStanding.MISSING if not noted else without if state is None else _STATES[state]
    return facts


def _archiving(work: Work, claim: Claim) -> Case:
    found = case.mine(work, claim)
    if case.step_of(work, found.record, found.task).kind is not StepKind.ARSIP:
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
    """A photo or file of the signed scan, or of the proof of delivery, or a further one until 'cukup'."""
    if uploading.is_enough(message):
        uploading.close(work)
        return
    found = _archiving(work, case.asked(prompt))
    fact = PURPOSES[prompt.purpose]
    upload = uploading.keep(work, message, prompt.purpose, kinds=uploading.FILES, cycle_id=found.record.id)
    acts.carry_out(work, found.record, [NoteFact(found.number, found.version, fact)], upload=upload)
    uploading.confirm(work, texts.checking(fact))


def enough(work: Work, _claim: Claim) -> None:
    """[Cukup]: everything that was sent is one paper."""
    asked = prompts.find(work.tx, work.me.officer_id)
    if asked is None or asked.purpose not in {*PURPOSES, FOLLOWING}:
        raise Refusal("tombol_lama")
    uploading.close(work)


def checked(bureau: Bureau, tx: Transaction, upload_id: int, now: datetime) -> None:
    """A file was looked at, and no other of its paper still is: the card of an open step 14 says how it stands now."""
    place = archive.sent_to(tx, upload_id)
    if place is None or place.purpose not in PURPOSES:
        return
    if archive.state_of(tx, place.cycle_id, place.purpose) == REQUESTED:
        return
    record = cycles.load(tx, place.cycle_id)
    for task in record.state.open_tasks:
        work = bureau.work(tx, record.office_id, now, f"berkas{upload_id}")
        if case.step_of(work, record, task).kind is StepKind.ARSIP:
            announce.send_card(work, record, task, priority=REPLY)


def follow_later(work: Work, claim: Claim) -> None:
    """[Pindaian menyusul]: the archive says so; a scan that was refused is put aside, one that stands is not."""
    found = _archiving(work, claim)
    if archive.state_of(work.tx, found.record.id, SCAN) in {REQUESTED, STORED}:
        raise Refusal("tombol_lama")
    archive.drop_sent(work.tx, found.record.id, SCAN, work.now)
    _note(work, found, Fact.PINDAIAN, follows=True)


def _note(work: Work, found: Case, fact: Fact, **detail: Any) -> None:
    acts.carry_out(work, found.record, [NoteFact(found.number, found.version, fact)], **detail)
    prompts.close(work.tx, work.me.officer_id)
    fresh = cycles.load(work.tx, found.record.id)
    shown = card(work, fresh, found.task)
    work.reply(shown.text, shown.buttons, task_id=found.claim.task)


def _complete(work: Work, record: CycleRecord) -> list[Fact]:
    """The facts, once each is there or follows; refused while one is missing or its file is being looked at."""
    facts = _facts(work, record)
    if missing := [fact for fact, standing in facts.items() if standing in _WANTED]:
        raise Refusal("arsip_belum_lengkap", missing=sorted(missing))
    if FactStanding.CHECKING in facts.values():
        raise Refusal("berkas_diperiksa")
    return [fact for fact in facts if fact not in record.state.facts]


def finish(work: Work, claim: Claim) -> None:
    """[Selesai & arsipkan]: the cycle closes; the Camat gets the compiled file, everyone hears of it."""
    found = _archiving(work, claim)
    orders: list[acts.Order] = [NoteFact(found.number, claim.version, fact) for fact in _complete(work, found.record)]
    record = acts.carry_out(work, found.record, [*orders, Complete(found.number, claim.version)])
    prompts.close_of(work.tx, work.me.officer_id, claim.task)
    trend.keep(work, record)
    catching_up.later_cycles(work, record)
    sent = [(Kind.FORMULIR, str(form.unit)) for form in record.state.forms if form.kiriman]
    publish.attach(work, record, [(Kind.TANDA_TERIMA, ""), *sent])
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
    steps, on_time = steps_on_time(work, record, work.now)
    return texts.Ending(
        record.year,
        record.quarter,
        esc(work.office.addressee),
        record.letter_number or "",
        record.state.closed_at,
        work.office.zone,
        steps,
        on_time,
    )


PRESSES = {
    "nomor_arsip": ask_number,
    "unggah": ask_upload,
    "menyusul": follow_later,
    "arsipkan": finish,
    uploading.ENOUGH: enough,
}
TEXTS = {"nomor_arsip": take_number, "pindaian": take_upload, "bukti_serah": take_upload}
