"""Figures of a document: drawn charts with an alternative text, numbered and captioned in their order."""

from __future__ import annotations

from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from bot.documents.layout.text import NOTE, paragraph

_BEFORE: Final = 6
_WORTHWHILE: Final = 110 * mm
"""A chart that is taller than this may begin below other text and go on on the next page."""

_ANY: Final = 10_000.0


class Figure(Flowable):
    """A drawing with its alternative in words; where structure is tagged, it is a figure with that text."""

    def __init__(self, alt: str) -> None:
        super().__init__()
        self.alt = alt

    def draw(self) -> None:
        """Draw the chart between the tags of a figure."""
        canvas: Any = self.canv
        tags = getattr(canvas, "tags", None)
        if tags is not None:
            tags.begin("Figure", alt=self.alt)
        canvas.saveState()
        self.paint(canvas)
        canvas.restoreState()
        if tags is not None:
            tags.end()

    def paint(self, canvas: Any) -> None:
        """Draw the figure within its width and height; each kind of figure says how."""


class Chart(Figure):
    """A figure of some kind ('Grafik batang') which has a title, and tells in words what it shows."""

    def __init__(self, kind: str, told: str) -> None:
        super().__init__(f"{kind}. {told}".strip())
        self.told = told
        self._kind = kind

    def entitle(self, title: str) -> None:
        """Give it its title."""
        self.alt = f"{self._kind}. {title}. {self.told}".strip()


class Illustrations:
    """Numbers the figures of one document; each has its title and what it shows printed below it."""

    def __init__(self) -> None:
        self._count = 0

    def of(self, chart: Chart, title: str, *key: Flowable) -> list[Flowable]:
        """Return the chart with its key and 'Gambar 3. …' below it."""
        self._count += 1
        chart.entitle(title)
        words = paragraph(f"{title}. {chart.told}".strip(), NOTE, lead=f"Gambar {self._count}.")
        below = sum(part.wrap(chart.width, _ANY)[1] for part in (*key, words))
        room = min(chart.height + below + _BEFORE, _WORTHWHILE)
        return [CondPageBreak(room), Spacer(1, _BEFORE), chart, KeepTogether([*key, words])]
