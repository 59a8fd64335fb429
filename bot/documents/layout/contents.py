"""Daftar isi: headings are read from the story before layout; their page numbers are drawn when it has ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, NullDraw
from reportlab.platypus.paragraph import Paragraph

from bot.documents.layout import fonts
from bot.documents.layout.text import CHAPTER, HEADING, paragraph

_DEPTH: Final = {CHAPTER.name: 0, HEADING.name: 1}
_INDENT: Final = (0, 16)
_LEADING: Final = (16.5, 15)
_SIZE: Final = (11, 10.5)
_NUMBER: Final = 40.0
_GAP: Final = 4.0
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading: the key of its bookmark, its depth in the outline (0: a chapter), and its words."""

    key: str
    depth: int
    text: str


class Contents(NullDraw):
    """Where the table of contents stands in a story; `page.build` puts its lines there."""


def marked(story: Iterable[Flowable]) -> list[Mark]:
    """Mark the story's headings (`heading.mark`) and return the marks in order.

    None is deeper than one below the heading before it, as an outline asks.
    """
    found: list[Mark] = []
    for flowable in _unfolded(story):
        if isinstance(flowable, Paragraph) and flowable.style.name in _DEPTH:
            depth = _DEPTH[flowable.style.name] if found else 0
            mark = Mark(f"bagian-{len(found)}", depth, _words(flowable))
            found.append(mark)
            flowable.mark = mark  # type: ignore[attr-defined]
    return found


def _words(heading: Paragraph) -> str:
    fragments: list[Any] = heading.frags
    return "".join(" " if getattr(one, "lineBreak", False) else one.text for one in fragments)


def _unfolded(story: Iterable[Flowable]) -> Iterator[Flowable]:
    for flowable in story:
        if isinstance(flowable, KeepTogether):
            yield from _unfolded(flowable._content)  # type: ignore[attr-defined]
        else:
            yield flowable


def filled(story: Iterable[Flowable], headings: Iterable[Mark]) -> Iterator[Flowable]:
    """Return the story with the lines of its contents in the place that was kept for them."""
    for flowable in story:
        if isinstance(flowable, Contents):
            yield from map(ContentsLine, headings)
        else:
            yield flowable


def _look(depth: int) -> ParagraphStyle:
    return ParagraphStyle(
        f"isi-{depth}",
        fontName=fonts.SERIF if depth else "Serif-Bold",
        fontSize=_SIZE[depth],
        leading=_LEADING[depth],
        leftIndent=_INDENT[depth],
        rightIndent=_NUMBER,
        spaceBefore=0 if depth else 3,
        splitLongWords=1,
    )


class ContentsLine(Flowable):
    """One line of the contents: the heading, a leader, and room for a page number that is not known yet."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        text = mark.text if len(mark.text) <= _LONGEST else f"{mark.text[:_LONGEST]}…"
        self._words = paragraph(text, _look(mark.depth))
        self.spaceBefore = self._words.style.spaceBefore

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Return the width at hand and the height of the wrapped heading."""
        self.width, self.height = availWidth, self._words.wrap(availWidth, availHeight)[1]
        return self.width, self.height

    def draw(self) -> None:
        """Draw the heading and a link over it, and refer to the form that will hold leader and number."""
        canvas: Any = self.canv
        look = self._words.style
        self._words.drawOn(canvas, 0, 0)
        drawn = self._words.getActualLineWidths0()[-1] - look.rightIndent
        canvas.linkRect(self._mark.text, self._mark.key, (0, 0, self.width, self.height), thickness=0, F=4)
        canvas.saveState()
        canvas.translate(self.width, look.leading - look.fontSize)
        canvas.doForm(f"nomor-{self._mark.key}")
        canvas.restoreState()
        canvas.leaders[self._mark] = self.width - drawn


def number(canvas: Any, mark: Mark, page: int, room: float) -> None:
    """Make the form of one line's number: flush right at its origin, after a leader that fills the room (points)."""
    face, size = (fonts.SERIF if mark.depth else "Serif-Bold"), _SIZE[mark.depth]
    canvas.beginForm(f"nomor-{mark.key}", -room, -3, 0, size)
    canvas.setFont(face, size)
    canvas.drawRightString(0, 0, str(page))
    end = stringWidth(str(page), face, size) + _GAP
    # Dots of a dashed line, not full stops: a reader's copy and a screen reader's voice are spared them.
    canvas.setLineCap(1)
    canvas.setLineWidth(0.9)
    canvas.setDash([0, _GAP])
    canvas.line(-end - (-end % _GAP), 1, _GAP - room, 1)
    canvas.endForm()
