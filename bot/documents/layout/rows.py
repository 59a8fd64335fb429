"""Measured rows of a table: what stands in each cell, how tall it is, and how a row is cut that no page can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple, Protocol

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from bot.documents.layout.lettering import Look, draw_lines
from bot.documents.layout.wrapping import Line

SIDE: Final = 3.0
ABOVE: Final = 2.0
BELOW: Final = 3.0
# Heights are sums; reportlab takes what is taller than its room by less than ten times this.
SLACK: Final = 1e-7
_ENDLESS: Final = 1e7
# What wraps before there is a canvas is told that there is none.
_NO_CANVAS: Final[Any] = None


class Content(Protocol):
    """What stands in a cell, `height` points tall."""

    @property
    def height(self) -> float:
        """Return the height in points."""

    def cut(self, room: float) -> tuple[Content | None, Content | None]:
        """Return what fits into so many points of height, and what does not."""

    def draw(self, canvas: Canvas, box: tuple[float, float, float]) -> None:
        """Draw into a box: its left edge, its top edge and its width."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Lines of plain text; `indent` points stay free on the right, so that figures meet at their decimal comma."""

    lines: tuple[Line, ...]
    look: Look
    indent: float = 0.0

    @property
    def height(self) -> float:
        """Return the height in points."""
        return len(self.lines) * self.look.leading

    def cut(self, room: float) -> tuple[Content | None, Content | None]:
        """Return the lines that fit and the others."""
        fitting = max(int((room + SLACK) / self.look.leading), 0)
        head, tail = self.lines[:fitting], self.lines[fitting:]
        return replace(self, lines=head) if head else None, replace(self, lines=tail) if tail else None

    def draw(self, canvas: Canvas, box: tuple[float, float, float]) -> None:
        """Draw the lines."""
        draw_lines(canvas, self.lines, self.look, (box[0], box[1], box[2] - self.indent))


class _Piece(NamedTuple):
    flowable: Any
    width: float
    top: float
    bottom: float


class Stack:
    """Flowables one below the other in a cell `width` points wide."""

    def __init__(self, flowables: Sequence[Flowable], width: float) -> None:
        self._width = width
        self._pieces: list[_Piece] = []
        self.height = after = 0.0
        for flowable in flowables:
            wide, tall = flowable.wrapOn(_NO_CANVAS, width, _ENDLESS)
            top = self.height + max(after, flowable.getSpaceBefore()) if self._pieces else 0.0
            self.height, after = top + tall, flowable.getSpaceAfter()
            self._pieces.append(_Piece(flowable, wide, top, self.height))

    def cut(self, room: float) -> tuple[Content | None, Content | None]:
        """Return the flowables that fit, the one on the edge split if it can be, and the others."""
        head: list[Flowable] = []
        tail: list[Flowable] = []
        for flowable, _, top, bottom in self._pieces:
            if tail:
                tail.append(flowable)
            elif bottom <= room + SLACK:
                head.append(flowable)
            else:
                parts = flowable.splitOn(_NO_CANVAS, self._width, room - top)
                cut = len(parts) > 1
                head += parts[:1] if cut else []
                tail += parts[1:] if cut else [flowable]
        return Stack(head, self._width) if head else None, Stack(tail, self._width) if tail else None

    def draw(self, canvas: Canvas, box: tuple[float, float, float]) -> None:
        """Draw the flowables, each on the side it asks for."""
        left, top, width = box
        for flowable, wide, _, bottom in self._pieces:
            flowable.drawOn(canvas, left, top - bottom, width - wide)


class Placed(NamedTuple):
    """A cell: its first column, the number of its columns, and what stands in it."""

    column: int
    span: int
    content: Content | None


@dataclass(frozen=True, slots=True)
class Row:
    """A measured row; `kept` says that it stays with the row below it."""

    cells: tuple[Placed, ...]
    height: float
    shade: Color | None = None
    kept: bool = False
    middle: bool = False

    def cut(self, room: float) -> tuple[Row, Row] | None:
        """Return the part of at most `room` points and the rest; None where no line of any cell fits."""
        space = room - ABOVE - BELOW
        halves = [cell.content.cut(space) if cell.content else (None, None) for cell in self.cells]
        if not any(head for head, _ in halves):
            return None
        head = [cell._replace(content=half[0]) for cell, half in zip(self.cells, halves, strict=True)]
        tail = [cell._replace(content=half[1]) for cell, half in zip(self.cells, halves, strict=True)]
        return replace(measured(head), shade=self.shade), replace(measured(tail), shade=self.shade, kept=self.kept)


def measured(cells: Sequence[Placed], *, shade: Color | None = None, kept: bool = False, middle: bool = False) -> Row:
    """Return a row as tall as its tallest cell."""
    tallest = max((cell.content.height for cell in cells if cell.content is not None), default=0.0)
    return Row(tuple(cells), tallest + ABOVE + BELOW, shade, kept, middle)
