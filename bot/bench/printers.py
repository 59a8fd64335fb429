"""The peers of `documents`: the same rows in bare tables of reportlab, fpdf2 and typst, on landscape sheets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from fpdf import FPDF
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate

from bot.bench.rows import Taken
from bot.documents.layout import fonts

SIZE = 8.5
MARGIN = 28.0
_GRID: Any = [("GRID", (0, 0), (-1, -1), 0.4, "#555555"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
_TYPST = """
#set page(paper: "a4", flipped: true, margin: {margin}pt)
#set text(font: "Source Sans Pro", size: {size}pt, lang: "id", hyphenate: false)
#for one in json(bytes(sys.inputs.tables)) {{
  table(
    columns: one.widths.map(width => width * 1pt),
    inset: 3pt,
    stroke: 0.4pt,
    table.header(..one.rows.first()),
    ..one.rows.slice(1).flatten(),
  )
}}
"""


def longtable(tables: Sequence[Taken]) -> bytes:
    """A reportlab LongTable of Paragraphs each."""
    fonts.load()
    look = ParagraphStyle("bare", fontName=fonts.SANS, fontSize=SIZE, leading=SIZE * 1.2)
    story: list[Flowable] = []
    for one in tables:
        cells = [[Paragraph(escape(text), look) for text in row] for row in one.rows]
        story.append(LongTable(cells, one.widths, repeatRows=1, style=_GRID))
    target = BytesIO()
    SimpleDocTemplate(target, pagesize=landscape(A4), leftMargin=MARGIN, rightMargin=MARGIN).build(story)
    return target.getvalue()


def fpdf2(tables: Sequence[Taken]) -> bytes:
    """An fpdf2 table each."""
    paper = FPDF("landscape", "pt", "a4")
    paper.set_margin(MARGIN)
    paper.add_font("Sans", fname=_font())
    paper.add_font("Sans", style="B", fname=_font())
    paper.set_font("Sans", size=SIZE)
    paper.add_page()
    for one in tables:
        widths = tuple(round(width) for width in one.widths)
        with paper.table(col_widths=widths, width=sum(widths), line_height=SIZE * 1.2, align="L") as table:
            for row in one.rows:
                drawn = table.row()
                for text in row:
                    drawn.cell(text)
        paper.ln(SIZE)
    return bytes(paper.output())


def typeset(tables: Sequence[Taken]) -> bytes:
    """A typst table each, all read from one JSON text."""
    told = json.dumps([{"widths": one.widths, "rows": one.rows} for one in tables])
    source = _TYPST.format(margin=MARGIN, size=SIZE).encode()
    made = typst.compile(source, font_paths=[str(_font().parent)], sys_inputs={"tables": told})  # type: ignore[misc]
    return bytes(made)


def _font() -> Path:
    package = "font-source-sans-pro"
    return Path(str(distribution(package).locate_file("font_source_sans_pro/files/SourceSansPro-Regular.ttf")))
