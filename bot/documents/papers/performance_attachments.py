"""The Dokumen's lampiran: forms, bukti dukung with their pictures, and the riwayat SOP so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from bot.documents.charts.bars import PLAIN, Bar, BarChart, key
from bot.documents.charts.illustrations import Illustrations
from bot.documents.charts.shapes import LATE, Mark
from bot.documents.layout.page import headed, landscape, width
from bot.documents.layout.tables import Grid, text
from bot.documents.layout.text import CHAPTER, HEADING, paragraph
from bot.documents.models.performance import PerformanceDocument, StepPace
from bot.documents.papers.contact_sheet import contact_sheet
from bot.documents.papers.form import form_body
from bot.documents.papers.history import history_table, timeliness
from bot.documents.papers.recap import activities
from bot.texts import formats
from bot.texts.times import lama

_MINUTE: Final = timedelta(minutes=1)


def attachments(document: PerformanceDocument, across: float, figures: Illustrations) -> list[Flowable]:
    """Return the attachments; each begins on a new page, the riwayat SOP on a landscape one."""
    parts: list[tuple[str, list[Flowable]]] = [
        ("FORMULIR", _forms(document, across)),
        ("DAFTAR BUKTI DUKUNG", [_evidence(document, across)]),
        ("FOTO BUKTI DUKUNG", contact_sheet(document.pictures, across)),
        ("RIWAYAT SOP", _journey(document, figures) if document.history else []),
    ]
    story: list[Flowable] = []
    for number, (name, content) in enumerate(part for part in parts if part[1]):
        titled = [paragraph(f"LAMPIRAN {formats.TRIWULAN[number]} {name}", CHAPTER), Spacer(1, 3 * mm), *content]
        story += landscape(titled) if name == "RIWAYAT SOP" else [PageBreak(), *titled]
    return story


def _journey(document: PerformanceDocument, figures: Illustrations) -> list[Flowable]:
    across = width(document, wide=True)
    return [
        *_pace(document.pace, across, figures),
        history_table(document.history, across, document.zone),
        *timeliness(document.timeliness, across),
    ]


def _pace(steps: Sequence[StepPace], across: float, figures: Illustrations) -> list[Flowable]:
    """The chart of what each step took of its limit."""
    if not steps:
        return []
    bars = [_step(one) for one in steps]
    chart = BarChart(bars, across, target="waktu baku")
    signs = key(((PLAIN, "dalam batas waktu"), (LATE, "melewati batas waktu")), across, columns=3)
    return figures.of(chart, "Waktu kerja terpakai setiap langkah terhadap waktu baku SOP (kunjungan terlama)", signs)


def _step(one: StepPace) -> Bar:
    share = Decimal(one.used // _MINUTE) / max(one.limit // _MINUTE, 1) * 100
    aside = "terlambat" if one.late else "dengan perpanjangan" if one.extended else ""
    words = "\n".join(part for part in (f"{lama(one.used)} ({formats.persen(share, 0)})", aside) if part)
    mark = Mark.WARNING if one.late else None
    return Bar(label=one.label, value=share, caption=words, rank=LATE if one.late else PLAIN, mark=mark)


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
