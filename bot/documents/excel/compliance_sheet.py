"""Laporan kepatuhan SOP as a workbook: every visit, and summaries whose counts and sums are formulas over them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.excel.sheet_file import Cells, prepare, sealed
from bot.documents.models.compliance import ComplianceReport, VisitRow
from bot.documents.models.papers import TimelinessRow
from bot.documents.papers.history import moment
from bot.sop.compliance import Summary
from bot.texts import compliance as words

DETAILS: Final = "Rincian"
_HEAD: Final = 5
_MINUTE: Final = timedelta(minutes=1)
_YES, _NO = "ya", "tidak"
_SUMMARY_WIDTHS: Final = (16, 58, 34, 10, 12, 14, 14, 14, 14, 14, 14, 14, 14, 12, 12)
_FIGURES: Final = (
    "Tugas selesai",
    "Tepat waktu",
    "Tepat waktu (%)",
    "Terpakai, jumlah (menit)",
    "Terpakai, median (menit)",
    "Terpakai, persentil 90 (menit)",
    "Terlambat, median (menit)",
    "Terlambat, persentil 90 (menit)",
    "Terlambat, terlama (menit)",
    "Terlambat, jumlah (menit)",
    "Perpanjangan",
    "Diulang",
)
_DETAIL_WIDTHS: Final = (7, 12, 16, 46, 30, 34, 10, 16, 16, 16, 16, 11, 11, 11, 11, 14, 12, 36, 30, 10)
_DETAIL_HEAD: Final = (
    "No",
    "Periode",
    "Langkah",
    "Kegiatan",
    "Pejabat",
    "Jabatan",
    "No pejabat",
    "Dibuka",
    "Batas semula",
    "Batas akhir",
    "Selesai",
    "Waktu baku",
    "Terpakai (menit)",
    "Bot tidak aktif (menit)",
    "Terlambat (menit)",
    "Tepat waktu",
    "Perpanjangan (kali)",
    "Perpanjangan",
    "Pengembalian",
    "Diulang",
)


def compliance_sheet(document: ComplianceReport) -> bytes:
    """Return the workbook; the same report gives the same bytes."""
    book = Workbook()
    steps = book.active
    assert isinstance(steps, Worksheet)
    steps.title = "Ringkasan langkah"
    found = document.timeliness
    by_step = _summary(steps, document, ("Langkah", "Kegiatan", "Waktu baku"), "C", document.step_keys, found.steps)
    officials = book.create_sheet("Ringkasan pejabat")
    numbers = [*range(1, len(found.officials) + 1)]
    by_official = _summary(officials, document, ("No", "Pejabat", "Jabatan"), "G", numbers, found.officials)
    return sealed(book, document, [by_step, by_official, _details(book.create_sheet(DETAILS), document)])


def _titled(
    sheet: Worksheet, document: ComplianceReport, widths: Sequence[float], header: Sequence[str], freeze: str
) -> Cells:
    """Write what every sheet begins with."""
    prepare(sheet, document, widths, _HEAD, freeze)
    cells = Cells(sheet)
    head = document.letterhead
    for row, title in enumerate((f"{head.government}, {head.office}", "LAPORAN KEPATUHAN SOP", document.span), 1):
        cells.text(row, 1, title, look="title")
    for column, name in enumerate(header, 1):
        cells.text(_HEAD, column, name, look="head")
    return cells


def _summary(
    sheet: Worksheet,
    document: ComplianceReport,
    names: tuple[str, str, str],
    key_column: str,
    keys: Sequence[str | int],
    rows: Sequence[TimelinessRow],
) -> Cells:
    """Write one line a row, its key in the first column, by which the formulas find its visits."""
    cells = _titled(sheet, document, _SUMMARY_WIDTHS, (*names, *_FIGURES), f"C{_HEAD + 1}")
    last = _HEAD + max(len(document.visits), 1)
    for line, (key, row) in enumerate(zip(keys, rows, strict=True), _HEAD + 1):
        if isinstance(key, str):
            cells.text(line, 1, key, look="wrap")
        else:
            cells.number(line, 1, key, look="wrap")
        cells.text(line, 2, row.label, look="wrap")
        cells.text(line, 3, row.detail, look="wrap")
        _figures(cells, line, row.summary, _formulas(key_column, line, last))
    total = _HEAD + len(rows) + 1
    for column, value in enumerate(("", "Seluruhnya", ""), 1):
        cells.text(total, column, value, look="total wrap")
    sums = {column: f"SUM({column}{_HEAD + 1}:{column}{total - 1})" for column in "DEGMNO"}
    sums["L"] = f"MAX(L{_HEAD + 1}:L{total - 1})"
    _figures(cells, total, document.overall, sums if rows else {}, "total ")
    for offset, sentence in enumerate((words.METHOD, words.PERCENTILES, words.FORMULAS), 2):
        cells.text(total + offset, 2, f"{sentence[0].upper()}{sentence[1:]}.")
    return cells


def _formulas(key_column: str, line: int, last: int) -> dict[str, str]:
    """The formula of each column that a person can follow, over the visits whose key stands in column A."""

    def details(column: str) -> str:
        return f"{DETAILS}!${column}${_HEAD + 1}:${column}${last}"

    mine, kept = f"{details(key_column)},$A{line}", details("P")

    def total(column: str) -> str:
        return "+".join(f'SUMIFS({details(column)},{mine},{kept},"{word}")' for word in (_YES, _NO))

    def count(*more: str) -> str:
        extra = "".join(f",{one}" for one in more)
        return "+".join(f'COUNTIFS({mine},{kept},"{word}"{extra})' for word in (_YES, _NO))

    late = f'({details(key_column)}=$A{line})*({kept}="{_NO}")*{details("O")}'
    return {
        "D": count(),
        "E": f'COUNTIFS({mine},{kept},"{_YES}")',
        "G": total("M"),
        "L": f"SUMPRODUCT(MAX({late}))",
        "M": f'SUMIFS({details("O")},{mine},{kept},"{_NO}")',
        "N": total("Q"),
        "O": count(f'{details("T")},"{_YES}"'),
    }


def _figures(cells: Cells, line: int, done: Summary, formulas: dict[str, str], total: str = "") -> None:
    """Write a line's figures, each beside the formula that gives it where there is one."""
    values: dict[str, Decimal | None] = {
        "D": Decimal(done.count),
        "E": Decimal(done.on_time),
        "F": done.share,
        "G": _minutes(done.used),
        "H": _minutes(done.used_median),
        "I": _minutes(done.used_p90),
        "J": _minutes(done.late_median),
        "K": _minutes(done.late_p90),
        "L": _minutes(done.late_max),
        "M": _minutes(done.late),
        "N": Decimal(done.extensions),
        "O": Decimal(done.repeats),
    }
    if done.count:
        formulas = formulas | {"F": f"E{line}/D{line}*100"}
    for column, (letter, value) in enumerate(values.items(), 4):
        look = f"{total}{'percent' if letter == 'F' else 'figure'}"
        if letter in formulas:
            cells.formula(line, column, formulas[letter], value, look)
        else:
            cells.number(line, column, value, look)


def _details(sheet: Worksheet, document: ComplianceReport) -> Cells:
    cells = _titled(sheet, document, _DETAIL_WIDTHS, _DETAIL_HEAD, f"E{_HEAD + 1}")
    for number, row in enumerate(document.visits, 1):
        _visit(cells, _HEAD + number, number, row, document.zone)
    sheet.auto_filter.ref = f"A{_HEAD}:T{_HEAD + max(len(document.visits), 1)}"
    return cells


def _visit(cells: Cells, line: int, number: int, row: VisitRow, zone: str) -> None:
    visit = row.visit
    kept = {True: _YES, False: _NO, None: words.RUNNING}[visit.on_time]
    closed = "" if visit.closed_at is None else moment(visit.closed_at, zone)
    moments = (moment(visit.opened_at, zone), moment(visit.original_due, zone), moment(visit.due, zone), closed)
    texts = {
        **dict(enumerate((row.period, row.key, row.title, row.officer, row.post), 2)),
        **dict(enumerate((*moments, str(visit.limit)), 8)),
        16: kept,
        **dict(enumerate((row.extension, words.returned(visit), _YES if visit.repeated else _NO), 18)),
    }
    figures = {13: visit.used // _MINUTE, 14: visit.down // _MINUTE, 15: visit.late // _MINUTE}
    for column, value in texts.items():
        cells.text(line, column, value, look="wrap")
    for column, figure in {**figures, 1: number, 7: row.official or None, 17: len(visit.extensions)}.items():
        cells.number(line, column, figure, look="figure")


def _minutes(span: timedelta) -> Decimal:
    return Decimal(span // _MINUTE)
