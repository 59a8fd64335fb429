"""Laporan kepatuhan SOP: how the limits were kept over many cycles, by step and by official, on landscape sheets."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from bot.documents.charts.bars import Bar, BarChart
from bot.documents.layout.page import build, headed, width
from bot.documents.layout.tables import Grid, centred, text
from bot.documents.layout.text import HEADING, NOTE, paragraph
from bot.documents.models.compliance import ComplianceReport, CycleRow, VisitRow
from bot.documents.papers.blocks import facts, heading, letterhead
from bot.documents.papers.compliance_tables import some, span, summary_table
from bot.documents.papers.history import moment
from bot.texts import compliance as words
from bot.texts import formats
from bot.texts.times import lama

_CYCLES: Final = (0.2, 0.2, 0.2, 0.13, 0.13, 0.14)
_OVERRUNS: Final = (0.08, 0.24, 0.2, 0.1, 0.1, 0.1, 0.18)
_OUTAGES: Final = (0.3, 0.3, 0.4)
_NONE: Final = "tidak ada"
_PUNCTUALITY: Final = "Ketepatan waktu per langkah"


def compliance_report(document: ComplianceReport) -> bytes:
    """Return the PDF; the same model gives the same bytes."""
    across = width(document, wide=True)
    found = document.timeliness
    story: list[Flowable] = [
        *letterhead(document.letterhead, across),
        *heading("LAPORAN KEPATUHAN SOP", f"Mekanisme Pengumpulan Data Kinerja, {document.span}"),
        facts(_facts(document), across),
        Spacer(1, 3 * mm),
        _cycles(document, across),
        *headed(_PUNCTUALITY, HEADING, _chart(document, across)),
        *headed("Menurut langkah", HEADING, summary_table(found.steps, ("Langkah", "Waktu baku"), across)),
        *headed("Menurut pejabat", HEADING, summary_table(found.officials, ("Pejabat", "Jabatan"), across)),
        *headed("Pelaksanaan yang melewati batas waktu", HEADING, _overruns(document, across)),
        *headed("Waktu bot tidak aktif", HEADING, _outages(document, across)),
        Spacer(1, 3 * mm),
        paragraph(f"{words.METHOD}; {words.PERCENTILES}.", NOTE),
    ]
    return build(document, f"Laporan Kepatuhan SOP {document.span}", story, wide=True)


def _facts(document: ComplianceReport) -> list[tuple[str, str]]:
    done = document.overall
    share = f" ({formats.persen(done.share)})" if done.count else ""
    return [
        ("Pelaksanaan", f"{done.count} tugas selesai, {done.on_time} tepat waktu{share}"),
        ("Keterlambatan", f"jumlah {span(done.late)}, terlama {span(done.late_max)}" if done.late else _NONE),
        ("Perpanjangan", f"{done.extensions} kali" if done.extensions else _NONE),
        ("Pengembalian", f"{done.returns} kali" if done.returns else _NONE),
        ("Keadaan per", formats.hari_tanggal_waktu(document.issued_at, document.zone)),
    ]


def _cycles(document: ComplianceReport, across: float) -> Flowable:
    label = formats.zona(document.zone)
    header = (
        "Periode",
        f"Mulai ({label})",
        f"Diarsipkan ({label})",
        "Tugas selesai",
        "Tepat waktu",
        "Terlambat, jumlah",
    )
    grid = Grid(header, [share * across for share in _CYCLES], first="left")
    for row in document.cycles:
        grid.row([text(row.period), *map(centred, _cycle_cells(row, document.zone))])
    return grid.flowable()


def _cycle_cells(row: CycleRow, zone: str) -> list[str]:
    done = row.summary
    closed = words.RUNNING if row.closed_at is None else moment(row.closed_at, zone)
    kept = f"{done.on_time} ({formats.persen(done.share)})" if done.count else formats.KOSONG
    return [moment(row.opened_at, zone), closed, some(done.count), kept, span(done.late)]


def _chart(document: ComplianceReport, across: float) -> Flowable:
    rows, keys = document.timeliness.steps, document.step_keys
    bars = [
        Bar(
            label=f"{key}. {row.label.removeprefix(f'{key}. ')}",
            value=row.summary.share,
            caption=f"{row.summary.on_time} dari {row.summary.count} tepat waktu",
        )
        for key, row in zip(keys, rows, strict=True)
    ]
    if not bars:
        return paragraph(words.NOTHING, NOTE)
    chart = BarChart(bars, across, target="semua")
    chart.entitle(_PUNCTUALITY)
    return chart


def _overruns(document: ComplianceReport, across: float) -> Flowable:
    label = formats.zona(document.zone)
    header = ("Periode", "Langkah", "Pejabat", f"Batas ({label})", f"Selesai ({label})", "Terlambat", "Perpanjangan")
    grid = Grid(header, [share * across for share in _OVERRUNS], first="left")
    for row in document.overruns:
        grid.row([text(part) for part in _overrun_cells(row, document.zone)])
    if not document.overruns:
        grid.nothing("Semua tugas diselesaikan dalam batas waktunya.")
    return grid.flowable()


def _overrun_cells(row: VisitRow, zone: str) -> list[str]:
    visit = row.visit
    closed = words.RUNNING if visit.closed_at is None else moment(visit.closed_at, zone)
    late = "\n".join(part for part in (lama(visit.late), words.outage(visit.down)) if part)
    officer = "\n".join(dict.fromkeys((row.officer, row.post)))
    return [row.period, f"{row.key}. {row.title}", officer, moment(visit.due, zone), closed, late, row.extension]


def _outages(document: ComplianceReport, across: float) -> Flowable:
    label = formats.zona(document.zone)
    header = (f"Sejak ({label})", f"Sampai ({label})", "Jam kerja di dalamnya, tidak diperhitungkan")
    grid = Grid(header, [share * across for share in _OUTAGES], first="left")
    for row in document.outages:
        cells = (moment(row.start, document.zone), moment(row.end, document.zone), span(row.working))
        grid.row([text(cell) for cell in cells])
    if document.outages:
        total = sum((row.working for row in document.outages), timedelta())
        grid.total(f"Jumlah {len(document.outages)} kali", 2, [span(total)])
    else:
        grid.nothing("Bot aktif selama seluruh jam kerja.")
    return grid.flowable()
