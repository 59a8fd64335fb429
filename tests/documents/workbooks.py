"""Workbooks for tests: the demo's cells with single cells changed, and small files made for one purpose."""

import copy
import io
from functools import cache
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import column_index_from_string

from bot.documents.workbook import guard as workbook_guard
from bot.documents.workbook.reader import DATE, NUMBER, TEXT, Row
from bot.documents.workbook.reading import plan_office
from bot.office_plan import Fault, OfficePlan
from tests.builders import DEMO_WORKBOOK

Cells = dict[str, list[Row]]


@cache
def _demo() -> Cells:
    return workbook_guard.load(DEMO_WORKBOOK)


def demo_cells() -> Cells:
    """Return the cells of the demo's workbook, free to be changed."""
    return copy.deepcopy(_demo())


def put(cells: Cells, sheet: str, place: str, value: str | None, kind: str = TEXT) -> None:
    """Write one cell; None empties it."""
    letters = place.rstrip("0123456789")
    number, column = int(place.removeprefix(letters)), column_index_from_string(letters) - 1
    rows = cells.setdefault(sheet, [])
    row = next((row for row in rows if row[0] == number), None)
    if row is None:
        row = (number, [])
        rows.append(row)
        rows.sort(key=lambda one: one[0])
    row[1].extend([None] * (column + 1 - len(row[1])))
    row[1][column] = None if value is None else [kind, value]


def with_cells(*changes: tuple[str, str, str | None] | tuple[str, str, str | None, str]) -> Cells:
    """Return the demo's cells with some changed: (sheet, place, text) or (sheet, place, value, kind)."""
    cells = demo_cells()
    for change in changes:
        put(cells, *change)
    return cells


def faults(cells: Cells) -> list[str]:
    """Return the faults of the cells as people read them."""
    answer = plan_office(cells)
    assert isinstance(answer, tuple), "the workbook was accepted"
    return [str(fault) for fault in answer]


def plan(cells: Cells) -> OfficePlan:
    """Return the plan of cells without a fault."""
    answer = plan_office(cells)
    assert isinstance(answer, OfficePlan), [str(fault) for fault in answer]
    return answer


def file_of(rows: list[list[Any]], sheet: str = "Lembar") -> bytes:
    """Return an .xlsx with one sheet of these rows."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return the workbook as a file."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


__all__ = [
    "DATE",
    "NUMBER",
    "TEXT",
    "Cells",
    "Fault",
    "demo_cells",
    "faults",
    "file_of",
    "plan",
    "put",
    "saved",
    "with_cells",
]
