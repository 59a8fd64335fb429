"""The trend over periods: columns for capaian and serapan with their values printed on them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from bot.documents.charts.illustrations import Chart
from bot.documents.charts.shapes import FAINT, INK, MUTED, PLAIN, SECOND, broken, shaded
from bot.documents.layout.labels import write
from bot.documents.models.performance import TrendPoint
from bot.texts import formats

MOST: Final = 9
"""So many periods fit beside each other."""
KEYS: Final = ((PLAIN, "Rata-rata capaian"), (SECOND, "Serapan anggaran sampai akhir periode"))
_HIGHEST: Final = Decimal(150)


class TrendChart(Chart):
    """Two columns a period, the oldest at the left; `size` is that of the letters in points."""

    def __init__(self, points: Sequence[TrendPoint], across: float, down: float, *, size: float = 8.5) -> None:
        self._points = list(points[-MOST:])
        super().__init__("Grafik kolom", told(self._points))
        self.width, self.height = across, down
        self._size = size
        values = [one for point in self._points for one in (point.mean, point.absorption) if one is not None]
        self._top = min(max([Decimal(100), *values]), _HIGHEST)

    def paint(self, canvas: Any) -> None:
        """Draw the axis, the columns and the periods' names."""
        size = self._size
        left, floor = size * 3.4, size * 1.9
        room = self.height - floor - size * 1.8
        self._axis(canvas, left, floor, room)
        step = (self.width - left) / max(len(self._points), 1)
        broad = min(step * 0.36, size * 4.5)
        for number, point in enumerate(self._points):
            middle = left + step * (number + 0.5)
            self._column(canvas, point.mean, PLAIN, (middle - broad - 1, floor, broad, room))
            self._column(canvas, point.absorption, SECOND, (middle + 1, floor, broad, room))
            name = formats.nama_periode_ringkas(point.year, point.quarter)
            face = "Sans-Bold" if number == len(self._points) - 1 else "Sans"
            write(canvas, name, middle, size * 0.5, size, face=face, colour=INK, align="center")

    def _axis(self, canvas: Any, left: float, floor: float, room: float) -> None:
        canvas.setLineWidth(0.4)
        for percent in (0, 50, 100, 150):
            if percent > self._top:
                continue
            place = floor + float(percent / self._top) * room
            canvas.setStrokeColor(INK if percent == 0 else FAINT)
            canvas.line(left, place, self.width, place)
            label = f"{percent}%"
            write(canvas, label, left - 4, place - self._size * 0.3, self._size * 0.9, colour=MUTED, align="right")

    def _column(self, canvas: Any, value: Decimal | None, look: int, box: tuple[float, float, float, float]) -> None:
        left, floor, broad, room = box
        tall = float(min(max(value or Decimal(0), Decimal(0)), self._top) / self._top) * room
        if tall > 0:
            shaded(canvas, (left, floor, broad, tall), look)
        if value is not None and value > self._top:
            broken(canvas, (left, floor, broad, tall), upright=True)
        figure = formats.persen(value)
        fitting = min(self._size, broad / max(len(figure), 1) * 1.85)
        write(canvas, figure, left + broad / 2, floor + tall + 2.5, fitting, colour=INK, align="center")


def told(points: Sequence[TrendPoint]) -> str:
    """Return the trend in words."""
    parts = [
        f"{formats.nama_periode_ringkas(one.year, one.quarter)}: capaian {formats.persen(one.mean)}, "
        f"serapan {formats.persen(one.absorption)}"
        for one in points
    ]
    return f"{'; '.join(parts)}."
