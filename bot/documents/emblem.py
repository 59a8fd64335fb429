"""The neutral emblem of an office that has uploaded no lambang daerah."""

from __future__ import annotations

from reportlab.platypus import Flowable


class Emblem(Flowable):
    """A neutral shield for an office that has configured no lambang daerah."""

    def __init__(self, side: float) -> None:
        super().__init__()
        self.width = self.height = side

    def draw(self) -> None:
        """Draw the shield and the house in it on a field of a hundred units."""
        canvas = self.canv
        canvas.saveState()
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
        canvas.restoreState()
