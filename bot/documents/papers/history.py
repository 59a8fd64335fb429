"""Riwayat SOP: every task of the cycle, its limit and the working time it took."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from bot.documents.layout.page import build, width
from bot.documents.layout.tables import Grid, text
from bot.documents.layout.text import NOTE, paragraph
from bot.documents.models.papers import History, HistoryRow, Timeliness
from bot.documents.papers.blocks import closed, heading, letterhead
from bot.documents.papers.compliance_tables import timeliness_table
from bot.documents.papers.qr import proof_block
from bot.texts import compliance as words
from bot.texts import formats

_WIDE = (0.05, 0.18, 0.145, 0.075, 0.075, 0.075, 0.075, 0.09, 0.09, 0.145)


def history(document: History) -> bytes:
    """Return the PDF of the whole journey through the fourteen steps."""
    across = width(document, wide=True)
    period = formats.nama_periode(document.period.year, document.period.quarter)
    story: list[Flowable] = [
        *letterhead(document.letterhead, across),
        *heading("RIWAYAT PELAKSANAAN SOP", f"Mekanisme Pengumpulan Data Kinerja, {period}"),
        history_table(document.rows, across, document.zone),
        Spacer(1, 3 * mm),
    ]
    verdicts = [row.on_time for row in document.rows if row.on_time is not None]
    if verdicts:
        story.append(paragraph(words.finished(len(verdicts), sum(verdicts)), NOTE))
    if document.conclusion:
        story.append(paragraph(document.conclusion, NOTE))
    story += timeliness(document.timeliness, across)
    story = closed(story, proof_block(document.proof, across))
    return build(document, f"Riwayat SOP Data Kinerja {period}", story, wide=True)


def timeliness(found: Timeliness, across: float) -> list[Flowable]:
    """Return the summary by step and by official with the sentence on how it is reckoned; nothing of no visits."""
    if not found.steps:
        return []
    return [
        Spacer(1, 3 * mm),
        timeliness_table(found, across),
        Spacer(1, 2 * mm),
        paragraph(f"{words.METHOD}.", NOTE),
    ]


def history_table(rows: Sequence[HistoryRow], across: float, zone: str) -> Flowable:
    """Return the journey as a table for a landscape sheet."""
    label = formats.zona(zone)
    header = (
        "Langkah",
        "Kegiatan",
        "Pejabat",
        f"Dibuka ({label})",
        f"Batas ({label})",
        f"Selesai ({label})",
        "Waktu baku",
        "Waktu kerja terpakai",
        "Ketepatan",
        "Perpanjangan, pengembalian",
    )
    grid = Grid(header, [share * across for share in _WIDE])
    for row in rows:
        moments = [text(moment(instant, zone)) for instant in (row.opened_at, row.due_at, row.closed_at)]
        aside = "\n".join(part for part in (row.extension, row.outage, row.returned) if part)
        texts = [text(part) for part in (row.limit, row.used, verdict(row), aside)]
        grid.row([str(row.number), text(row.title), text(row.officer), *moments, *texts])
    if not rows:
        grid.nothing("Belum ada langkah yang dilaksanakan.")
    return grid.flowable()


def moment(instant: datetime | None, zone: str) -> str:
    """Return '7-4-2026 11.55', or a dash."""
    return formats.KOSONG if instant is None else formats.tanggal_waktu_ringkas(instant, zone)


def verdict(row: HistoryRow) -> str:
    """Return the caller's words on punctuality, or the plain ones."""
    if row.timing or row.on_time is None:
        return row.timing or formats.KOSONG
    return "tepat waktu" if row.on_time else "terlambat"
