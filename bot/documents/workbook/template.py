"""Writes the empty workbook of `bot import --template`: headings, explanations, drop-downs and a greyed example row."""

import io
from collections.abc import Iterable
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.workbook.layout import EXAMPLE_MARK, HINT_MARK, MARK, Column, Sheet
from bot.documents.workbook.sheets import SHEETS

HEADING_ROW = 2
FIRST_ROW = 5
LAST_ROW = 500

_TITLE = Font(bold=True, size=13)
_HEADING = Font(bold=True, color="FFFFFF")
_HEADING_FILL = PatternFill("solid", fgColor="1F4E4A")
_HINT = Font(italic=True, color="4A4A4A", size=9)
_EXAMPLE = Font(color="808080")
_EXAMPLE_FILL = PatternFill("solid", fgColor="EFEFEF")
_WRAP = Alignment(wrap_text=True, vertical="top")
_TEXT = "@"
_AS_TEXT = {"code", "nip", "sub_activity"}


def template(made_at: datetime) -> bytes:
    """Return the empty workbook; `made_at` is the instant that its properties bear."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Bot Data Kinerja"
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        page["A1"] = sheet.purpose
        page["A1"].font = _TITLE
        if sheet.upright:
            _fill_upright(page, sheet)
        else:
            _fill_table(page, sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill_upright(page: Worksheet, sheet: Sheet) -> None:
    _headings(page, ("Isian", "Nilai", EXAMPLE_MARK, HINT_MARK))
    for letter, width in zip("ABCD", (28, 60, 50, 70), strict=True):
        page.column_dimensions[letter].width = width
    for number, column in enumerate(sheet.columns, HEADING_ROW + 1):
        _write(page, (number, 1), column.heading, Font(bold=True))
        _write(page, (number, 2), "", Font())
        page.cell(number, 2).number_format = _TEXT
        _write(page, (number, 3), column.example, _EXAMPLE, _EXAMPLE_FILL)
        _write(page, (number, 4), _hint(column), _HINT)
        _add_choices(page, column, f"B{number}")
    page.freeze_panes = f"B{HEADING_ROW + 1}"


def _fill_table(page: Worksheet, sheet: Sheet) -> None:
    _headings(page, (MARK, *(column.heading for column in sheet.columns)))
    page.column_dimensions["A"].width = 12
    _write(page, (HEADING_ROW + 1, 1), HINT_MARK, _HINT)
    _write(page, (HEADING_ROW + 2, 1), EXAMPLE_MARK, _EXAMPLE, _EXAMPLE_FILL)
    for number, column in enumerate(sheet.columns, 2):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        page.column_dimensions[letter].number_format = _TEXT if column.key in _AS_TEXT else "General"
        _write(page, (HEADING_ROW + 1, number), _hint(column), _HINT)
        _write(page, (HEADING_ROW + 2, number), column.example, _EXAMPLE, _EXAMPLE_FILL)
        _add_choices(page, column, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
    page.freeze_panes = f"C{HEADING_ROW + 1}"


def _headings(page: Worksheet, headings: Iterable[str]) -> None:
    for number, heading in enumerate(headings, 1):
        _write(page, (HEADING_ROW, number), heading, _HEADING, _HEADING_FILL)


def _hint(column: Column) -> str:
    return f"Wajib. {column.hint}" if column.required else column.hint


def _write(page: Worksheet, place: tuple[int, int], text: str, font: Font, fill: PatternFill | None = None) -> None:
    cell = page.cell(*place, text or None)
    cell.font = font
    cell.alignment = _WRAP
    if text:
        cell.data_type = "s"
    if fill is not None:
        cell.fill = fill


def _add_choices(page: Worksheet, column: Column, cells: str) -> None:
    """Offer a list; another value is only warned about, since several codes may stand in one cell."""
    if column.choices:
        formula = f'"{",".join(column.choices)}"'
    elif column.list_of:
        formula = f"'{column.list_of}'!$B${FIRST_ROW}:$B${LAST_ROW}"
    else:
        return
    choice = DataValidation(type="list", formula1=formula, allow_blank=True, errorStyle="warning")
    choice.error = f"Pilihan: {', '.join(column.choices) or 'kode pada lembar ' + column.list_of}."
    page.add_data_validation(choice)
    choice.add(cells)
