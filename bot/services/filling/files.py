"""Bukti dukung while a form asks for it: noted as it arrives, fetched and checked later (step 5)."""

from __future__ import annotations

from bot.services.filling import asking
from bot.services.filling.sitting import Sitting
from bot.services.incoming import Attachment, Message
from bot.sop.answers import AnswerProblem
from bot.sop.forms import ENOUGH, NONE, Field, Topic, value
from bot.texts.form import words as form_words
from storage import uploads
from storage.forms import REQUESTED, Evidence

MOST_BYTES = 20 * 1024 * 1024
_ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".xlsx", ".docx")


def attach(sitting: Sitting, field: Field | None, message: Message) -> None:
    """Note a file for the sub kegiatan that is asked about; its caption is left out. Raises AnswerProblem."""
    found = message.attachment
    assert found is not None
    if found.kind not in {"document", "photo"}:
        raise AnswerProblem("jenis_pesan")
    if field is None or field.topic is not Topic.PROOF or field.row is None:
        raise AnswerProblem("belum_saatnya_berkas")
    name = found.name if found.kind == "document" else f"foto-{message.message_id}.jpg"
    _check(found, name)
    form, work, row = sitting.form, sitting.work, field.row.key
    upload_id = uploads.request(
        work.tx,
        office_id=form.office_id,
        officer_id=work.me.officer_id,
        message_id=message.message_id,
        file_id=found.file_id,
        name=name,
        mime=found.mime,
        size=found.size,
        at=work.now,
        cycle_id=form.cycle_id,
        form_id=form.id,
        row=row,
    )
    sitting.evidence.append(Evidence(upload_id, row, name, REQUESTED))
    sitting.record("EvidenceSent", field=field.key, upload=upload_id)
    if value(sitting.answers, field.key) == NONE:
        sitting.forget([field.key])
    asking.ask(sitting, field, form_words.received_file(name, len(sitting.files(row))))


def _check(found: Attachment, name: str) -> None:
    """Refuse by what the sender declares, before anything is fetched; the content is looked at later."""
    if found.size > MOST_BYTES:
        raise AnswerProblem("berkas_besar", name=name)
    if found.size <= 0:
        raise AnswerProblem("berkas_kosong", name=name)
    if not name.lower().endswith(_ENDINGS):
        raise AnswerProblem("berkas_jenis", name=name)


def enough(sitting: Sitting, field: Field) -> None:
    """'Cukup': the files of this sub kegiatan are complete. Raises AnswerProblem."""
    if field.topic is not Topic.PROOF or field.row is None:
        raise AnswerProblem("tidak_ada_saran")
    if not sitting.files(field.row.key):
        raise AnswerProblem("belum_ada_berkas")
    sitting.keep(field.key, ENOUGH)
    asking.go_on(sitting, field.key, form_words.files_complete(len(sitting.files(field.row.key))))


def drop(sitting: Sitting, upload_id: str) -> None:
    """'Hapus': a file leaves the form, and is asked for again if it was the last one."""
    mine = {str(one.id): one for one in sitting.evidence}
    found = mine.get(upload_id)
    field = sitting.field(f"{Topic.PROOF}:{found.row}") if found else None
    if (
        found is None
        or field is None
        or uploads.drop(sitting.work.tx, found.id, sitting.form.id, sitting.work.now) is None
    ):
        raise AnswerProblem("berkas_tidak_ada")
    sitting.evidence.remove(found)
    sitting.record("EvidenceDropped", field=field.key, upload=found.id)
    if not sitting.files(found.row) and field.key in sitting.answers:
        sitting.forget([field.key])
    asking.ask(sitting, field, form_words.dropped_file(found.name))
