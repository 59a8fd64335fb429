"""Sheets of paper: margins, footers with 'Halaman 3 dari 12', contents, and metadata that repeat byte for byte."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO
from typing import Any, Final

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate
from reportlab.platypus.paragraph import Paragraph

from bot.documents import fonts
from bot.documents.model import Document
from bot.documents.text import CHAPTER, HEADING, paragraph
from bot.texts import formats

F4: Final = (215 * mm, 330 * mm)
LEFT, RIGHT, TOP, BOTTOM = 25 * mm, 20 * mm, 15 * mm, 20 * mm
LEFT_WIDE, RIGHT_WIDE = 15 * mm, 15 * mm
_FOOT: Final = 7.5
_DEPTH: Final = {CHAPTER.name: 0, HEADING.name: 1}


def size(document: Document, *, wide: bool = False) -> tuple[float, float]:
    """Return the sheet's width and height in points."""
    sheet = A4 if document.paper == "A4" else F4
    return landscape(sheet) if wide else sheet


def width(document: Document, *, wide: bool = False) -> float:
    """Return the width between the margins in points."""
    across = size(document, wide=wide)[0]
    return across - (LEFT_WIDE + RIGHT_WIDE if wide else LEFT + RIGHT)


def headed(text: str, look: ParagraphStyle, *parts: Flowable) -> list[Flowable]:
    """Return a heading with what follows it, moved to the next page rather than left alone at the foot of one."""
    return [CondPageBreak(32 * mm), paragraph(text, look), *parts]


class _Template(BaseDocTemplate):
    """A document whose chapters become bookmarks and lines of the table of contents."""

    outlined = False
    seq = 0

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        """Note headings as they land on a page."""
        if not isinstance(flowable, Paragraph) or flowable.style.name not in _DEPTH or not self.outlined:
            return
        depth, text = _DEPTH[flowable.style.name], flowable.getPlainText()
        key = f"bagian-{self.seq}"
        self.seq += 1
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, depth, closed=False)
        self.notify("TOCEntry", (depth, escape(text, quote=False), self.page, key))

    def beforeDocument(self) -> None:  # noqa: N802
        """Start the numbering of bookmarks anew on each pass."""
        self.seq = 0


def _canvas(document: Document) -> Callable[..., Canvas]:
    local = formats.setempat(document.issued_at, document.zone)
    offset = local.utcoffset()
    seconds = 0 if offset is None else int(offset.total_seconds())

    class _Sealed(Canvas):
        """A canvas stamped with the document's own instant, whose footers learn the number of pages at its end."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            stamp = self._doc._timeStamp  # type: ignore[attr-defined]
            stamp.t = calendar.timegm(document.issued_at.utctimetuple())
            stamp.lt = local.timetuple()
            stamp.YMDhms = tuple(stamp.lt)[:6]
            stamp.dhh, stamp.dmm = seconds // 3600, seconds % 3600 // 60

        def save(self) -> None:
            total = self.getPageNumber() - 1
            for page in range(1, total + 1):
                self.beginForm(f"halaman-{page}", -100, -2, 0, 10)
                self.setFont(fonts.SANS, _FOOT)
                self.drawRightString(0, 0, f"Halaman {page} dari {total}")
                self.endForm()
            super().save()

    return _Sealed


def build(
    document: Document,
    title: str,
    story: Sequence[Flowable],
    *,
    wide: bool = False,
    outlined: bool = False,
    cover: bool = False,
) -> bytes:
    """Lay the story out and return the PDF; `outlined` adds bookmarks and contents, `cover` leaves page 1 bare."""
    fonts.load()
    buffer = BytesIO()
    sheet = size(document, wide=wide)
    left = LEFT_WIDE if wide else LEFT
    frame = Frame(left, BOTTOM, width(document, wide=wide), sheet[1] - TOP - BOTTOM, 0, 0, 0, 0)
    template = _Template(
        buffer,
        pagesize=sheet,
        title=title,
        subject=f"Data Kinerja {formats.nama_periode(document.period.year, document.period.quarter)}",
        author=f"{document.letterhead.office}, {document.letterhead.government}",
        creator="Sistem Pengumpulan Data Kinerja",
        lang="id-ID",
        invariant=1,
        initialFontName=fonts.SANS,
    )
    template.outlined = outlined

    def footer(canvas: Canvas, doc: BaseDocTemplate) -> None:
        if not (cover and doc.page == 1):
            _footer(canvas, doc, title, left, sheet[0] - (RIGHT_WIDE if wide else RIGHT))

    template.addPageTemplates([PageTemplate("isi", [frame], onPage=footer)])
    maker = _canvas(document)
    if outlined:
        template.multiBuild(list(story), canvasmaker=maker)
    else:
        template.build(list(story), canvasmaker=maker)
    return buffer.getvalue()


def _footer(canvas: Canvas, doc: BaseDocTemplate, title: str, left: float, right: float) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.4)
    canvas.line(left, BOTTOM - 4 * mm, right, BOTTOM - 4 * mm)
    canvas.setFont(fonts.SANS, _FOOT)
    canvas.drawString(left, BOTTOM - 8 * mm, fonts.printable(title))
    # The total is known at the end only, so each page refers to a form that is drawn then.
    canvas.translate(right, BOTTOM - 8 * mm)
    canvas.doForm(f"halaman-{doc.page}")
    canvas.restoreState()
