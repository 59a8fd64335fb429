"""What a reader finds in a finished file."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from bot.documents.model import Document, Recap
from bot.documents.render import render, render_xlsx


def pages(document: Document) -> list[str]:
    """Return the text of each page, runs of white space made one space."""
    reader = PdfReader(BytesIO(render(document).content))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def words(document: Document) -> str:
    """Return the text of the whole document on one line."""
    return " ".join(pages(document))


def sheet(document: Recap, name: str = "Rekapitulasi", *, values: bool = False) -> Worksheet:
    """Return one sheet of the recap's workbook, with formulas or with the values beside them."""
    found = load_workbook(BytesIO(render_xlsx(document).content), data_only=values)[name]
    assert isinstance(found, Worksheet)
    return found


def row_of(found: Worksheet, start: str) -> int:
    """Return the number of the first row with a cell that begins so."""
    for row in found.iter_rows():
        if any(isinstance(cell.value, str) and cell.value.startswith(start) for cell in row):
            return int(row[0].row or 0)
    raise LookupError(start)
