"""Ruled tables: repeated headings, figures to the right, rows that may split when they are taller than a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.lib import colors
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, FrameBreak, Table

from bot.documents.text import CELL, CELL_BOLD, CELL_CENTER, CELL_RIGHT, HEAD, paragraph

Cell = str | Flowable | list[Flowable]
GREY: Final = colors.Color(0.9, 0.9, 0.9)
PALE: Final = colors.Color(0.96, 0.96, 0.96)
RULE: Final = colors.Color(0.35, 0.35, 0.35)
FONT_SIZE: Final = 8.5
_WORTHWHILE: Final = 200


def ruled(weight: float) -> list[Any]:
    """Return the commands that rule every cell, also where a row is cut by the end of a page."""
    return [
        ("GRID", (0, 0), (-1, -1), weight, RULE),
        ("LINEBELOW", (0, "inrowsplitstart"), (-1, "inrowsplitstart"), weight, RULE),
        ("LINEABOVE", (0, "inrowsplitend"), (-1, "inrowsplitend"), weight, RULE),
    ]


def text(value: str) -> Cell:
    """Return a cell of people's text, which wraps."""
    return paragraph(value, CELL) if value else ""


def bold(value: str) -> Cell:
    """Return a wrapping cell in bold."""
    return paragraph(value, CELL_BOLD)


def centred(value: str) -> Cell:
    """Return a wrapping cell in the middle of its column."""
    return paragraph(value, CELL_CENTER) if value else ""


def graded(value: str) -> Cell:
    """Return a wrapping cell in bold in the middle of its column."""
    return paragraph(value, HEAD)


class _Ruled(Table):
    """A table that breaks between rows, and within a row only where that row is taller than a page."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Return the part that fits and the rest, which starts on the next page."""
        self.splitByRow, self.splitInRow = 1, 0
        parts = super().split(availWidth, availHeight)
        if not parts and availHeight >= _WORTHWHILE:
            # A group taller than the page: reportlab would split its first row, so the group is given up.
            self._nosplitCmds: list[Any] = []
            self.splitByRow, self.splitInRow = 0, 1
            parts = super().split(availWidth, availHeight)
            self.splitByRow, self.splitInRow = 1, 0
            parts = parts or super().split(availWidth, availHeight)
        # Without the break reportlab would set the rest, heading and all, into what is left of this page.
        return [parts[0], FrameBreak(), parts[1]] if len(parts) == 2 else parts


class Grid:
    """Collects the rows of one table and their looks, then becomes a flowable."""

    def __init__(
        self,
        header: Sequence[str],
        widths: Sequence[float],
        *,
        right: Sequence[int] = (),
        first: str = "CENTER",
        middle: bool = False,
    ) -> None:
        self._widths = list(widths)
        self._columns = len(widths)
        self._rows: list[list[Any]] = [[paragraph(name, HEAD) for name in header]]
        self._commands: list[tuple[Any, ...]] = [
            *ruled(0.4),
            ("BACKGROUND", (0, 0), (-1, 0), GREY),
            ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
            ("VALIGN", (0, 1), (-1, -1), "MIDDLE" if middle else "TOP"),
            ("FONT", (0, 0), (-1, -1), "Sans", FONT_SIZE),
            ("LEADING", (0, 1), (-1, -1), FONT_SIZE * 1.2),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("ALIGN", (0, 1), (0, -1), first),
            *(("ALIGN", (column, 1), (column, -1), "RIGHT") for column in right),
        ]

    def row(self, cells: Sequence[Cell]) -> None:
        """Add an ordinary row."""
        self._rows.append([self._fitted(cell, column, "Sans") for column, cell in enumerate(cells)])

    def headed_row(self, number: str, title: str, span: int, cells: Sequence[Cell]) -> None:
        """Add a row whose bold title spans the columns after the number and stays with the next row."""
        index = len(self._rows)
        rest = [self._fitted(cell, column, "Sans") for column, cell in enumerate(cells, span + 1)]
        self._rows.append([number, bold(title), *[""] * (span - 1), *rest])
        self._commands += [("SPAN", (1, index), (span, index)), ("NOSPLIT", (0, index), (-1, index + 1))]

    def _fitted(self, cell: Cell, column: int, face: str) -> Cell:
        """Return a plain figure as it is if it fits its column, else as a paragraph that wraps."""
        if not isinstance(cell, str) or stringWidth(cell, face, FONT_SIZE) <= self._widths[column] - 6:
            return cell
        return paragraph(cell, CELL_RIGHT)

    def band(self, value: str, *, pale: bool = False) -> None:
        """Add a row across the whole table that names the group below and stays with its first row."""
        index = len(self._rows)
        self._rows.append([bold(value), *[""] * (self._columns - 1)])
        self._commands += [
            ("SPAN", (0, index), (-1, index)),
            ("BACKGROUND", (0, index), (-1, index), PALE if pale else GREY),
            ("NOSPLIT", (0, index), (-1, index + 1)),
        ]

    def total(self, label: str, span: int, cells: Sequence[Cell]) -> None:
        """Add a row of totals in bold whose label spans the first columns."""
        index = len(self._rows)
        rest = [self._fitted(cell, column, "Sans-Bold") for column, cell in enumerate(cells, span)]
        self._rows.append([bold(label), *[""] * (span - 1), *rest])
        self._commands += [
            ("SPAN", (0, index), (span - 1, index)),
            ("FONT", (0, index), (-1, index), "Sans-Bold", FONT_SIZE),
            ("BACKGROUND", (0, index), (-1, index), PALE),
            ("NOSPLIT", (0, max(index - 1, 1)), (-1, index)),
        ]

    def nothing(self, sentence: str) -> None:
        """Add the sentence that stands where there is no row."""
        index = len(self._rows)
        self._rows.append([text(sentence), *[""] * (self._columns - 1)])
        self._commands.append(("SPAN", (0, index), (-1, index)))

    def flowable(self) -> Flowable:
        """Return the table, its heading repeated on every page."""
        return _Ruled(self._rows, self._widths, repeatRows=1, style=self._commands)
