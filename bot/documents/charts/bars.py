"""Bar charts that break over pages between their bars, and stay readable in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from bot.documents.charts.illustrations import Chart
from bot.documents.charts.shapes import FAINT, INK, MUTED, PLAIN, Mark, broken, mark, shaded
from bot.documents.layout.labels import block, clipped, height, write
from bot.texts import formats
from bot.texts.form.values import clipped as shortened

__all__ = ["PLAIN", "Bar", "BarChart", "caption", "key", "told"]

_SIZE: Final = 8.5
_SMALL: Final = 7.5
_BAR: Final = 9.0
_PAD: Final = 5.0
_HEADER: Final = 15.0
_HIGHEST: Final = Decimal(150)
_LABEL, _ROOM, _GAP = 0.39, 0.4, 6.0
_MOST_LINES: Final = 3
_LONGEST: Final = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its label, its value in percent (None: none, `mark` says why), what is written beside it, its look."""

    label: str
    value: Decimal | None
    caption: str
    rank: int = PLAIN
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar with its texts broken into lines, and the height that it takes."""

    bar: Bar
    label: list[str]
    caption: list[str]
    height: float


class BarChart(Chart):
    """Horizontal bars on a scale from 0 to the largest value, at least 100 and at most 150 percent.

    `target` is what 100 percent stands for.
    """

    def __init__(self, bars: Sequence[Bar], across: float, *, target: str = "target") -> None:
        super().__init__("Grafik batang", told(bars))
        self._target = target
        room = across * (1 - _LABEL - _ROOM) - _GAP
        self._rows = [_measured(bar, across * _LABEL - _GAP, room) for bar in bars]
        largest = max([Decimal(100), *(bar.value for bar in bars if bar.value is not None)])
        self._top = min(largest, _HIGHEST) * Decimal("1.02")
        self.width = across
        self._resize()

    def _resize(self) -> None:
        self.height = _HEADER + sum(row.height for row in self._rows)

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Give the size, which does not depend on the room."""
        return self.width, self.height

    def split(self, _across: float, down: float) -> list[Flowable]:
        """Part the chart between two bars; nothing if not even two of them fit."""
        count, taken = 0, _HEADER
        while count < len(self._rows) and taken + self._rows[count].height <= down:
            taken += self._rows[count].height
            count += 1
        if count < min(2, len(self._rows)) or count == len(self._rows):
            return []
        return [self._part(self._rows[:count]), self._part(self._rows[count:])]

    def _part(self, rows: list[_Row]) -> BarChart:
        part = BarChart((), self.width, target=self._target)
        part.alt = self.alt
        part._rows, part._top = rows, self._top
        part._resize()
        return part

    def paint(self, canvas: Any) -> None:
        """Draw the axis and the bars."""
        left, room = self.width * _LABEL, self.width * _ROOM
        self._axis(canvas, left, room)
        top = self.height - _HEADER
        for row in self._rows:
            middle = top - row.height / 2
            block(canvas, row.label, 0, middle + height(len(row.label), _SIZE) / 2, _SIZE, colour=INK)
            self._bar(canvas, row.bar, left, middle, room)
            right = left + room + _GAP
            block(canvas, row.caption, right, middle + height(len(row.caption), _SIZE) / 2, _SIZE, colour=INK)
            top -= row.height
            canvas.setStrokeColor(FAINT)
            canvas.setLineWidth(0.3)
            canvas.line(0, top, self.width, top)
        self._hundred(canvas, left, room)

    def _axis(self, canvas: Any, left: float, room: float) -> None:
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(FAINT)
        base = self.height - _HEADER
        for percent in (0, 50, 100, 150):
            place = left + float(percent / self._top) * room
            if percent <= self._top:
                canvas.line(place, 0, place, base)
                word = f"{percent}% ({self._target})" if percent == 100 else f"{percent}%"
                write(canvas, word, place, base + 4, _SMALL, colour=MUTED, align="center")

    def _bar(self, canvas: Any, bar: Bar, left: float, middle: float, room: float) -> None:
        if bar.value is None:
            if bar.mark is not None:
                mark(canvas, bar.mark, left + 2, middle - _BAR / 2, _BAR)
            return
        shown = min(max(bar.value, Decimal(0)), self._top)
        length = float(shown / self._top) * room
        if length > 0:
            shaded(canvas, (left, middle - _BAR / 2, length, _BAR), bar.rank)
        if bar.value > self._top:
            broken(canvas, (left, middle - _BAR / 2, length, _BAR))
        if bar.mark is not None:
            mark(canvas, bar.mark, left + max(length, 0) + 3, middle - _BAR / 2, _BAR)

    def _hundred(self, canvas: Any, left: float, room: float) -> None:
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.6)
        canvas.setDash(2, 2)
        place = left + float(100 / self._top) * room
        canvas.line(place, 0, place, self.height - _HEADER)
        canvas.setDash()


def _measured(bar: Bar, label: float, room: float) -> _Row:
    name = clipped(bar.label, "Sans", _SIZE, label, _MOST_LINES)
    words = clipped(bar.caption, "Sans", _SIZE, room, _MOST_LINES)
    lines = max(len(name), len(words), 1)
    return _Row(bar, name, words, max(height(lines, _SIZE), _BAR) + _PAD)


class _Sample(Flowable):
    """A small box in a look, or a mark."""

    def __init__(self, look: int | Mark) -> None:
        super().__init__()
        self._look = look
        self.width, self.height = (_BAR, _BAR) if isinstance(look, Mark) else (8 * mm, _BAR)

    def draw(self) -> None:
        """Draw it."""
        if isinstance(self._look, Mark):
            mark(self.canv, self._look, 0, 0, self.height)
        else:
            shaded(self.canv, (0, 0, self.width, self.height), self._look)


def key(entries: Sequence[tuple[int | Mark, str]], across: float, *, columns: int = 5) -> Flowable:
    """Return the key of a chart: each look or mark with what it stands for, as many lines as they need."""
    room = across / columns
    cells: list[list[Any]] = []
    for start in range(0, len(entries), columns):
        line: list[Any] = []
        for look, words in entries[start : start + columns]:
            line += [_Sample(look), "\n".join(clipped(words, "Sans", _SIZE, room - 11 * mm, 2))]
        cells.append(line + [""] * (2 * columns - len(line)))
    table = Table(cells or [[""] * 2 * columns], [10 * mm, room - 10 * mm] * columns)
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), "Sans", _SIZE),
            ("LEADING", (0, 0), (-1, -1), _SIZE * 1.15),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("TOPPADDING", (0, 0), (-1, 0), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
    )
    return table


def caption(value: Decimal | None, word: str) -> str:
    """Return what stands beside a bar: '91,4%' and, below it, the predikat or the reason that there is no bar."""
    figure = formats.persen(value) if value is not None else ""
    return "\n".join(part for part in (figure, word) if part) or formats.KOSONG


def told(bars: Sequence[Bar]) -> str:
    """Return what a bar chart shows in a sentence or two: its ends as printed, and how many bars have no value."""
    valued = [bar for bar in bars if bar.value is not None]
    sentences = []
    if valued:
        best = max(valued, key=lambda bar: bar.value or Decimal(0))
        worst = min(valued, key=lambda bar: bar.value or Decimal(0))
        if len(valued) == 1:
            sentences.append(f"Nilainya {_of(best)}.")
        elif formats.persen(best.value) == formats.persen(worst.value):
            sentences.append(f"Semua nilai sama, yaitu {formats.persen(best.value)}.")
        else:
            sentences += [f"Tertinggi {_of(best)}.", f"Terendah {_of(worst)}."]
    if len(valued) < len(bars):
        sentences.append(f"Tanpa nilai: {len(bars) - len(valued)} dari {len(bars)}.")
    return " ".join(sentences)


def _of(bar: Bar) -> str:
    return f"{formats.persen(bar.value)} ({shortened(' '.join(bar.label.split()), _LONGEST)})"
