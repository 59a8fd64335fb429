"""Ruled tables: repeated headings, figures that meet at their decimal comma, rows that may be cut only by a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, Final

from reportlab.lib import colors
from reportlab.platypus import Flowable

from bot.documents.layout.drafting import PLAIN, Cell, Columns, Draft
from bot.documents.layout.lettering import Look, Side, Written
from bot.documents.layout.ruled import RULE, Body, Ruled

__all__ = ["Cell", "Grid", "bold", "centred", "graded", "ruled", "text"]

GREY: Final = colors.Color(0.9, 0.9, 0.9)
PALE: Final = colors.Color(0.96, 0.96, 0.96)
_BOLD: Final = PLAIN._replace(face="Sans-Bold")
_CENTRED: Final = PLAIN._replace(side="center")
_HEAD: Final = Look("Sans-Bold", 8, 8 * 1.15, "center")
_FEW: Final = 3


def ruled(weight: float) -> list[Any]:
    """Return the commands that rule every cell of a reportlab table, also where a page's end cuts a row."""
    return [
        ("GRID", (0, 0), (-1, -1), weight, RULE),
        ("LINEBELOW", (0, "inrowsplitstart"), (-1, "inrowsplitstart"), weight, RULE),
        ("LINEABOVE", (0, "inrowsplitend"), (-1, "inrowsplitend"), weight, RULE),
    ]


def text(value: str) -> Written | str:
    """Return a cell of people's text, which wraps."""
    return Written(value, PLAIN) if value else ""


def bold(value: str) -> Written:
    """Return a wrapping cell in bold."""
    return Written(value, _BOLD)


def centred(value: str) -> Written | str:
    """Return a wrapping cell in the middle of its column."""
    return Written(value, _CENTRED) if value else ""


def graded(value: str) -> Written:
    """Return a wrapping cell in bold in the middle of its column."""
    return Written(value, _HEAD)


class Grid:
    """Collects the rows of one table and their looks, then becomes a flowable."""

    def __init__(
        self,
        header: Sequence[str],
        widths: Sequence[float],
        *,
        right: Sequence[int] = (),
        first: Side = "center",
        middle: bool = False,
    ) -> None:
        sides: list[Side] = ["right" if column in right else "left" for column in range(len(widths))]
        if 0 not in right:
            sides[0] = first
        self._header = header
        self._widths = widths
        self._sides = sides
        self._middle = middle
        self._drafts: list[Draft] = []
        self._headed: Draft | None = None

    def row(self, cells: Sequence[Cell]) -> None:
        """Add an ordinary row."""
        self._drafts.append(Draft(_singles(cells, 0)))

    def headed_row(self, number: str, title: str, span: int, cells: Sequence[Cell]) -> None:
        """Add a row whose bold title spans the columns after the number and stays with the next row."""
        self._close()
        self._headed = Draft([(0, 1, number), (1, span, bold(title)), *_singles(cells, span + 1)], kept=True)
        self._drafts.append(self._headed)

    def band(self, value: str, *, pale: bool = False) -> None:
        """Add a row across the whole table that names the group below and stays with its first row."""
        self._close()
        shade = PALE if pale else GREY
        self._drafts.append(Draft([(0, len(self._widths), bold(value))], shade=shade, kept=True))

    def _close(self) -> None:
        """Let a headed row go that no row followed, lest such rows stay together over pages."""
        if self._headed is not None and self._drafts[-1] is self._headed:
            self._headed.kept = False

    def total(self, label: str, span: int, cells: Sequence[Cell]) -> None:
        """Add a row of totals in bold whose label spans the first columns; it stays with the row before."""
        if self._drafts:
            self._drafts[-1].kept = True
        self._drafts.append(Draft([(0, span, bold(label)), *_singles(cells, span)], look=_BOLD, shade=PALE))

    def nothing(self, sentence: str) -> None:
        """Add the sentence that stands where there is no row."""
        self._drafts.append(Draft([(0, len(self._widths), text(sentence))]))

    def flowable(self) -> Flowable:
        """Return the table, its heading repeated on every page; its last row goes over to no page alone."""
        if len(self._drafts) > _FEW:
            self._drafts[-2].kept = True
        edges = [0.0, *accumulate(self._widths)]
        columns = Columns(edges, self._sides, self._drafts)
        header = Draft(_singles([Written(name, _HEAD) for name in self._header], 0), shade=GREY)
        rows = [columns.row(draft, middle=self._middle) for draft in self._drafts]
        return Ruled(Body(edges, columns.row(header, middle=True), rows))


def _singles(cells: Iterable[Cell], start: int) -> list[tuple[int, int, Cell]]:
    return [(column, 1, cell) for column, cell in enumerate(cells, start)]
