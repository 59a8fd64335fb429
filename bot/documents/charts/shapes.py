"""Drawn shapes: shades with hatching that differ in black and white, and the marks which stand for ⚠ and the like."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

from reportlab.lib import colors

PLAIN: Final = -1
"""The look of a bar that has no predikat."""
LATE: Final = -2
"""The look of a bar that went beyond its limit."""
SECOND: Final = -3
"""The look of a second row of columns beside a plain one."""

GREEN: Final = colors.HexColor(0x1B6E3C)
BLUE: Final = colors.HexColor(0x2F5D8C)
RED: Final = colors.HexColor(0xC0392B)
AMBER: Final = colors.HexColor(0xE8A93A)
PALE_BLUE: Final = colors.HexColor(0xB9CCE0)
INK: Final = colors.HexColor(0x222222)
FAINT: Final = colors.HexColor(0xD5D5D5)
MUTED: Final = colors.HexColor(0x6A6A6A)
_SHADES: Final = (GREEN, colors.HexColor(0x7DBB6A), colors.HexColor(0xE8C547), colors.HexColor(0xE08A3C), RED)
_GAPS: Final = (0, 12, 8, 5, 4)
_OTHER: Final = {PLAIN: (BLUE, 0), LATE: (RED, 4), SECOND: (PALE_BLUE, 6)}


class Mark(StrEnum):
    """A drawn sign: what it says stands beside it in words as well."""

    DONE = "selesai"
    RUNNING = "sedang berjalan"
    AHEAD = "belum dimulai"
    IDLE = "belum berjalan"
    ABSENT = "tanpa nilai"
    WARNING = "perlu perhatian"


def shaded(canvas: Any, box: tuple[float, float, float, float], look: int) -> None:
    """Fill a box (left, bottom, width, height) with the shade and hatching of a predikat's rank or of another look.

    A rank beyond the palette is drawn plain.
    """
    left, bottom, width, height = box
    palette = dict(enumerate(zip(_SHADES, _GAPS, strict=True))) | _OTHER
    shade, gap = palette.get(look, _OTHER[PLAIN])
    canvas.saveState()
    canvas.setLineWidth(0.4)
    canvas.setStrokeColor(INK)
    canvas.setFillColor(shade)
    canvas.rect(left, bottom, width, height, stroke=0, fill=1)
    if gap:
        if shade is RED:
            # Printed in black and white, dark lines on red would look like the plain dark green.
            canvas.setStrokeColor(colors.white)
            canvas.setLineWidth(1.1)
        _hatch(canvas, box, gap)
    canvas.restoreState()
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.4)
    canvas.rect(left, bottom, width, height, stroke=1, fill=0)


def _hatch(canvas: Any, box: tuple[float, float, float, float], gap: int) -> None:
    left, bottom, width, height = box
    edge = canvas.beginPath()
    edge.rect(left, bottom, width, height)
    canvas.clipPath(edge, stroke=0)
    strokes = range(-int(height), int(width) + 1, gap)
    canvas.lines([(left + one, bottom, left + one + height, bottom + height) for one in strokes])


def broken(canvas: Any, box: tuple[float, float, float, float], *, upright: bool = False) -> None:
    """Cross the end of a bar (left, bottom, width, height) that is longer than its scale with two white strokes."""
    left, bottom, width, height = box
    canvas.saveState()
    canvas.setStrokeColor(colors.white)
    canvas.setLineWidth(1.6)
    for back in (12, 8):
        if upright:
            canvas.line(left - 1, bottom + height - back, left + width + 1, bottom + height - back + 4)
        else:
            canvas.line(left + width - back, bottom - 1, left + width - back + 4, bottom + height + 1)
    canvas.restoreState()


def mark(canvas: Any, kind: Mark, left: float, bottom: float, side: float) -> None:
    """Draw a mark into a square."""
    canvas.saveState()
    canvas.translate(left, bottom)
    canvas.scale(side / 10, side / 10)
    canvas.setLineWidth(0.9)
    canvas.setStrokeColor(INK)
    _DRAWN[kind](canvas)
    canvas.restoreState()


def _done(canvas: Any) -> None:
    canvas.setFillColor(GREEN)
    canvas.circle(5, 5, 4.5, stroke=0, fill=1)
    canvas.setStrokeColor(colors.white)
    canvas.setLineWidth(1.3)
    canvas.lines([(2.8, 5, 4.4, 3.3), (4.4, 3.3, 7.4, 6.9)])


def _running(canvas: Any) -> None:
    canvas.setFillColor(AMBER)
    canvas.circle(5, 5, 4.5, stroke=1, fill=1)
    canvas.setFillColor(INK)
    _path(canvas, (3.8, 2.7), (7.6, 5), (3.8, 7.3))


def _ahead(canvas: Any) -> None:
    canvas.setStrokeColor(MUTED)
    canvas.circle(5, 5, 4.2, stroke=1, fill=0)


def _idle(canvas: Any) -> None:
    canvas.circle(5, 5, 4.5, stroke=1, fill=0)
    canvas.setFillColor(INK)
    for left in (3.2, 5.6):
        canvas.rect(left, 3, 1.3, 4, stroke=0, fill=1)


def _absent(canvas: Any) -> None:
    canvas.setDash(1.2, 1)
    canvas.circle(5, 5, 4.3, stroke=1, fill=0)
    canvas.setDash()
    canvas.line(3.2, 5, 6.8, 5)


def _warning(canvas: Any) -> None:
    canvas.setFillColor(AMBER)
    canvas.setLineJoin(1)
    _path(canvas, (0.6, 0.8), (9.4, 0.8), (5, 9), stroke=1)
    canvas.setFillColor(INK)
    canvas.rect(4.45, 3.6, 1.1, 3, stroke=0, fill=1)
    canvas.circle(5, 2.4, 0.65, stroke=0, fill=1)


def _path(canvas: Any, *corners: tuple[float, float], stroke: int = 0) -> None:
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=stroke, fill=1)


_DRAWN: Final[dict[Mark, Callable[[Any], None]]] = {
    Mark.DONE: _done,
    Mark.RUNNING: _running,
    Mark.AHEAD: _ahead,
    Mark.IDLE: _idle,
    Mark.ABSENT: _absent,
    Mark.WARNING: _warning,
}
