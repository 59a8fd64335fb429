"""Daftar Arsip as a workbook: a line a file, and a line a collection with formulas for its shares and totals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.excel.sheet_file import Cells, Value, filtered, prepare, sealed
from bot.documents.models.archive import ArchivedCycle, ArchivedFile, ArchiveRegister
from bot.texts import formats

FILES, CYCLES = "Daftar berkas", "Pengumpulan"
_HEAD: Final = 5
_FILE_HEAD: Final = (
    "No",
    "Tahun",
    "Triwulan",
    "Jenis",
    "Unit kerja",
    "Versi",
    "Nomor surat",
    "Tanggal dan jam",
    "Kode verifikasi",
    "SHA-256",
    "Ukuran (byte)",
    "Berkas",
)
_FILE_WIDTHS: Final = (6, 8, 9, 26, 32, 7, 24, 18, 18, 38, 13, 60)
_CYCLE_HEAD: Final = (
    "No",
    "Tahun",
    "Triwulan",
    "Diarsipkan",
    "Nomor surat",
    "Rata-rata capaian (%)",
    "Predikat",
    "Pagu (Rp)",
    "Realisasi anggaran (Rp)",
    "Serapan (%)",
    "Langkah",
    "Tepat waktu",
    "Tepat waktu (%)",
    "Berkas",
)
_CYCLE_WIDTHS: Final = (6, 8, 9, 18, 24, 14, 16, 20, 20, 12, 10, 10, 12, 10)


def archive_sheet(document: ArchiveRegister) -> bytes:
    """Return the workbook; the same register gives the same bytes."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = FILES
    files = _begin(first, document, _FILE_HEAD, _FILE_WIDTHS, "E")
    for number, one in enumerate(document.files, 1):
        _file(files, _HEAD + number, number, one, document.zone)
    filtered(first, _HEAD)
    return sealed(book, document, [files, _cycles(book.create_sheet(CYCLES), document)])


def _begin(
    sheet: Worksheet, document: ArchiveRegister, head: Sequence[str], widths: Sequence[float], freeze: str
) -> Cells:
    prepare(sheet, document, widths, _HEAD, f"{freeze}{_HEAD + 1}")
    cells = Cells(sheet)
    kop = document.letterhead
    for row, title in enumerate((f"{kop.government}, {kop.office}", document.title, document.span), 1):
        cells.text(row, 1, title, look="title")
    for column, name in enumerate(head, 1):
        cells.text(_HEAD, column, name, look="head")
    return cells


def _file(cells: Cells, row: int, number: int, one: ArchivedFile, zone: str) -> None:
    cells.number(row, 1, number, "wrap")
    cells.number(row, 2, one.year, "wrap")
    texts = {
        3: formats.TRIWULAN[one.quarter - 1],
        4: one.kind,
        5: one.unit,
        7: one.letter_number,
        8: formats.tanggal_waktu_ringkas(one.at, zone),
        9: one.code,
        10: one.sha256,
        12: one.name,
    }
    for column, text in texts.items():
        cells.text(row, column, text or formats.KOSONG, look="wrap")
    cells.number(row, 6, one.version, "wrap")
    cells.number(row, 11, one.size, "money")


def _cycles(sheet: Worksheet, document: ArchiveRegister) -> Cells:
    cells = _begin(sheet, document, _CYCLE_HEAD, _CYCLE_WIDTHS, "D")
    for number, one in enumerate(document.cycles, 1):
        _cycle(cells, _HEAD + number, number, one, document)
    last = _HEAD + len(document.cycles)
    filtered(sheet, _HEAD)
    if document.cycles:
        _totals(cells, last, document)
    cells.text(last + 3, 1, "Pagu berlaku setahun dan realisasi anggaran kumulatif, sehingga tidak dijumlahkan.")
    return cells


def _cycle(cells: Cells, row: int, number: int, one: ArchivedCycle, document: ArchiveRegister) -> None:
    cells.number(row, 1, number, "wrap")
    cells.number(row, 2, one.year, "wrap")
    moment = formats.tanggal_waktu_ringkas(one.closed_at, document.zone)
    texts = {3: formats.TRIWULAN[one.quarter - 1], 4: moment, 5: one.letter_number, 7: one.rating}
    for column, text in texts.items():
        cells.text(row, column, text or formats.KOSONG, look="wrap")
    cells.number(row, 6, one.mean, "percent")
    cells.number(row, 8, one.budget, "money")
    cells.number(row, 9, one.spent, "money")
    if one.budget and one.spent is not None:
        cells.formula(row, 10, f"I{row}/H{row}*100", one.absorption, "percent")
    else:
        cells.text(row, 10, formats.KOSONG, look="percent")
    cells.number(row, 11, one.steps, "money")
    cells.number(row, 12, one.on_time, "money")
    cells.formula(row, 13, f"L{row}/K{row}*100", _share(one.on_time, one.steps), "percent")
    last = _HEAD + max(1, len(document.files))
    columns = (f"'{FILES}'!$B${_HEAD + 1}:$B${last},B{row}", f"'{FILES}'!$C${_HEAD + 1}:$C${last},C{row}")
    cells.formula(row, 14, f"COUNTIFS({','.join(columns)})", _count(document, one), "money")


def _totals(cells: Cells, last: int, document: ArchiveRegister) -> None:
    row, found = last + 1, document.cycles
    for column in range(1, len(_CYCLE_HEAD) + 1):
        cells.text(row, column, "Jumlah atau rata-rata" if column == 4 else "", look="total wrap")
    means = [one.mean for one in found if one.mean is not None]
    if means:
        cells.formula(row, 6, f"AVERAGE(F{_HEAD + 1}:F{last})", sum(means, Decimal(0)) / len(means), "total percent")
    steps, on_time = sum(one.steps for one in found), sum(one.on_time for one in found)
    counts: dict[str, Value] = {
        "K": Decimal(steps),
        "L": Decimal(on_time),
        "N": sum((_count(document, one) for one in found), Decimal(0)),
    }
    for letter, value in counts.items():
        column = ord(letter) - ord("A") + 1
        cells.formula(row, column, f"SUM({letter}{_HEAD + 1}:{letter}{last})", value, "total money")
    cells.formula(row, 13, f"L{row}/K{row}*100", _share(on_time, steps), "total percent")


def _share(part: int, whole: int) -> Decimal:
    return Decimal(100 * part) / whole


def _count(document: ArchiveRegister, cycle: ArchivedCycle) -> Decimal:
    mine = (cycle.year, cycle.quarter)
    return Decimal(sum((one.year, one.quarter) == mine for one in document.files))
