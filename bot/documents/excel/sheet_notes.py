"""The recap workbook's other sheets: obstacles, remarks, and how predikat and mean are reckoned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook

from bot.documents.excel.sheet_file import Cells, filtered, prepare
from bot.documents.models.papers import Recap
from bot.documents.papers.recap import activities
from bot.texts import formats

SCALE_SHEET: Final = "Keterangan"
BAND_START: Final = 2


def obstacle_sheet(book: Workbook, document: Recap) -> Cells:
    """Add the sheet of faktor pendorong, penghambat, tindak lanjut and bukti dukung."""
    header = (
        "No",
        "Sub kegiatan",
        "Unit kerja",
        "Faktor pendorong",
        "Faktor penghambat",
        "Tindak lanjut",
        "Bukti dukung",
    )
    cells = _sheet(book, document, "Kendala", header, (6, 46, 26, 36, 36, 36, 36))
    for number, row in enumerate(activities(document), 1):
        hindering = row.hindering if row.running else f"Belum berjalan: {row.reason}"
        texts = (f"{row.code} {row.name}", row.unit, row.supporting, hindering, row.follow_up, "\n".join(row.evidence))
        _line(cells, number, texts)
    filtered(cells.sheet, 1)
    return cells


def remark_sheet(book: Workbook, document: Recap) -> Cells:
    """Add the sheet of missing units, unusual figures, the Analis's notes and corrections."""
    header = ("No", "Jenis", "Perihal", "Isi", "Oleh atau dasar")
    cells = _sheet(book, document, "Catatan", header, (6, 26, 46, 60, 36))
    groups = (("Formulir belum masuk", document.missing), ("Angka tidak lazim", document.unusual))
    lines = [
        (kind, row.subject, row.text, row.author)
        for kind, rows in (*groups, ("Catatan Analis", document.notes))
        for row in rows
    ]
    lines += [("Realisasi s.d. belum lengkap", _to_date(document), sentence, "") for sentence in document.partial]
    lines += [
        ("Perbaikan target/pagu", row.subject, f"{row.before} menjadi {row.after}", row.reference)
        for row in document.corrections
    ]
    for number, line in enumerate(lines, 1):
        _line(cells, number, line)
    filtered(cells.sheet, 1)
    return cells


def scale_sheet(book: Workbook, document: Recap) -> Cells:
    """Add the sheet to whose bands the predikat formulas refer."""
    cells = _sheet(book, document, SCALE_SHEET, ("Predikat", "Batas bawah (%)"), (30, 18))
    scale = document.scale
    for row, band in enumerate(scale.bands, BAND_START):
        cells.text(row, 1, band.label, look="wrap")
        cells.number(row, 2, band.lower, "figure")
    row = BAND_START + len(scale.bands) + 1
    for label, bound in (
        ("Batas atas nilai diperhitungkan", scale.cap),
        ("Batas bawah nilai diperhitungkan", scale.floor),
    ):
        cells.text(row, 1, label, look="wrap")
        cells.text(row, 2, "tidak ada" if bound is None else formats.persen(bound), look="wrap")
        row += 1
    sentences = (
        "Rata-rata ialah rata-rata nilai indikator yang diperhitungkan.",
        "Pagu dan realisasi anggaran dihitung satu kali per sub kegiatan.",
        f"Realisasi anggaran kumulatif s.d. {_end(document)}.",
    )
    for offset, sentence in enumerate(sentences, 1):
        cells.text(row + offset, 1, sentence)
    return cells


def _to_date(document: Recap) -> str:
    return f"Realisasi s.d. TW {formats.TRIWULAN[document.period.quarter - 1]}"


def _end(document: Recap) -> str:
    period = document.period
    return formats.tanggal(period.data_as_of or formats.akhir_periode(period.year, period.quarter))


def _sheet(book: Workbook, document: Recap, title: str, header: Sequence[str], widths: Sequence[float]) -> Cells:
    sheet = book.create_sheet(title)
    cells = Cells(sheet)
    for column, name in enumerate(header, 1):
        cells.text(1, column, name, look="head")
    prepare(sheet, document, widths, 1, "A2")
    return cells


def _line(cells: Cells, number: int, texts: Sequence[str]) -> None:
    cells.number(number + 1, 1, number, "wrap")
    for column, value in enumerate(texts, 2):
        cells.text(number + 1, column, value or formats.KOSONG, look="wrap")
