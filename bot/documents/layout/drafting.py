"""From what a caller puts into a table to measured rows: texts are wrapped, figures meet at their decimal comma."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from bot.documents.layout import fonts
from bot.documents.layout.lettering import Look, Side, Written, set_lines
from bot.documents.layout.rows import SIDE, Content, Letters, Placed, Row, Stack, measured
from bot.documents.layout.wrapping import TOLERANCE, extent

Cell = str | Flowable | list[Flowable]
PLAIN: Final = Look("Sans", 8.5, 8.5 * 1.2)
_FIGURE: Final = re.compile(r"([-−]?(?:Rp)?[0-9.]+|–)((?:,[0-9]+)?%?)")
# A figure too wide for its column is set smaller down to this size, and below it on more lines.
_SMALLEST: Final = 7.0


@dataclass(slots=True)
class Draft:
    """A row as it was asked for: cells as (first column, columns, content); `kept` with the next row."""

    cells: list[tuple[int, int, Cell]]
    look: Look = PLAIN
    shade: Color | None = None
    kept: bool = False


@lru_cache(maxsize=16384)
def _figure(text: str, face: str) -> tuple[float, float] | None:
    """Return a figure's widths up to its decimal comma and after it, in thousandths; None for any other text."""
    found = _FIGURE.fullmatch(text)
    return None if found is None else (extent(found[1], face), extent(found[2], face))


class Columns:
    """The columns of a table: their edges in points, their sides, and where the figures of each have their comma."""

    def __init__(self, edges: Sequence[float], sides: Sequence[Side], drafts: Sequence[Draft]) -> None:
        self._edges = edges
        self._sides = sides
        self._fractions = {
            column: self._fraction(column, list(_figures(drafts, column)))
            for column, side in enumerate(sides)
            if side == "right"
        }

    def row(self, draft: Draft, *, middle: bool) -> Row:
        """Return the row with every cell wrapped to its columns."""
        cells = [
            Placed(column, span, self._content(cell, column, span, draft.look)) for column, span, cell in draft.cells
        ]
        return measured(cells, shade=draft.shade, kept=draft.kept, middle=middle)

    def _room(self, column: int, span: int = 1) -> float:
        return max(self._edges[column + span] - self._edges[column] - 2 * SIDE, 1.0)

    def _content(self, cell: Cell, column: int, span: int, look: Look) -> Content | None:
        room = self._room(column, span)
        if isinstance(cell, str):
            return self._plain(fonts.tidy(cell), column, room, look) if cell else None
        if isinstance(cell, Written):
            return Letters(cell.lines(room), cell.look)
        return Stack(cell if isinstance(cell, list) else [cell], room)

    def _plain(self, text: str, column: int, room: float, look: Look) -> Content:
        leaning = look._replace(side=self._sides[column])
        figure = _figure(text, look.face)
        if figure is None:
            return Letters(set_lines(text, leaning, room), leaning)
        whole, fraction = (part * look.size / 1000 for part in figure)
        if whole + fraction > room + TOLERANCE:
            smaller = leaning._replace(size=look.size * room / (whole + fraction))
            fitting = smaller if smaller.size >= _SMALLEST else leaning
            return Letters(set_lines(text, fitting, room), fitting)
        indent = min(self._fractions.get(column, 0.0) - fraction, room - whole - fraction)
        return Letters(((text, sum(figure)),), leaning, max(indent, 0.0))

    def _fraction(self, column: int, figures: list[tuple[float, float]]) -> float:
        """Return the points that stay free after the comma, less where the widest figure needs them before it."""
        room = self._room(column)
        fitting = [(whole, fraction) for whole, fraction in figures if whole + fraction <= room]
        widest = max((whole for whole, _ in fitting), default=0.0)
        return min(max((fraction for _, fraction in fitting), default=0.0), room - widest)


def _figures(drafts: Sequence[Draft], column: int) -> Iterator[tuple[float, float]]:
    """Give the widths in points of a column's figures before and after their comma."""
    for draft in drafts:
        scale = draft.look.size / 1000
        for first, _, cell in draft.cells:
            if first == column and isinstance(cell, str) and (found := _figure(cell, draft.look.face)):
                yield found[0] * scale, found[1] * scale
