"""The Dokumen's lampiran: the forms, the list of bukti dukung, and the riwayat SOP so far."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from bot.documents.form import form_body
from bot.documents.history import moment, timeliness, verdict
from bot.documents.page import headed
from bot.documents.performance_model import PerformanceDocument
from bot.documents.recap import activities
from bot.documents.tables import Grid, text
from bot.documents.text import CHAPTER, HEADING, paragraph
from bot.texts import formats


def attachments(document: PerformanceDocument, across: float) -> list[Flowable]:
    """Return the attachments; each begins on a new page."""
    parts: list[tuple[str, list[Flowable]]] = [
        ("FORMULIR", _forms(document, across)),
        ("DAFTAR BUKTI DUKUNG", [_evidence(document, across)]),
        ("RIWAYAT SOP", _history(document, across) if document.history else []),
    ]
    story: list[Flowable] = []
    for name, content in parts:
        if content:
            number = formats.TRIWULAN[sum(isinstance(part, PageBreak) for part in story)]
            story += [PageBreak(), paragraph(f"LAMPIRAN {number} {name}", CHAPTER), *content]
    return story


def _forms(document: PerformanceDocument, across: float) -> list[Flowable]:
    story: list[Flowable] = []
    for number, sheet in enumerate(document.forms):
        if number:
            story.append(CondPageBreak(90 * mm))
        story += headed(sheet.unit, HEADING, *form_body(sheet, across))
    return story


def _evidence(document: PerformanceDocument, across: float) -> Flowable:
    grid = Grid(("No", "Unit kerja", "Sub kegiatan", "Bukti dukung"), [s * across for s in (0.06, 0.24, 0.36, 0.34)])
    rows = [(row, name) for row in activities(document.recap) for name in row.evidence]
    for number, (row, name) in enumerate(rows, 1):
        grid.row([str(number), text(row.unit), text(f"{row.code} {row.name}"), text(name)])
    if not rows:
        grid.nothing("Tidak ada bukti dukung yang dilampirkan.")
    return grid.flowable()


def _history(document: PerformanceDocument, across: float) -> list[Flowable]:
    label = formats.zona(document.zone)
    header = ("No", "Kegiatan", "Pejabat", f"Dibuka ({label})", f"Selesai ({label})", "Waktu terpakai", "Ketepatan")
    grid = Grid(header, [share * across for share in (0.06, 0.25, 0.17, 0.12, 0.12, 0.11, 0.17)])
    for row in document.history:
        moments = [moment(row.opened_at, document.zone), moment(row.closed_at, document.zone)]
        kept = "\n".join(part for part in (verdict(row), row.extension, row.outage) if part)
        texts = [text(part) for part in (*moments, row.used, kept)]
        grid.row([str(row.number), text(row.title), text(row.officer), *texts])
    return [grid.flowable(), *timeliness(document.timeliness, across)]
