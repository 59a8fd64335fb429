"""From a cycle's rows to the typed model of each paper; the one door for whoever makes documents."""

from __future__ import annotations

from collections.abc import Callable

from bot.documents.models.papers import Document
from bot.services.archive import register
from bot.services.papers import chat_pictures
from bot.services.papers import final as dossier_papers
from bot.services.papers import history as dossier_history
from bot.services.papers import recap as dossier_recap
from bot.services.papers import sheets as dossier_sheets
from bot.services.papers.frame import Frame
from bot.services.papers.narrative import chapter_text, chapters
from bot.services.papers.publish import Kind
from bot.services.work import Work
from storage import cycles
from storage.documents import DocumentRow

__all__ = ["chapter_text", "chapters", "compose"]

_MAKERS: dict[Kind, Callable[[Frame], Document]] = {
    Kind.DISPOSISI: dossier_sheets.disposition,
    Kind.FORMULIR_KOSONG: dossier_sheets.blank_form,
    Kind.TANDA_TERIMA: dossier_sheets.receipt,
    Kind.FORMULIR: dossier_sheets.filled_form,
    Kind.REKAP: dossier_recap.recap,
    Kind.REKAP_XLSX: dossier_recap.recap,
    Kind.DOKUMEN: dossier_papers.performance_document,
    Kind.SURAT_PENGANTAR: dossier_papers.cover_letter,
    Kind.PENGESAHAN: dossier_papers.approval_sheet,
    Kind.RIWAYAT: dossier_history.history,
    Kind.GAMBAR_REKAP: chat_pictures.recap_picture,
    Kind.GAMBAR_STATUS: chat_pictures.status_picture,
    Kind.DAFTAR_ARSIP: register.of_office,
}


def compose(work: Work, row: DocumentRow) -> Document:
    """Read what a requested document prints; ValueError for an unknown kind."""
    frame = Frame(work, cycles.load(work.tx, row.cycle_id, lock=False), row)
    return _MAKERS[frame.kind](frame)
