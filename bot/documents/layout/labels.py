"""Short texts set on the canvas itself, beside bars and in pictures: wrapped, and cut with an ellipsis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.lib import colors

from bot.documents.layout import fonts
from bot.documents.layout.lettering import Look, Side, draw_lines
from bot.documents.layout.wrapping import extent, wrapped

_LEADING: Final = 1.2
_LONGEST: Final = 400


def clipped(text: str, face: str, size: float, width: float, most: int) -> list[str]:
    """Wrap a text into at most so many lines of a width in points; what is cut off is told by an ellipsis."""
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    lines = [line.rstrip() for line, _ in wrapped(cut, face, width / size * 1000)]
    if len(lines) <= most:
        return lines
    last = lines[most - 1].rstrip("…")
    while last and breadth(f"{last}…", face, size) > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def breadth(text: str, face: str, size: float) -> float:
    """The width of a line in points."""
    return extent(fonts.tidy(text), face) * size / 1000


def write(
    canvas: Any,
    text: str,
    left: float,
    baseline: float,
    size: float,
    *,
    face: str = fonts.SANS,
    colour: colors.Color = colors.black,
    align: Side = "left",
) -> None:
    """Write one line on the canvas; `left` is its left end, its middle or its right end as `align` says."""
    canvas.setFillColor(colour)
    line = fonts.tidy(text)
    # Within no width at all a line leans over the point itself.
    draw_lines(canvas, [(line, extent(line, face))], Look(face, size, size, align), (left, baseline + size, 0))


def block(canvas: Any, lines: Sequence[str], left: float, top: float, size: float, **look: Any) -> float:
    """Write lines below each other from a top edge; gives the height that they took."""
    for number, line in enumerate(lines):
        write(canvas, line, left, top - size * (0.92 + number * _LEADING), size, **look)
    return height(len(lines), size)


def height(lines: int, size: float) -> float:
    """The height of so many lines in points."""
    return lines * size * _LEADING
