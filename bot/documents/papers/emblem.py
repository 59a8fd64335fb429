"""The lambang of an office on its papers: the picture that it uploaded, or a neutral emblem drawn in code."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image as Picture
from reportlab.lib.utils import ImageReader

from bot.documents.charts.illustrations import Figure
from bot.documents.models.papers import Letterhead


def logo(head: Letterhead, side: float) -> Figure:
    """Return the configured lambang within a square, or the neutral emblem when there is none that can be read."""
    bounds = _valid(head.logo) if head.logo else None
    if head.logo is None or bounds is None:
        return Emblem(side)
    scale = side / max(bounds)
    return _Lambang(head.logo, bounds[0] * scale, bounds[1] * scale)


def _valid(picture: bytes) -> tuple[int, int] | None:
    try:
        with Picture.open(BytesIO(picture), formats=("PNG", "JPEG")) as opened:
            opened.load()
            return opened.size
    except (OSError, ValueError, SyntaxError, Picture.DecompressionBombError):
        return None


class _Lambang(Figure):
    """The office's own picture; what is transparent in it stays so."""

    def __init__(self, picture: bytes, across: float, down: float) -> None:
        super().__init__("Lambang daerah")
        self.width, self.height = across, down
        self._picture = picture

    def paint(self, canvas: Any) -> None:
        """Draw the picture."""
        canvas.drawImage(ImageReader(BytesIO(self._picture)), 0, 0, self.width, self.height, mask="auto")


class Emblem(Figure):
    """A neutral shield for an office that has uploaded no lambang daerah."""

    def __init__(self, side: float) -> None:
        super().__init__("Gambar perisai sebagai pengganti lambang daerah")
        self.width = self.height = side

    def paint(self, canvas: Any) -> None:
        """Draw the shield and the house in it on a field of a hundred units."""
        canvas.scale(self.width / 100, self.width / 100)
        canvas.setLineWidth(3)
        shield = canvas.beginPath()
        shield.moveTo(10, 95)
        shield.lineTo(90, 95)
        shield.lineTo(90, 45)
        shield.curveTo(90, 22, 66, 10, 50, 3)
        shield.curveTo(34, 10, 10, 22, 10, 45)
        shield.close()
        canvas.drawPath(shield)
        roof = canvas.beginPath()
        roof.moveTo(24, 62)
        roof.lineTo(50, 80)
        roof.lineTo(76, 62)
        roof.close()
        canvas.drawPath(roof, stroke=0, fill=1)
        for left in (29, 46.5, 64):
            canvas.rect(left, 40, 7, 19, stroke=0, fill=1)
        for height in (36, 30):
            canvas.line(24, height, 76, height)
