"""Plain text drawn straight on the canvas, never read as markup; each missing glyph is borrowed from another face."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, Literal, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from bot.documents.layout import fonts
from bot.documents.layout.wrapping import Line, wrapped

Side = Literal["left", "center", "right"]
_SHARE: Final[dict[Side, float]] = {"left": 0.0, "center": 0.5, "right": 1.0}
# What stands in a PDF string as it is, its codes being its characters.
_HARMLESS: Final = re.compile(r"[ !-'*-\[\]-~]*")


class Look(NamedTuple):
    """How a plain text looks: its face, size and leading in points, and the side it leans to."""

    face: str
    size: float
    leading: float
    side: Side = "left"


def set_lines(text: str, look: Look, width: float) -> tuple[Line, ...]:
    """Break a text into the lines that it fills in this look within a width in points."""
    return wrapped(text, look.face, width * 1000 / look.size)


class _Block:
    """Lines as the operators that print them; the canvas takes it for one of its own text objects."""

    def __init__(self, canvas: Any, look: Look, left: float, baseline: float) -> None:
        self._document, self._escape = canvas._doc, canvas._escape
        self._look = look
        self._font: tuple[str, int] | None = None
        self._place = left, baseline
        self._code = [f"BT {left:.2f} {baseline:.2f} Td"]

    def line(self, text: str, left: float, baseline: float) -> None:
        """Print a line that begins there."""
        if (left, baseline) != self._place:
            self._code.append(f"{left - self._place[0]:.2f} {baseline - self._place[1]:.2f} Td")
            self._place = left, baseline
        for face, piece in fonts.runs(text, self._look.face):
            if _HARMLESS.fullmatch(piece):
                self._show(face, fonts.READABLE, piece)
                continue
            for subset, codes in _font(face).splitString(piece, self._document):
                self._show(face, subset, self._escape(codes))

    def _show(self, face: str, subset: int, literal: str) -> None:
        if (face, subset) != self._font:
            self._font = face, subset
            font = _font(face)
            # A font learns of a document by the first text that it encodes for it.
            font.splitString("", self._document)
            name = font.getSubsetInternalName(subset, self._document)
            self._code.append(f"{name} {self._look.size:.4g} Tf")
        self._code.append(f"({literal}) Tj")

    def getCode(self) -> str:  # noqa: N802
        """Return the operators."""
        return " ".join((*self._code, "ET"))


def _font(face: str) -> Any:
    return pdfmetrics.getFont(face)


def draw_lines(canvas: Canvas, lines: Sequence[Line], look: Look, box: tuple[float, float, float]) -> None:
    """Draw lines into a box: its left edge, its top edge and its width in points."""
    left, top, width = box
    share, scale = _SHARE[look.side], look.size / 1000
    baseline = top - look.size
    starts = [left + share * (width - wide * scale) for _, wide in lines] if share else [left] * len(lines)
    block: Any = _Block(canvas, look, starts[0] if starts else left, baseline)
    for (text, _), start in zip(lines, starts, strict=True):
        block.line(text, start, baseline)
        baseline -= look.leading
    canvas.drawText(block)


class Written(Flowable):
    """A block of plain text that wraps, splits between lines, and costs a fraction of a paragraph."""

    # What the base class would set on each of thousands of cells.
    width = height = 0.0
    wrapped = 0
    hAlign, vAlign = "LEFT", "BOTTOM"  # noqa: N815
    _traceInfo = _showBoundary = encoding = None  # noqa: N815

    def __init__(self, text: str, look: Look, lines: tuple[Line, ...] | None = None) -> None:
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
        fitting = int(availHeight / self.look.leading)
        if fitting >= len(lines):
            return [self]
        parts = (lines[:fitting], lines[fitting:])
        return [Written("".join(text for text, _ in part), self.look, part) for part in parts] if fitting > 0 else []

    def draw(self) -> None:
        """Draw the lines from the top of the block."""
        draw_lines(self.canv, self.lines(self.width), self.look, (0, self.height, self.width))
