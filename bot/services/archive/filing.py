"""A collection's whole file: every paper and everything that was sent, each with its place in the archive (step 14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.services.archive.giving import Activities, activities, last_versions
from bot.services.archive.groups import PAPERS
from bot.services.archive.names import Paths, safe
from bot.services.papers.publish import DRAFT
from bot.texts import filing as texts
from bot.texts.formats import nama_periode_ringkas
from storage import archive, documents, forms, uploads
from storage.archive import FiledUpload
from storage.cycles import CycleRecord
from storage.database import Transaction
from storage.documents import DocumentRow

_SUFFIXES = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "audio/ogg": ".ogg",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_SUFFIX_OF_UNKNOWN = ".bin"
Load = Callable[[Transaction], bytes]


class Made(StrEnum):
    """The kinds of files that are made for an archive itself, so that their bytes are nowhere else."""

    AUDIT = "audit"
    LIST = "daftar"
    README = "penjelasan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A file with its path in the archive, what it is, and how its bytes are read when its turn comes."""

    path: str
    kind: str
    title: str
    unit: str
    at: datetime
    sha256: str
    size: int
    load: Load
    version: int | None = None
    code: str | None = None
    seal: str | None = None


def papers(tx: Transaction, record: CycleRecord) -> list[Filed]:
    """The documents of a collection by folder and unit, the last version first and earlier ones apart."""
    units = _units(tx, record.id)
    found = [row for row in documents.of_cycle(tx, record.id) if row.kind in PAPERS and row.part != DRAFT]
    current = {row.id for row in last_versions(found)}
    kinds = [kind.value for kind in PAPERS]
    places = [*units]

    def order(row: DocumentRow) -> tuple[int, int, int]:
        unit = int(row.part) if row.part.isdigit() else 0
        return kinds.index(row.kind), places.index(unit) if unit in units else -1, -row.version

    paths = Paths()
    return [_paper(record, row, units, paths, row.id in current) for row in sorted(found, key=order)]


def _paper(record: CycleRecord, row: DocumentRow, units: dict[int, str], paths: Paths, current: bool) -> Filed:
    folder, title, _ = texts.FOLDERS[row.kind]
    unit = units.get(int(row.part), "") if row.part.isdigit() else ""
    period = nama_periode_ringkas(record.year, record.quarter)
    stem = f"{title} {period}" + (f" {safe(unit)}" if unit else "")
    if not current:
        folder, stem = f"{folder}/{texts.OLD}", f"{stem} versi {row.version}"
    return Filed(
        path=paths.place(folder, stem, _SUFFIXES.get(row.mime or "", _SUFFIX_OF_UNKNOWN)),
        kind=row.kind,
        title=title,
        unit=unit,
        at=row.ready_at or row.requested_at,
        sha256=row.sha256 or "",
        size=row.size or 0,
        load=lambda tx: documents.load_file(tx, row.id).content,
        version=row.version,
        code=row.code,
        seal=row.seal,
    )


def sent(tx: Transaction, record: CycleRecord) -> list[Filed]:
    """What people sent and the office kept: bukti dukung by unit and sub kegiatan, then scans and proofs."""
    units, named, paths = _units(tx, record.id), activities(tx, record.id), Paths()
    found = archive.uploads_of(tx, record.office_id, record.id)
    return [_sent(one, units, named, paths) for one in found if one.purpose in texts.SENT]


def _sent(one: FiledUpload, units: dict[int, str], named: Activities, paths: Paths) -> Filed:
    folder, title, _ = texts.SENT[one.purpose]
    unit = units.get(one.unit_id, "") if one.unit_id is not None else ""
    if one.unit_id is not None:
        # A row that was taken out of the form keeps its files, under its key alone.
        _, activity = named.get((one.unit_id, one.row), ("", ""))
        folder = f"{folder}/{safe(unit)}/{safe(f'{one.row} {activity}')}"
    return Filed(
        path=paths.place(folder, safe(_stem(one.name)), _SUFFIXES.get(one.mime, _SUFFIX_OF_UNKNOWN)),
        kind=one.purpose,
        title=title,
        unit=unit,
        at=one.uploaded_at,
        sha256=one.sha256,
        size=one.size,
        load=lambda tx: uploads.content(tx, one.id),
    )


def _stem(name: str) -> str:
    """A name without its ending, which is given by what the file was found to be."""
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and 1 <= len(suffix) <= 5 else name


def _units(tx: Transaction, cycle_id: int) -> dict[int, str]:
    return {form.unit_id: form.unit for form in forms.all_forms(tx, cycle_id)}
