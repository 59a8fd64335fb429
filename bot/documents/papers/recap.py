"""Rekapitulasi Data Kinerja (steps 8 to 11) on landscape paper."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from bot.documents.layout.page import build, headed, width
from bot.documents.layout.tables import Cell, Grid, centred, text
from bot.documents.layout.tables import graded as graded_cell
from bot.documents.layout.text import BLOCK, NOTE, paragraph
from bot.documents.models.figures import ActivityRow, IndicatorRow, Remark, Scale, Summary
from bot.documents.models.papers import Recap
from bot.documents.papers.blocks import closed, facts, heading, letterhead, signature, signatures
from bot.documents.papers.qr import proof_block
from bot.texts import formats

_WIDE = (0.035, 0.225, 0.09, 0.055, 0.055, 0.06, 0.065, 0.06, 0.085, 0.105, 0.105, 0.06)
_FIGURES = (3, 4, 5, 6, 7, 9, 10, 11)


def recap(document: Recap) -> bytes:
    """Return the PDF of the recap: figures, IKU, obstacles, missing units, remarks, corrections and the scale."""
    across = width(document, wide=True)
    period = formats.nama_periode(document.period.year, document.period.quarter)
    story: list[Flowable] = [
        *letterhead(document.letterhead, across),
        *heading("REKAPITULASI DATA KINERJA", f"{period} · versi {document.version}"),
        facts(overview(document), across),
        Spacer(1, 3 * mm),
        _figures(document, across),
        *(paragraph(sentence, NOTE) for sentence in document.partial),
    ]
    if document.iku:
        story += headed("Indikator Kinerja Utama (Perjanjian Kinerja Camat)", BLOCK, _iku(document, across))
    story += headed("Kendala dan tindak lanjut", BLOCK, obstacles(document, across))
    end: list[Flowable] = [Spacer(1, 2 * mm), *legend(document.scale)]
    if document.signature is not None:
        day = formats.tanggal(formats.setempat(document.issued_at, document.zone).date())
        above = f"{document.letterhead.place}, {day}"
        end.append(signatures([signature(document.signature, document.zone, above=above)], across))
    story += closed(_remarks(document, across), *end, proof_block(document.proof, across))
    return build(document, f"Rekapitulasi Data Kinerja {period}", story, wide=True)


def activities(document: Recap) -> list[ActivityRow]:
    """Return the sub kegiatan in the order of the recap."""
    return [row for program in document.programs for unit in program.units for row in unit.activities]


def overview(document: Recap) -> list[tuple[str, str]]:
    """Return the figures at the head: forms received, mean, predikat, budget."""
    total = document.summary
    rows = [
        ("Formulir masuk", f"{document.units_received} dari {document.units_expected}"),
        ("Rata-rata capaian", f"{graded(total)}, {total.counted} indikator diperhitungkan"),
        ("Pagu anggaran", formats.rupiah(total.budget)),
        ("Realisasi anggaran", f"{formats.rupiah(total.spent)} s.d. {period_end(document)}"),
        ("Serapan anggaran", formats.persen(total.absorption)),
    ]
    if document.period.data_as_of is not None:
        rows.insert(0, ("Data per tanggal", formats.tanggal(document.period.data_as_of)))
    if document.iku_summary is not None:
        rows.insert(-3, ("Rata-rata capaian IKU", graded(document.iku_summary)))
    return rows


def graded(summary: Summary) -> str:
    """Return '91,4% (Sangat Tinggi)', or the percentage alone where there is no predikat."""
    value = formats.persen(summary.mean)
    return f"{value} ({summary.rating})" if summary.rating else value


def period_end(document: Recap) -> str:
    """Return the day up to which realisasi anggaran is cumulative."""
    period = document.period
    return formats.tanggal(period.data_as_of or formats.akhir_periode(period.year, period.quarter))


def _header(document: Recap) -> tuple[str, ...]:
    short = f"TW\u00a0{formats.TRIWULAN[document.period.quarter - 1]}"
    start = ("No", "Sub kegiatan dan indikator", "Satuan", "Target setahun", f"Target {short}", f"Realisasi {short}")
    return (*start, f"Realisasi s.d. {short}", "Capaian", "Predikat", "Pagu", "Realisasi anggaran", "Serapan")


def _figures(document: Recap, across: float) -> Flowable:
    grid = Grid(_header(document), [share * across for share in _WIDE], right=_FIGURES)
    number = 0
    for program in document.programs:
        grid.band(f"Program {program.code}  {program.name}")
        for unit in program.units:
            grid.band(f"{unit.name} ({unit.officer})" if unit.officer else unit.name, pale=True)
            for activity in unit.activities:
                number += 1
                _activity(grid, number, activity)
        grid.total(f"Rata-rata dan jumlah program {program.code}", 7, _totals(program.summary))
    if not document.programs:
        grid.nothing("Belum ada data yang direkap.")
    grid.total("Rata-rata dan jumlah seluruh program", 7, _totals(document.summary))
    return grid.flowable()


def _activity(grid: Grid, number: int, row: ActivityRow) -> None:
    money: list[Cell] = [formats.rupiah(row.budget), formats.rupiah(row.spent), formats.persen(row.absorption)]
    status: Cell = "" if row.running else centred("Belum berjalan")
    grid.headed_row(str(number), f"{row.code} {row.name}", 7, [status, *money])
    if not row.running:
        return
    for indicator in row.indicators:
        grid.row(["", *_indicator(indicator), "", "", ""])


def _indicator(row: IndicatorRow) -> list[Cell]:
    figures = (row.target_year, row.target_period, row.realisation, row.realisation_to_date)
    return [
        text("\n".join((f"{row.code} {row.name}".strip(), *remarked(row)))),
        centred(row.unit),
        *(formats.angka(figure) for figure in figures),
        formats.KOSONG if row.absent else formats.persen(row.achievement),
        centred(unparted(row.absent) or row.rating or formats.KOSONG),
    ]


def remarked(row: IndicatorRow) -> list[str]:
    """Return the lines below an indicator's name: a formula other than the usual one, and its note."""
    formula = f"Rumus: {row.formula}" if row.formula and row.direction != "positif" else ""
    return [line for line in (formula, row.note and f"Catatan: {row.note}") if line]


def unparted(absent: str) -> str:
    """Return why there is no capaian, with 'TW I' kept on one line."""
    return absent.replace("TW ", "TW\u00a0")


def _totals(summary: Summary) -> list[Cell]:
    money = (formats.rupiah(summary.budget), formats.rupiah(summary.spent), formats.persen(summary.absorption))
    return [formats.persen(summary.mean), graded_cell(summary.rating or formats.KOSONG), *money]


def _iku(document: Recap, across: float) -> Flowable:
    shares = (0.04, 0.36, 0.1, 0.08, 0.08, 0.08, 0.08, 0.08, 0.1)
    header = (*_header(document)[:1], "Indikator dan pemegang data", *_header(document)[2:9])
    grid = Grid(header, [share * across for share in shares], right=range(3, 8))
    for number, row in enumerate(document.iku, 1):
        name, *rest = _indicator(row)
        holder = paragraph(row.holder, NOTE, lead="Pemegang data:") if row.holder else None
        first = [cell for cell in (name, holder) if isinstance(cell, Flowable)]
        grid.row([str(number), first, *rest])
    if document.iku_summary is not None:
        summary = document.iku_summary
        grid.total("Rata-rata IKU", 7, [formats.persen(summary.mean), graded_cell(summary.rating or formats.KOSONG)])
    return grid.flowable()


def obstacles(document: Recap, across: float) -> Flowable:
    """Return the table of what helped, what hindered and what follows, one row a sub kegiatan."""
    header = ("No", "Sub kegiatan", "Faktor pendorong", "Faktor penghambat", "Tindak lanjut", "Bukti")
    grid = Grid(header, [share * across for share in (0.06, 0.235, 0.205, 0.215, 0.205, 0.08)])
    rows = activities(document)
    for number, row in enumerate(rows, 1):
        hindering = row.hindering if row.running else f"Belum berjalan: {row.reason}"
        parts = [text(part or formats.KOSONG) for part in (row.supporting, hindering, row.follow_up)]
        grid.row([str(number), text(f"{row.code} {row.name}"), *parts, centred(str(len(row.evidence)))])
    if not rows:
        grid.nothing("Belum ada data yang direkap.")
    return grid.flowable()


def _remarks(document: Recap, across: float) -> list[Flowable]:
    story: list[Flowable] = []
    for title, label, rows in (
        ("Unit yang belum menyampaikan formulir", "Alasan", document.missing),
        ("Angka tidak lazim", "Alasan", document.unusual),
        ("Catatan Analis", "Catatan", document.notes),
    ):
        if rows:
            story += headed(title, BLOCK, remarks(label, rows, across))
    if document.corrections:
        story += headed("Perbaikan target dan pagu", BLOCK, _corrections(document, across))
    return story


def remarks(label: str, rows: Sequence[Remark], across: float) -> Flowable:
    """Return remarks as a table: about what, the text, by whom."""
    grid = Grid(("No", "Perihal", label, "Oleh"), [share * across for share in (0.06, 0.29, 0.45, 0.2)])
    for number, row in enumerate(rows, 1):
        grid.row([str(number), text(row.subject), text(row.text), text(row.author or formats.KOSONG)])
    return grid.flowable()


def _corrections(document: Recap, across: float) -> Flowable:
    header = ("No", "Perihal", "Semula", "Menjadi", "Dasar (DPA/PK)")
    grid = Grid(header, [share * across for share in (0.04, 0.36, 0.16, 0.16, 0.28)])
    for number, row in enumerate(document.corrections, 1):
        grid.row([str(number), *(text(part) for part in (row.subject, row.before, row.after, row.reference))])
    return grid.flowable()


def legend(scale: Scale) -> list[Flowable]:
    """Return the lines that say how capaian, the mean and predikat were reckoned."""
    bands = "; ".join(
        f"{band.label}: di bawahnya" if band.lower is None else f"{band.label}: ≥ {formats.persen(band.lower)}"
        for band in scale.bands
    )
    limits = [f"paling tinggi {formats.persen(scale.cap)}"] if scale.cap is not None else []
    limits += [f"paling rendah {formats.persen(scale.floor)}"] if scale.floor is not None else []
    counted = f" (setiap indikator dihitung {', '.join(limits)})" if limits else ""
    return [
        paragraph(f"{bands}.", NOTE, lead="Predikat."),
        paragraph(
            f"Rata-rata ialah rata-rata capaian indikator yang diperhitungkan{counted}. Indikator tanpa target pada "
            "periode ini tidak diperhitungkan. Rumus capaian ialah R/T×100 bila tidak disebutkan lain. "
            "Pagu dihitung satu kali per sub kegiatan.",
            NOTE,
            lead="Cara hitung.",
        ),
    ]
