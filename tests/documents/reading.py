"""What a reader finds in a finished file."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from bot.documents.models.papers import Document, Recap
from bot.documents.render import render, render_xlsx
from tests.documents import samples


@cache
def _sample(index: int) -> bytes:
    return render(samples.EVERY[index]).content


def finished(document: Document) -> bytes:
    """Return the document's PDF; the samples, which many tests read, are rendered once."""
    places = [index for index, sample in enumerate(samples.EVERY) if sample is document]
    return _sample(places[0]) if places else render(document).content


def pages(document: Document) -> list[str]:
    """Return the text of each page, runs of white space made one space."""
    reader = PdfReader(BytesIO(finished(document)))
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
