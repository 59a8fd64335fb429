"""Documents asked for in an act: what is not there yet is requested, and the messages beside it wait for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.services.work import Work
from bot.sop.model import FormStatus, StepKind
from storage import archive, documents, forms, submissions
from storage.cycles import CycleRecord
from storage.documents import DocumentRow

DRAFT = "konsep"
"""The part of a recap that its Analis still works on."""


class Kind(StrEnum):
    """The papers of the SOP, and the pictures made of them for the chat.

    `part` is a unit's id for the forms, DRAFT for a recap still with the Analis, whose eyes a status picture is for.
    """

    DISPOSISI = "disposisi"
    FORMULIR_KOSONG = "formulir_kosong"
    TANDA_TERIMA = "tanda_terima"
    FORMULIR = "formulir"
    REKAP = "rekap"
    REKAP_XLSX = "rekap_xlsx"
    DOKUMEN = "dokumen"
    SURAT_PENGANTAR = "surat_pengantar"
    PENGESAHAN = "pengesahan"
    RIWAYAT = "riwayat"
    GAMBAR_REKAP = "gambar_rekap"
    GAMBAR_STATUS = "gambar_status"
    DAFTAR_ARSIP = "daftar_arsip"


PICTURES = frozenset({Kind.GAMBAR_REKAP, Kind.GAMBAR_STATUS})
"""What is looked at in the chat: made of the cycle's figures, and not filed."""
WORKBOOKS = frozenset({Kind.REKAP_XLSX, Kind.DAFTAR_ARSIP})
"""What is made as Excel and not as PDF."""

SIGNED_TOGETHER = (Kind.DOKUMEN, Kind.SURAT_PENGANTAR)
"""What one approval at step 13 is given to."""

_Version = Callable[[Work, CycleRecord, str], int]


@dataclass(frozen=True, slots=True)
class Attached:
    """The documents' ids in the order asked for; `batch` names what messages wait for, None when all are ready."""

    documents: tuple[int, ...]
    batch: str | None


def attach(work: Work, record: CycleRecord, wanted: Sequence[tuple[str, str]]) -> Attached:
    """Request these (kind, part) where they are missing; messages that show them wait for the batch."""
    rows = [request(work, record, kind, part) for kind, part in wanted]
    ids = tuple(row.id for row in rows)
    return Attached(ids, documents.batch_of(ids) if any(row.pending for row in rows) else None)


def request(work: Work, record: CycleRecord, kind: str, part: str = "") -> DocumentRow:
    """Give a document as the cycle now needs it, requested if it does not exist; ValueError for an unknown kind."""
    version = version_of(work, record, kind, part)
    return documents.request(
        work.tx,
        office_id=record.office_id,
        cycle_id=record.id,
        kind=Kind(kind),
        part=part,
        version=version,
        now=work.now,
    )


def current(work: Work, record: CycleRecord, kind: str, part: str = "") -> DocumentRow | None:
    """The document as the cycle now needs it, if it was requested."""
    return documents.find(work.tx, record.id, kind, version_of(work, record, kind, part), part)


def version_of(work: Work, record: CycleRecord, kind: str, part: str = "") -> int:
    """Which version of a document belongs to the cycle as it stands; ValueError for an unknown kind."""
    return _VERSIONS[Kind(kind)](work, record, part)


def _once(_work: Work, _record: CycleRecord, _part: str) -> int:
    return 1


def _renewed(kind: Kind, changes: Callable[[Work, CycleRecord, str], Iterable[datetime]]) -> _Version:
    """Another one once something that it says has changed since the last was requested."""

    def version(work: Work, record: CycleRecord, part: str) -> int:
        last = documents.newest(work.tx, record.id, kind, part)
        if last is None:
            return 1
        # By a clock that was ahead nothing would come after it.
        changed = last.requested_at > work.now or any(at > last.requested_at for at in changes(work, record, part))
        return last.version + changed

    return version


def _handed_out(work: Work, record: CycleRecord, _part: str) -> Iterable[datetime]:
    """When the hand-out ended or was taken back, and when each form was accepted."""
    steps = {step.number for step in work.sop_of(record).steps if step.kind is StepKind.BAGIKAN}
    ended = (task.closed_at for task in record.state.tasks if task.step in steps)
    accepted = (form.accepted_at for form in forms.all_forms(work.tx, record.id))
    return (at for at in (*ended, *accepted) if at is not None)


def _form_moved(work: Work, record: CycleRecord, part: str) -> Iterable[datetime]:
    """When a form was sent, and when it was received or its reception was taken back."""
    form = record.state.form(int(part))
    if form.since is not None and form.status in {FormStatus.DIKIRIM, FormStatus.DITERIMA}:
        return (form.since,)
    return (sent.at for sent in submissions.of_form(work.tx, record.form_ids[form.unit]))


def _visits(kind: StepKind) -> _Version:
    """How often a step was visited: what is taken back and done again may say something else, in a file of its own."""

    def version(work: Work, record: CycleRecord, _part: str) -> int:
        first = next((step.number for step in work.sop_of(record).steps if step.kind is kind), None)
        # A SOP need not have the step: then nothing makes a second one.
        return 1 if first is None else sum(task.step == first for task in record.state.tasks)

    return version


def _document(_work: Work, record: CycleRecord, _part: str) -> int:
    return record.state.document_version


def _shown(work: Work, record: CycleRecord, part: str) -> int:
    """A status picture is a new one whenever it would show something else."""
    # Imported with the first picture: what it shows is read through rooms that know this one.
    from bot.services.papers.chat_pictures import fingerprint

    return fingerprint(work, record, part)


def _archived(work: Work, _record: CycleRecord, _part: str) -> int:
    """The list of the archive is another once there is more in it."""
    return archive.count(work.tx, work.office_id, without=(*PICTURES, Kind.DAFTAR_ARSIP))


_VERSIONS: dict[Kind, _Version] = {
    Kind.DISPOSISI: _visits(StepKind.PERINTAH),
    Kind.FORMULIR_KOSONG: _visits(StepKind.SIAPKAN),
    Kind.TANDA_TERIMA: _renewed(Kind.TANDA_TERIMA, _handed_out),
    Kind.FORMULIR: _renewed(Kind.FORMULIR, _form_moved),
    Kind.REKAP: _visits(StepKind.REKAP),
    Kind.REKAP_XLSX: _visits(StepKind.REKAP),
    Kind.DOKUMEN: _document,
    Kind.SURAT_PENGANTAR: _document,
    Kind.PENGESAHAN: _visits(StepKind.TANDATANGAN),
    Kind.RIWAYAT: _once,
    Kind.GAMBAR_REKAP: _visits(StepKind.REKAP),
    Kind.GAMBAR_STATUS: _shown,
    Kind.DAFTAR_ARSIP: _archived,
}
