"""The flowable behind every table: parts of one list of measured rows, drawn on the canvas below their heading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import Any, Final

from reportlab.lib import colors
from reportlab.platypus import Flowable

from bot.documents.layout.rows import ABOVE, BELOW, SIDE, SLACK, Row

RULE: Final = colors.Color(0.35, 0.35, 0.35)
WEIGHT: Final = 0.4
# Less than this at the foot of a page is no room to begin a row that is taller than a page.
_WORTHWHILE: Final = 60.0


@dataclass(slots=True)
class Body:
    """All rows of a table, measured once and shared by its parts: `tops` are the heights above each row and in all."""

    edges: Sequence[float]
    heading: Row
    rows: Sequence[Row]
    tops: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.tops = [0.0, *accumulate(row.height for row in self.rows)]


@dataclass(frozen=True, slots=True)
class Part:
    """The rows from `start` up to `stop`; `first` and `last` stand in place of a row that was cut."""

    start: int
    stop: int
    first: Row | None = None
    last: Row | None = None


class Ruled(Flowable):
    """A table that breaks between rows, and within a row only where that row is taller than a page."""

    def __init__(self, body: Body, part: Part | None = None) -> None:
        super().__init__()
        self._body = body
        self._part = part or Part(0, len(body.rows))

    def rows(self) -> list[Row]:
        """Return the rows of this part without the heading."""
        part = self._part
        found = list(self._body.rows[part.start : part.stop])
        if part.first is not None:
            found[0] = part.first
        if part.last is not None:
            found[-1] = part.last
        return found

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Return the width and the height of heading and rows."""
        body, part = self._body, self._part
        self.width = body.edges[-1]
        self.height = body.heading.height + body.tops[part.stop] - body.tops[part.start]
        for cut, index in ((part.first, part.start), (part.last, part.stop - 1)):
            self.height += cut.height - body.rows[index].height if cut is not None else 0.0
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Return the part that fits and the rest, or nothing where it should start on the next page."""
        body, part = self._body, self._part
        frame = getattr(self, "_frame", None)
        page = availHeight if frame is None else frame._aH
        room, full = (height - body.heading.height + SLACK for height in (availHeight, page))
        reach = self._reach(room)
        if reach >= part.stop:
            return [self] if room >= 0 else []
        start, stop = self._group(reach)
        if self._tall(start, stop) <= full:
            return self._parted(start)
        row = self._row(reach)
        if row.height <= full:
            return self._parted(reach)
        fresh = availHeight >= page - SLACK
        left = room - self._tall(part.start, reach)
        halves = row.cut(left) if left >= _WORTHWHILE or (fresh and reach == part.start) else None
        if halves is not None:
            return self._halved(reach, *halves)
        return self._parted(reach if fresh and start == part.start else start)

    def _row(self, index: int) -> Row:
        part = self._part
        return part.first if part.first is not None and index == part.start else self._body.rows[index]

    def _tall(self, start: int, stop: int) -> float:
        """Return the height of the rows from `start` up to `stop`."""
        tops, part = self._body.tops, self._part
        height = tops[stop] - tops[start]
        if part.first is not None and start == part.start < stop:
            height += part.first.height - self._body.rows[start].height
        return height

    def _reach(self, room: float) -> int:
        """Return the first row that ends below the room."""
        body, part = self._body, self._part
        below = body.tops[part.start] + room
        if part.first is not None:
            below -= part.first.height - body.rows[part.start].height
        return max(bisect_right(body.tops, below) - 1, part.start)

    def _group(self, index: int) -> tuple[int, int]:
        """Return the first of the rows that stay together with this one, and the row after the last."""
        rows, part = self._body.rows, self._part
        start, stop = index, index + 1
        while start > part.start and rows[start - 1].kept:
            start -= 1
        while stop < part.stop and rows[stop - 1].kept:
            stop += 1
        return start, stop

    def _parted(self, index: int) -> list[Flowable]:
        part = self._part
        if index == part.start:
            return []
        halves = (Part(part.start, index, part.first), Part(index, part.stop))
        return [Ruled(self._body, half) for half in halves]

    def _halved(self, index: int, head: Row, tail: Row) -> list[Flowable]:
        part = self._part
        above = Part(part.start, index + 1, part.first if index > part.start else None, head)
        return [Ruled(self._body, half) for half in (above, Part(index, part.stop, tail))]

    def draw(self) -> None:
        """Draw the shades, then heading and rows cell by cell, then the rules."""
        body, part = self._body, self._part
        rows = [body.heading, *self.rows()]
        tops = [self.height - above for above in accumulate((row.height for row in rows), initial=0.0)]
        begun = part.start > 0 or part.first is not None
        self._shade(rows, tops)
        with _tagged(self.canv, "Table", key=id(body)):
            # A heading that is repeated is no new content.
            with _tagged(self.canv, "Artifact" if begun else "TR"):
                self._print(body.heading, tops[0], "TH")
            for index, (row, top) in enumerate(zip(rows[1:], tops[1:], strict=False), part.start):
                # The parts of a row that was cut are one row to a reader.
                key = (id(body), index) if row is part.first or row is part.last else None
                with _tagged(self.canv, "TR", key=key):
                    self._print(row, top, "TD", key)
        self._rule(rows, tops)

    def _shade(self, rows: Sequence[Row], tops: Sequence[float]) -> None:
        canvas = self.canv
        with _tagged(canvas, "Artifact"):
            canvas.saveState()
            for row, top in zip(rows, tops, strict=False):
                if row.shade is not None:
                    canvas.setFillColor(row.shade)
                    canvas.rect(0, top - row.height, self.width, row.height, stroke=0, fill=1)
            canvas.restoreState()

    def _print(self, row: Row, top: float, tag: str, key: tuple[int, int] | None = None) -> None:
        edges = self._body.edges
        for column, span, content in row.cells:
            with _tagged(self.canv, tag, span=span, key=key and (*key, column)):
                if content is not None:
                    spare = (row.height - ABOVE - BELOW - content.height) / 2 if row.middle else 0.0
                    left = edges[column] + SIDE
                    content.draw(self.canv, (left, top - ABOVE - spare, edges[column + span] - SIDE - left))

    def _rule(self, rows: Sequence[Row], tops: Sequence[float]) -> None:
        canvas, edges = self.canv, self._body.edges
        lines = [(0.0, top, self.width, top) for top in tops]
        lines += [(edge, tops[0], edge, tops[-1]) for edge in (edges[0], edges[-1])]
        for columns, alike in groupby(zip(rows, tops, strict=False), key=_columns):
            run = list(alike)
            bottom = run[-1][1] - run[-1][0].height
            lines += [(edges[column], run[0][1], edges[column], bottom) for column in columns if column]
        with _tagged(canvas, "Artifact"):
            canvas.saveState()
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(WEIGHT)
            canvas.setLineCap(2)
            canvas.lines(lines)
            canvas.restoreState()


def _columns(placed: tuple[Row, float]) -> list[int]:
    """Return where the cells of a row begin."""
    return [cell.column for cell in placed[0].cells]


@contextmanager
def _tagged(canvas: Any, tag: str, **more: Any) -> Iterator[None]:
    """Draw what follows as this part of the document's structure, where the canvas keeps one."""
    tags = getattr(canvas, "tags", None)
    if tags is None:
        yield
        return
    if tag == "Artifact":
        tags.artifact()
    else:
        tags.begin(tag, **more)
    yield
    tags.end()
