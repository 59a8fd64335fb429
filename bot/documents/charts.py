"""Bar charts that break over pages like tables and stay readable in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from bot.documents.fonts import printable
from bot.documents.tables import Grid, centred, text
from bot.texts import formats

_HEIGHT: Final = 9.0
_SHADES: Final = (
    colors.HexColor(0x1B6E3C),
    colors.HexColor(0x7DBB6A),
    colors.HexColor(0xE8C547),
    colors.HexColor(0xE08A3C),
    colors.HexColor(0xC0392B),
)
PLAIN: Final = -1
_LABEL: Final = 160


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its value in percent (None: no bar), what is written beside it, its predikat's rank."""

    label: str
    value: Decimal | None
    caption: str
    rank: int = PLAIN


class _BarDrawing(Flowable):
    """A horizontal bar on a scale from 0 to `top` percent with a dashed line at 100."""

    def __init__(self, value: Decimal | None, rank: int, across: float, top: Decimal, *, line: bool = True) -> None:
        super().__init__()
        self.width, self.height = across, _HEIGHT
        self._rank = rank
        self._line = line
        self._mark = float(100 / top) * across
        shown = Decimal(0) if value is None else min(max(value, Decimal(0)), top)
        self._length = float(shown / top) * across
        self._cut = value is not None and value > top

    def draw(self) -> None:
        """Draw the bar, its hatching and the line at 100 percent."""
        canvas = self.canv
        canvas.saveState()
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(colors.black)
        if self._length > 0:
            canvas.setFillColor(_SHADES[self._rank] if 0 <= self._rank < len(_SHADES) else colors.HexColor(0x5B7FA6))
            canvas.rect(0, 0, self._length, self.height, stroke=1, fill=1)
            self._hatch()
            self._break()
        if self._line:
            canvas.setDash(2, 2)
            canvas.line(self._mark, -2, self._mark, self.height + 2)
        canvas.restoreState()

    def _break(self) -> None:
        """Cross the end of a bar that is longer than the scale with two white strokes."""
        if self._cut:
            canvas = self.canv
            canvas.saveState()
            canvas.setStrokeColor(colors.white)
            canvas.setLineWidth(1.6)
            for left in (self._length - 12, self._length - 8):
                canvas.line(left, -1, left + 4, self.height + 1)
            canvas.restoreState()

    def _hatch(self) -> None:
        canvas, gap = self.canv, (0, 12, 8, 5, 3)[self._rank] if 0 < self._rank < len(_SHADES) else 0
        if not gap:
            return
        canvas.saveState()
        edge = canvas.beginPath()
        edge.rect(0, 0, self._length, self.height)
        canvas.clipPath(edge, stroke=0)
        for step in range(-int(self.height), int(self._length) + 1, gap):
            canvas.line(step, 0, step + self.height, self.height)
        canvas.restoreState()


def bar_chart(
    header: tuple[str, str], bars: Sequence[Bar], across: float, empty: str, *, keys: Sequence[str] = ()
) -> Flowable:
    """Return a chart of one row a bar; the scale ends at the largest value, at least 100 and at most 150 percent.

    `keys` stand before the bars, their numbers where there are none.
    """
    room = across * 0.42
    grid = Grid(
        ("No", header[0], f"{header[1]} (garis putus-putus: 100%)", "Nilai"),
        [across * 0.06, across * 0.33, room, across * 0.19],
        middle=True,
    )
    top = max([Decimal(100), *(bar.value for bar in bars if bar.value is not None)])
    scale = min(top, Decimal(150)) * Decimal("1.02")
    for key, bar in zip(keys or map(str, range(1, len(bars) + 1)), bars, strict=True):
        drawing = _BarDrawing(bar.value, bar.rank, room - 6, scale)
        grid.row([centred(key), text(_short(bar.label)), drawing, centred(_short(bar.caption))])
    if not bars:
        grid.nothing(empty)
    return grid.flowable()


def _short(value: str) -> str:
    """Cut what would make a bar's row taller than a few lines; the tables print it whole."""
    lines = "\n".join(value.split("\n")[:4])
    return lines if len(lines) <= _LABEL and lines == value else f"{lines[:_LABEL]}…"


def swatches(labels: Sequence[str], across: float) -> Flowable:
    """Return the key of the chart: each predikat with its shade and hatching."""
    cells: list[list[Flowable | str]] = [[]]
    widths: list[float] = []
    room = across / max(len(labels), 1)
    for rank, label in enumerate(labels):
        swatch = _BarDrawing(Decimal(100), rank, 8 * mm, Decimal(100), line=False)
        cells[0] += [swatch, printable(label)]
        widths += [10 * mm, room - 10 * mm]
    key = Table(cells if labels else [[""]], widths or [across])
    key.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), "Sans", 8),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    return key


def caption(value: Decimal | None, word: str) -> str:
    """Return what stands beside a bar: '91,4%' and, below it, the predikat or the reason that there is no bar."""
    figure = formats.persen(value) if value is not None else ""
    return "\n".join(part for part in (figure, word) if part) or formats.KOSONG
