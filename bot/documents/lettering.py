"""Plain text drawn straight on the canvas, never read as markup; each missing glyph is borrowed from another face."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from bot.documents import fonts
from bot.documents.wrapping import TOLERANCE, Line, wrapped

Side = Literal["left", "center", "right"]
_SHARE: Final[dict[Side, float]] = {"left": 0.0, "center": 0.5, "right": 1.0}


class Look(NamedTuple):
    """How a plain text looks: its face, size and leading in points, and the side it leans to."""

    face: str
    size: float
    leading: float
    side: Side = "left"


def set_lines(text: str, look: Look, width: float) -> tuple[Line, ...]:
    """Break a text into the lines that it fills in this look within a width in points."""
    return wrapped(text, look.face, width * 1000 / look.size)


def draw_lines(canvas: Canvas, lines: Sequence[Line], look: Look, box: tuple[float, float, float]) -> None:
    """Draw lines into a box: its left edge, its top edge and its width in points."""
    left, top, width = box
    letters = canvas.beginText()
    face = look.face
    letters.setFont(face, look.size, look.leading)
    baseline = top - look.size
    share, scale = _SHARE[look.side], look.size / 1000
    for line in lines:
        letters.setTextOrigin(left + share * (width - line.width * scale), baseline)
        for other, piece in fonts.runs(line.text, look.face):
            if other != face:
                face = other
                letters.setFont(face, look.size, look.leading)
            letters.textOut(piece)
        baseline -= look.leading
    canvas.drawText(letters)


class Written(Flowable):
    """A block of plain text that wraps, splits between lines, and costs a fraction of a paragraph."""

    def __init__(self, text: str, look: Look, lines: tuple[Line, ...] | None = None) -> None:
        super().__init__()
        self.text = text
        self.look = look
        self._lines = lines

    def lines(self, width: float) -> tuple[Line, ...]:
        """Return the lines at this width; the parts of a split block keep theirs."""
        return set_lines(self.text, self.look, width) if self._lines is None else self._lines

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Return the width and the height of all lines."""
        self.width, self.height = availWidth, len(self.lines(availWidth)) * self.look.leading
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Return the lines that fit and the others; nothing where not one fits."""
        lines = self.lines(availWidth)
        fitting = int(availHeight / self.look.leading + TOLERANCE)
        if fitting >= len(lines):
            return [self]
        parts = (lines[:fitting], lines[fitting:])
        return [Written("".join(line.text for line in part), self.look, part) for part in parts] if fitting > 0 else []

    def draw(self) -> None:
        """Draw the lines from the top of the block."""
        draw_lines(self.canv, self.lines(self.width), self.look, (0, self.height, self.width))
