"""The contact sheet of bukti dukung: three pictures a row, each with its number, sub kegiatan and file name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from math import isqrt
from pathlib import PurePosixPath
from typing import Any

from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Table

from bot.documents.charts.illustrations import Figure
from bot.documents.layout import fonts
from bot.documents.layout.ruled import RULE
from bot.documents.layout.tables import PALE
from bot.documents.layout.text import NOTE, paragraph, style
from bot.documents.models.performance import EvidencePicture
from bot.documents.thumbnails import SIDE, smaller
from bot.texts.form.values import clipped

BUDGET = 12_000_000
"""Bytes of all pictures together: the Dokumen must stay below the 20 MB that a bot may fetch again."""

LEAST_SIDE = 96
_ACROSS = 3
_GAP = 3 * mm
_TALL = 40 * mm
_LONGEST_NAME = 90
_LONGEST_ACTIVITY = 130
_CAPTION = style(fonts.SANS, 7.5, leading=1.2)
_SOURCE = style("Sans-Bold", 7.5, leading=1.2, before=3)
_SMALLEST_LETTERS = 5


class _Tile(Figure):
    """A picture in the middle of its frame, or the file's type where there is none to show."""

    def __init__(self, shown: EvidencePicture, across: float) -> None:
        super().__init__(f"Bukti dukung {shown.name}")
        self.width, self.height = across, _TALL
        self._reader = _reader(shown.picture)
        suffix = PurePosixPath(shown.name).suffix.removeprefix(".").upper()
        self._label = fonts.printable(suffix[:_SMALLEST_LETTERS], "Sans-Bold") or "BERKAS"

    def paint(self, canvas: Any) -> None:
        """Draw the frame and what is in it."""
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.4)
        canvas.setFillColor(colors.white if self._reader else PALE)
        canvas.rect(0, 0, self.width, self.height, fill=1)
        if self._reader is None:
            canvas.setFillColor(RULE)
            canvas.setFont("Sans-Bold", 13)
            canvas.drawCentredString(self.width / 2, self.height / 2 - 4, self._label)
        else:
            wide, tall = self._reader.getSize()
            scale = min((self.width - 4) / wide, (self.height - 4) / tall)
            left, bottom = (self.width - wide * scale) / 2, (self.height - tall * scale) / 2
            canvas.drawImage(self._reader, left, bottom, wide * scale, tall * scale)


class _Picture(ImageReader):
    """A JPEG that goes into the file as it is: reportlab would decode it, only to name it by its pixels."""

    _dataA = None  # noqa: N815 - so reportlab calls the picture of its transparency

    def __init__(self, picture: bytes) -> None:
        super().__init__(BytesIO(picture))
        self._bytes = picture

    def getRGBData(self) -> bytes:  # noqa: N802
        """Return what the picture is named by."""
        return self._bytes


def _reader(picture: bytes | None) -> _Picture | None:
    """The picture as reportlab takes it; None where there is none or it cannot be read."""
    if not picture:
        return None
    try:
        return _Picture(picture)
    except OSError:
        return None


def contact_sheet(pictures: Sequence[EvidencePicture], across: float) -> list[Flowable]:
    """Return the grid, numbered as the list of bukti dukung; nothing where there is no file at all."""
    if not pictures:
        return []
    inside = (across - (_ACROSS - 1) * _GAP) / _ACROSS
    cells = [_cell(number, shown, inside) for number, shown in enumerate(within_budget(pictures), 1)]
    story: list[Flowable] = []
    if any(shown.picture is None for shown in pictures):
        story.append(paragraph("Berkas yang tidak dapat ditampilkan sebagai gambar dinyatakan dengan jenisnya.", NOTE))
    rows = [cells[start : start + _ACROSS] for start in range(0, len(cells), _ACROSS)]
    return [*story, *(_row(row, inside) for row in rows)]


def _cell(number: int, shown: EvidencePicture, inside: float) -> list[Flowable]:
    return [
        _Tile(shown, inside),
        paragraph(f"{number}. {clipped(shown.activity, _LONGEST_ACTIVITY)}", _SOURCE),
        paragraph(clipped(shown.name, _LONGEST_NAME), _CAPTION),
    ]


def _row(cells: list[list[Flowable]], inside: float) -> Flowable:
    """Each row is a table of its own, so that a thousand of them cost no more a row than three do."""
    filled: list[Any] = [*cells, *([""] * (_ACROSS - len(cells)))]
    table = Table([filled], [inside + (_GAP if column < _ACROSS - 1 else 0) for column in range(_ACROSS)])
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), fonts.SANS, 7.5),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-2, -1), _GAP),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5 * mm),
        ]
    )
    return table


def within_budget(pictures: Sequence[EvidencePicture], budget: int = BUDGET) -> list[EvidencePicture]:
    """Return the pictures scaled down together until they fit; what still does not is shown as a tile."""
    fitted, side = list(pictures), SIDE
    while (total := sum(len(one.picture or b"") for one in fitted)) > budget and side > LEAST_SIDE:
        # Bytes fall more slowly than the area does; a quarter to spare saves another round.
        side = max(LEAST_SIDE, isqrt(side * side * budget * 3 // (total * 4)))
        fitted = [replace(one, picture=smaller(one.picture, side) if one.picture else None) for one in pictures]
    room, kept = budget, list[EvidencePicture]()
    for one in fitted:
        size = len(one.picture or b"")
        kept.append(one if size <= room else replace(one, picture=None))
        room -= min(size, room) if size <= room else 0
    return kept
