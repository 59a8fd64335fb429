"""Sheets of paper: margins, footers with 'Halaman 3 dari 12', landscape parts, bookmarks and contents in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, Literal

from reportlab import rl_config
from reportlab.lib import pagesizes
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    HRFlowable,
    NullDraw,
    PageBreak,
    PageBreakIfNotEmpty,
    PageTemplate,
)
from reportlab.platypus.paragraph import Paragraph

from bot.documents.layout import fonts
from bot.documents.layout.archival import Imprint
from bot.documents.layout.contents import ContentsLine, filled, marked
from bot.documents.layout.labels import clipped, write
from bot.documents.layout.paper import FOOT, Paper, maker
from bot.documents.layout.text import BLOCK, CHAPTER, HEADING, TITLE, paragraph
from bot.documents.models.papers import Document
from bot.texts import formats
from bot.texts.verifying import grouped

F4: Final = (215 * mm, 330 * mm)
# Margins of official papers (tata naskah dinas): room on the left to punch, and the footer within the lower margin.
LEFT, RIGHT, TOP, BOTTOM = 30 * mm, 20 * mm, 20 * mm, 25 * mm
LEFT_WIDE, RIGHT_WIDE = 15 * mm, 15 * mm
_UPRIGHT: Final = "tegak"
_WIDE: Final = "lebar"
_TAGS: Final = {CHAPTER.name: "H1", TITLE.name: "H1", HEADING.name: "H2", BLOCK.name: "H2"}


def size(document: Document, *, wide: bool = False) -> tuple[float, float]:
    """Return the sheet's width and height in points."""
    sheet = A4 if document.paper == "A4" else F4
    return pagesizes.landscape(sheet) if wide else sheet


def width(document: Document, *, wide: bool = False) -> float:
    """Return the width between the margins in points."""
    across = size(document, wide=wide)[0]
    return across - (LEFT_WIDE + RIGHT_WIDE if wide else LEFT + RIGHT)


def headed(text: str, look: ParagraphStyle, *parts: Flowable) -> list[Flowable]:
    """Return a heading with what follows it, moved to the next page rather than left alone at the foot of one."""
    return [CondPageBreak(32 * mm), paragraph(text, look), *parts]


def landscape(parts: Sequence[Flowable]) -> list[Flowable]:
    """Return parts of an upright story set on landscape pages of their own, `width(document, wide=True)` across."""
    return [PageBreakIfNotEmpty(_WIDE), *parts, PageBreakIfNotEmpty(_UPRIGHT)]


class _Column(Frame):
    """The room between the margins; whatever is set into it is told to the canvas's tags."""

    def add(self, flowable: Flowable, canv: Any, trySplit: int = 0) -> Literal[0, 1]:  # noqa: N803
        """Draw a flowable if it fits; return whether it did."""
        outer, tag = _role(flowable)
        if outer:
            canv.tags.begin(outer, key=outer)
        if tag == "Artifact":
            canv.tags.artifact()
        elif tag:
            canv.tags.begin(tag)
        done = super().add(flowable, canv, trySplit)
        for _ in filter(None, (outer, tag)):
            canv.tags.end()
        return done

    def split(self, flowable: Flowable, canv: Any) -> list[Flowable]:
        """Part a flowable that does not fit; a heading is marked where it begins."""
        parts: list[Any] = super().split(flowable, canv)
        if parts and hasattr(flowable, "mark"):
            parts[0].mark = flowable.mark
        return parts


def _role(flowable: Flowable) -> tuple[str, str]:
    """Return the group and the tag of a flowable; whatever tags its own parts takes them out of the paragraph."""
    if isinstance(flowable, ContentsLine):
        return "TOC", "TOCI"
    if isinstance(flowable, Paragraph):
        return "", _TAGS.get(flowable.style.name, "P")
    if isinstance(flowable, HRFlowable):
        return "", "Artifact"
    return "", "" if isinstance(flowable, NullDraw) else "P"


class _Template(BaseDocTemplate):
    """A document whose marked headings become bookmarks."""

    canv: Paper

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        """Note a heading as it lands on a page."""
        heading: Any = flowable
        if isinstance(flowable, Paragraph) and hasattr(heading, "mark"):
            above = self.frame._y + heading.height + heading.getSpaceAfter()  # type: ignore[attr-defined]
            self.canv.bookmark(heading.mark, above + 4)


@dataclass(frozen=True, slots=True)
class _Foot:
    """What stands at the foot of each page: the title, and the code that verifies the paper ('': none)."""

    title: str
    code: str
    bare_cover: bool

    def draw(self, canvas: Any, page: int, left: float, right: float) -> None:
        """Draw rule, title, code and page number between two margins (points)."""
        if self.bare_cover and page == 1:
            return
        canvas.tags.artifact()
        canvas.saveState()
        canvas.setLineWidth(0.4)
        canvas.line(left, BOTTOM - 6 * mm, right, BOTTOM - 6 * mm)
        canvas.setFont(fonts.SANS, FOOT)
        for line in clipped(self.title, fonts.SANS, FOOT, right - left - 30 * mm, 1):
            write(canvas, line, left, BOTTOM - 10 * mm, FOOT)
        if self.code:
            canvas.drawString(left, BOTTOM - 13.5 * mm, f"Kode verifikasi {grouped(self.code)}")
        # The total is known at the end only, so each page refers to a form that is drawn then.
        canvas.translate(right, BOTTOM - 10 * mm)
        canvas.doForm(f"halaman-{page}")
        canvas.restoreState()
        canvas.tags.end()


def build(
    document: Document,
    title: str,
    story: Sequence[Flowable],
    *,
    wide: bool = False,
    outlined: bool = False,
    cover: bool = False,
) -> bytes:
    """Lay the story out once and return the PDF; `outlined` adds bookmarks, `cover` leaves page 1 bare."""
    fonts.load()
    # Binary streams: a fifth smaller, and faster, than reportlab's default of printable characters.
    rl_config.useA85 = 0
    buffer = BytesIO()
    imprint = Imprint(
        title=title,
        subject=f"Data Kinerja {formats.nama_periode(document.period.year, document.period.quarter)}",
        author=f"{document.letterhead.office}, {document.letterhead.government}",
        moment=formats.setempat(document.issued_at, document.zone),
    )
    foot = _Foot(title, document.proof.code if document.proof else "", cover)
    template = _template(document, buffer, imprint, foot, wide=wide)
    parts = filled(map(_unwasted, story), marked(story) if outlined else ())
    template.build(list(parts), canvasmaker=maker(imprint))
    return buffer.getvalue()


def _unwasted(flowable: Flowable) -> Flowable:
    """A break where a page has just begun leaves no page empty."""
    return PageBreakIfNotEmpty(flowable.nextTemplate) if type(flowable) is PageBreak else flowable


def _template(document: Document, buffer: BytesIO, imprint: Imprint, foot: _Foot, *, wide: bool) -> _Template:
    template = _Template(
        buffer,
        pagesize=size(document, wide=wide),
        title=imprint.title,
        subject=imprint.subject,
        author=imprint.author,
        creator=imprint.creator,
        lang=imprint.language,
        displayDocTitle=1,
        invariant=1,
        initialFontName=fonts.SANS,
    )
    template.addPageTemplates([_sheet(document, foot, wide=False), _sheet(document, foot, wide=True)])
    template._firstPageTemplateIndex = int(wide)  # type: ignore[attr-defined]
    return template


def _sheet(document: Document, foot: _Foot, *, wide: bool) -> PageTemplate:
    across, high = size(document, wide=wide)
    left, right = (LEFT_WIDE, across - RIGHT_WIDE) if wide else (LEFT, across - RIGHT)
    column = _Column(left, BOTTOM, right - left, high - TOP - BOTTOM, 0, 0, 0, 0)

    def footer(canvas: Any, doc: BaseDocTemplate) -> None:
        foot.draw(canvas, doc.page, left, right)

    return PageTemplate(_WIDE if wide else _UPRIGHT, [column], onPage=footer, pagesize=(across, high))
