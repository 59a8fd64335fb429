"""Excel cells that hold text as text, formulas with their values, and files that repeat byte for byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC
from decimal import Decimal
from html import escape
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.layout.fonts import tidy
from bot.documents.models.papers import Document
from bot.texts.formats import nama_periode

Value = Decimal | str | None
_LONGEST: Final = 32_767
_LINE: Final = Side(style="thin", color="808080")
_BOX: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_STRONG: Final = Font(name="Calibri", size=10, bold=True)
_PLAIN: Final = Font(name="Calibri", size=10)
_WRAP: Final = Alignment(vertical="top", wrap_text=True)
_PLAIN_TOP: Final = Alignment(vertical="top")
_INDENTED: Final = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_MIDDLE: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
_RIGHT: Final = Alignment(horizontal="right", vertical="top")
_COUNTED: Final = Alignment(horizontal="center", vertical="top")
_GREY: Final = PatternFill("solid", fgColor="D9D9D9")
_PALE: Final = PatternFill("solid", fgColor="F2F2F2")
_WHOLE: Final = "#,##0"
_FORMATS: Final = {"figure": _WHOLE, "percent": "#,##0.00", "money": _WHOLE}
_MOST_DECIMALS: Final = 6
_BANDS: Final = frozenset({"group", "unit"})
_LINE_HEIGHT, _TALLEST = 13.5, 409.0
"""Points: of a line in the sheets' font, and of the tallest row that Excel takes."""
_ROOM: Final = 1.1
"""Characters of this font in a unit of a column's width, on the average of words."""
_FORMULA: Final = re.compile(rb'<c r="([A-Z]+[0-9]+)"((?: [a-z]+="[^"]*")*)><f>(.*?)</f><v\s*(?:/>|></v>)</c>')
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


class Cells:
    """Writes cells of one sheet in a named look and keeps the reckoned value of every formula."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.values: dict[str, Value] = {}

    def text(self, row: int, column: int, value: str, look: str = "plain") -> None:
        """Write text literally: '=1+1' stays text and never becomes a formula."""
        cell = self._cell(row, column, look)
        cleaned = tidy(value).encode("utf-8", "replace").decode()
        cell.value = cleaned if len(cleaned) <= _LONGEST else f"{cleaned[: _LONGEST - 1]}…"
        cell.data_type = "s"
        _set_in(cell, look)

    def blank(self, row: int, column: int, look: str) -> None:
        """Give an empty cell its look."""
        self._cell(row, column, look)

    def number(self, row: int, column: int, value: Decimal | int | None, look: str = "figure") -> None:
        """Write a number, or a dash where there is none: empty is not 0; row numbers and years keep off the lines."""
        if value is None:
            self.text(row, column, "–", look)
            return
        cell = self._cell(row, column, look)
        cell.value = value
        if look == "wrap":
            cell.alignment = _COUNTED
        if look == "figure" and (decimals := _decimals(Decimal(value))):
            cell.number_format = f"{_WHOLE}.{'0' * decimals}"

    def formula(self, row: int, column: int, expression: str, value: Value, look: str = "figure") -> None:
        """Write a formula together with its value, which viewers that do not reckon show."""
        cell = self._cell(row, column, look)
        cell.value = f"={expression}"
        if isinstance(value, str):
            _set_in(cell, look)
        self.values[cell.coordinate] = value

    def fit(self) -> None:
        """Make every row as tall as its texts need, since not every program does so when it opens the file."""
        for row, cells in enumerate(self.sheet.iter_rows(), 1):
            lines = max((self._lines(cell) for cell in cells if isinstance(cell, Cell)), default=1)
            self.sheet.row_dimensions[row].height = min(lines * _LINE_HEIGHT + 2, _TALLEST)

    def _lines(self, cell: Cell) -> int:
        text = self.values.get(cell.coordinate) if cell.data_type == "f" else cell.value
        if not isinstance(text, str) or not cell.alignment.wrap_text:
            return 1
        room = max(1, int((self.sheet.column_dimensions[cell.column_letter].width or 9) * _ROOM) - 1)
        return sum(_wrapped(part, room) for part in text.split("\n"))

    def _cell(self, row: int, column: int, look: str) -> Cell:
        cell = self.sheet.cell(row, column)
        assert isinstance(cell, Cell)
        total, look = look.startswith("total "), look.removeprefix("total ")
        cell.font = _STRONG if total or look in {"title", "head", "strong", "group", "unit"} else _PLAIN
        if look in {"title", "plain"}:
            return cell
        cell.border = _BOX
        cell.alignment = _MIDDLE if look == "head" else _RIGHT if look in _FORMATS else _WRAP
        if look in _BANDS:
            cell.alignment = _PLAIN_TOP
        if look in {"head", "group"}:
            cell.fill = _GREY
        elif total or look == "unit":
            cell.fill = _PALE
        cell.number_format = _FORMATS.get(look, "General")
        return cell


def prepare(sheet: Worksheet, document: Document, widths: Sequence[float], head: int, freeze: str) -> None:
    """Set column widths, frozen panes and the print set-up: landscape, one page wide, headings repeated."""
    for column, wide in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = wide
    sheet.freeze_panes = freeze
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    # Excel knows no F4; its folio (14) is the same sheet within a millimetre.
    sheet.page_setup.paperSize = 9 if document.paper == "A4" else 14
    sheet.page_setup.fitToHeight = 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.75, bottom=0.75, header=0.3, footer=0.3)
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    sheet.oddHeader.left.text = _printed(f"{document.letterhead.office}, {document.letterhead.government}")
    period = document.period
    sheet.oddFooter.left.text = _printed(f"{sheet.title}, {nama_periode(period.year, period.quarter)}")
    sheet.oddFooter.right.text = "Halaman &P dari &N"


def filtered(sheet: Worksheet, head: int) -> None:
    """Give the headings in a row arrows by which the rows beneath are filtered."""
    last = max(head, sheet.max_row)
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(sheet.max_column)}{last}"


def _set_in(cell: Cell, look: str) -> None:
    """Keep words off the line beside them, which reads as a letter."""
    if look.removeprefix("total ") == "wrap":
        cell.alignment = _INDENTED


def _printed(text: str) -> str:
    """Text in a header or footer, where '&' begins a command."""
    return tidy(text).replace("&", "&&")


def _decimals(value: Decimal) -> int:
    """How many decimals a figure has, up to those shown."""
    exponent = value.normalize().as_tuple().exponent
    return min(_MOST_DECIMALS, max(0, -exponent)) if isinstance(exponent, int) else 0


def _wrapped(text: str, room: int) -> int:
    """In how many lines words come to stand; a word that is too long is broken."""
    lines, left = 1, room
    for word in text.split(" "):
        length = len(word)
        if length > left and left < room:
            lines, left = lines + 1, room
        while length > room:
            lines, length = lines + 1, length - room
        left -= length + 1
    return lines


def sealed(book: Workbook, document: Document, sheets: Sequence[Cells]) -> bytes:
    """Return the workbook's bytes: values beside formulas, dates from the data, no time of packing."""
    for cells in sheets:
        cells.fit()
    moment = document.issued_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.properties.created = moment
    book.properties.creator = f"{document.letterhead.office}, {document.letterhead.government}"
    book.properties.language = "id-ID"
    raw, packed = BytesIO(), BytesIO()
    book.save(raw)
    values = {f"xl/worksheets/sheet{number}.xml": cells.values for number, cells in enumerate(sheets, 1)}
    stamp = rb"\g<1>" + moment.isoformat().encode() + rb"Z\g<2>"
    with ZipFile(raw) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name in values:
                content = _reckoned(content, values[name])
            elif name == "docProps/core.xml":
                content = _MODIFIED.sub(stamp, content)
            target.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)
    return packed.getvalue()


def _reckoned(content: bytes, values: dict[str, Value]) -> bytes:
    def fill(match: re.Match[bytes]) -> bytes:
        place, rest, expression = match.groups()
        value = values.get(place.decode())
        if value is None:
            return match.group(0)
        kind = b' t="str"' if isinstance(value, str) else b""
        shown = escape(value) if isinstance(value, str) else f"{value:f}"
        return b'<c r="%b"%b%b><f>%b</f><v>%b</v></c>' % (place, rest, kind, expression, shown.encode())

    return _FORMULA.sub(fill, content)
