"""Pictures for the chat: drawn as one page of parts below each other, and turned into a PNG that a phone shows well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from bot.documents.charts.shapes import FAINT, INK, MUTED
from bot.documents.layout import fonts
from bot.documents.layout.labels import block, clipped, height

WIDE: Final = 540.0
MARGIN: Final = 28.0
ROOM: Final = WIDE - 2 * MARGIN
_SCALE: Final = 2
_SHADES: Final = 64
_LONGEST: Final = 2200.0
"""Points: Telegram takes 10,000 pixels of width and height together, and a ratio of 20."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a picture: its height in points, and how it is drawn below a top edge."""

    height: float
    paint: Callable[[Any, float], None]


def png(parts: Sequence[Part]) -> bytes:
    """Return the parts as a PNG of 1080 pixels' width on white, which dark and light screens show alike.

    What would make it too tall for Telegram is left out at the end.
    """
    from pypdfium2 import PdfDocument

    document = PdfDocument(page(parts))
    try:
        drawn = document[0].render(scale=_SCALE).to_pil().convert("RGB")
    finally:
        document.close()
    buffer = BytesIO()
    # Few colours are drawn, so a palette keeps them and halves the file.
    drawn.quantize(_SHADES, dither=0).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def page(parts: Sequence[Part]) -> bytes:
    """Return the parts as the one page of a PDF, as tall as they are."""
    fonts.load()
    kept, tall = list[Part](), 2 * MARGIN
    for part in parts:
        if tall + part.height <= _LONGEST:
            kept.append(part)
            tall += part.height
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDE, tall), invariant=1)
    canvas.setFillColor(colors.white)
    canvas.rect(0, 0, WIDE, tall, stroke=0, fill=1)
    top = tall - MARGIN
    for part in kept:
        canvas.saveState()
        part.paint(canvas, top)
        canvas.restoreState()
        top -= part.height
    canvas.save()
    return buffer.getvalue()


def words(text: str, size: float, *, face: str = fonts.SANS, most: int = 2, after: float = 0, **look: Any) -> Part:
    """Return a text over the picture's whole width, cut after so many lines."""
    lines = clipped(text, face, size, ROOM, most)
    look = {"colour": INK, **look}

    def paint(canvas: Any, top: float) -> None:
        block(canvas, lines, MARGIN, top, size, face=face, **look)

    return Part(height(len(lines), size) + after, paint)


def head(office: str, title: str, period: str) -> list[Part]:
    """Return what every picture begins with: the office, what it is, the period."""
    return [
        words(office, 13, most=1, after=2, colour=MUTED),
        words(title, 25, face="Sans-Bold"),
        words(period, 17, after=10),
        rule(),
    ]


def heading(text: str) -> Part:
    """Return the heading of a group of parts."""
    return words(text, 16, face="Sans-Bold", most=1, after=6)


def note(text: str) -> Part:
    """Return a small muted line."""
    return words(text, 13, after=4, colour=MUTED)


def rule(after: float = 12) -> Part:
    """Return a faint line with room below it."""

    def paint(canvas: Any, top: float) -> None:
        canvas.setStrokeColor(FAINT)
        canvas.setLineWidth(1)
        canvas.line(MARGIN, top, WIDE - MARGIN, top)

    return Part(after, paint)


def gap(room: float) -> Part:
    """Return nothing but room."""
    return Part(room, lambda _canvas, _top: None)
