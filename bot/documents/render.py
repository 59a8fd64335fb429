"""The one door to every document: a typed model in, a named file out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bot.documents.charts.recap_picture import recap_picture
from bot.documents.charts.status_picture import status_picture
from bot.documents.excel.archive_sheet import archive_sheet
from bot.documents.excel.recap_sheet import recap_sheet
from bot.documents.models.archive import ArchiveRegister
from bot.documents.models.papers import (
    ApprovalSheet,
    CoverLetter,
    Disposition,
    Document,
    FormSheet,
    History,
    Recap,
    Receipt,
)
from bot.documents.models.performance import PerformanceDocument
from bot.documents.models.pictures import RecapPicture, StatusPicture
from bot.documents.papers.approval_sheet import approval_sheet
from bot.documents.papers.cover_letter import cover_letter
from bot.documents.papers.disposition import disposition
from bot.documents.papers.form import form
from bot.documents.papers.history import history
from bot.documents.papers.performance import performance_document
from bot.documents.papers.recap import recap
from bot.documents.papers.receipt import receipt
from bot.texts import formats

PDF: Final = "application/pdf"
PNG: Final = "image/png"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file: a safe Indonesian name, its MIME type, its bytes."""

    filename: str
    mime: str
    content: bytes


_MAKERS: Final[dict[type[Document], tuple[str, Callable[[Any], bytes]]]] = {
    Disposition: ("Lembar Disposisi", disposition),
    Receipt: ("Tanda Terima Formulir", receipt),
    FormSheet: ("Formulir Data Kinerja", form),
    Recap: ("Rekapitulasi Data Kinerja", recap),
    PerformanceDocument: ("Dokumen Data Capaian Kinerja", performance_document),
    CoverLetter: ("Surat Pengantar", cover_letter),
    ApprovalSheet: ("Lembar Pengesahan", approval_sheet),
    History: ("Riwayat SOP", history),
}
_PICTURES: Final[dict[type[Document], tuple[str, Callable[[Any], bytes]]]] = {
    RecapPicture: ("Ikhtisar Rekapitulasi", recap_picture),
    StatusPicture: ("Kemajuan Pengumpulan Data", status_picture),
}


def render(document: Document) -> Rendered:
    """Return the document as PDF, or a picture as PNG; the same model gives the same bytes.

    KeyError for an unknown model.
    """
    if type(document) in _PICTURES:
        name, drawer = _PICTURES[type(document)]
        return Rendered(_filename(name, document, "png"), PNG, drawer(document))
    name, maker = _MAKERS[type(document)]
    return Rendered(_filename(name, document, "pdf"), PDF, maker(document))


def render_xlsx(document: Recap | ArchiveRegister) -> Rendered:
    """Return the recap, or the list of an archive, as an Excel workbook whose formulas can be followed."""
    if isinstance(document, ArchiveRegister):
        return Rendered(_filename("Daftar Arsip sampai", document, "xlsx"), XLSX, archive_sheet(document))
    return Rendered(_filename("Rekapitulasi Data Kinerja", document, "xlsx"), XLSX, recap_sheet(document))


def _filename(name: str, document: Document, suffix: str) -> str:
    if isinstance(document, FormSheet) and not document.filled:
        name = f"{name} Kosong"
    parts = [name, formats.nama_periode_ringkas(document.period.year, document.period.quarter)]
    if isinstance(document, FormSheet):
        parts.append(document.unit)
    safe = "".join(c if c.isalnum() or c in " -" else " " for c in " ".join(parts))
    return f"{' '.join(safe.split())[:_LONGEST].strip()}.{suffix}"
