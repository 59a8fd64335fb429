"""Small sheets on which a test lays a table out and reads what stands where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

WIDTH, HEIGHT = 400.0, 240.0


def laid(story: Sequence[Flowable], tags: Any = None) -> bytes:
    """Return a PDF of sheets without margins; `tags` is told the structure."""
    buffer = BytesIO()
    template = BaseDocTemplate(buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
    frame = Frame(0, 0, WIDTH, HEIGHT, 0, 0, 0, 0)

    def tell(canvas: Any, _: BaseDocTemplate) -> None:
        canvas.tags = tags

    template.addPageTemplates([PageTemplate("isi", [frame], onPage=tell)])
    template.build(list(story), canvasmaker=partial(Canvas, invariant=1))
    return buffer.getvalue()


def read(content: bytes) -> list[str]:
    """Return the text of each page, runs of white space made one space."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def boxes(content: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Return each visible character of a page with its left and right edge in points."""
    document = pdfium.PdfDocument(content)
    text = document[page].get_textpage()
    found = []
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        if character.strip():
            left, _, right, _ = text.get_charbox(index, loose=True)
            found.append((character, left, right))
    document.close()
    return found
