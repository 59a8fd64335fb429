"""The fourteen steps as a picture for /status: what is done, who is awaited until when, what ran late."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from bot.documents.charts import pictures
from bot.documents.charts.pictures import MARGIN, ROOM, WIDE, Part
from bot.documents.charts.shapes import FAINT, GREEN, INK, LATE, MUTED, PLAIN, Mark, broken, mark, shaded
from bot.documents.layout.labels import block, clipped, height, write
from bot.documents.models.pictures import StatusPicture, StatusStep
from bot.texts import formats
from bot.texts.times import lama

_METHOD: Final = "Batang: waktu kerja terpakai. Garis putus-putus: waktu baku SOP."
_MARKS: Final = {"selesai": Mark.DONE, "berjalan": Mark.RUNNING, "belum": Mark.AHEAD}
_SIGN: Final = 24.0
_TITLE: Final = 17.0
_SMALL: Final = 13.5
_BAR: Final = 150.0
_FULL: Final = Decimal(150)
_MINUTE: Final = timedelta(minutes=1)


def status_picture(document: StatusPicture) -> bytes:
    """Return the PNG of a cycle's steps."""
    return pictures.png(status_parts(document))


def status_parts(document: StatusPicture) -> list[Part]:
    """Return what the picture shows, from its head to its foot."""
    period = formats.nama_periode(document.period.year, document.period.quarter)
    again = f" · perbaikan ke-{document.putaran - 1}" if document.putaran > 1 else ""
    done = sum(step.state == "selesai" for step in document.steps)
    timed = any(step.used is not None for step in document.steps)
    return [
        *pictures.head(document.letterhead.office, "Pengumpulan Data Kinerja", f"{period}{again}"),
        pictures.words(f"{done} dari {len(document.steps)} langkah selesai", 18, face="Sans-Bold", after=6),
        _progress(document),
        *(_step(step, document.zone) for step in document.steps),
        *([pictures.note(_METHOD)] if timed else []),
    ]


def _progress(document: StatusPicture) -> Part:
    """One box a step, filled as far as the collection is."""
    room = ROOM / max(len(document.steps), 1)

    def paint(canvas: Any, top: float) -> None:
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.6)
        for number, step in enumerate(document.steps):
            canvas.setFillColor({"selesai": GREEN, "berjalan": FAINT}.get(step.state, "white"))
            canvas.rect(MARGIN + number * room, top - 16, room - 3, 16, stroke=1, fill=1)

    return Part(32, paint)


def _step(step: StatusStep, zone: str) -> Part:
    """One step: its mark, number and name; the time it took, or who is awaited until when."""
    running, timed = step.state == "berjalan", step.used is not None and step.limit is not None
    left = MARGIN + _SIGN + 12
    room = WIDE - MARGIN - left - (_BAR + 12 if timed else 0)
    face = "Sans-Bold" if running else "Sans"
    title = clipped(f"{step.number}. {step.title}", face, _TITLE, room, 2)
    below = clipped(_awaited(step, zone), "Sans", _SMALL, room, 3) if running else []
    colour = MUTED if step.state == "belum" else INK
    tall = max(height(len(title), _TITLE) + height(len(below), _SMALL), 32 if timed else _SIGN)

    def paint(canvas: Any, top: float) -> None:
        mark(canvas, _MARKS[step.state], MARGIN, top - _SIGN, _SIGN)
        used = block(canvas, title, left, top - 2, _TITLE, face=face, colour=colour)
        block(canvas, below, left, top - 2 - used, _SMALL, colour=INK)
        if step.used is not None and step.limit is not None:
            _time(canvas, step, step.used, step.limit, top)

    return Part(tall + 10, paint)


def _awaited(step: StatusStep, zone: str) -> str:
    until = f"sampai {formats.hari_tanggal_waktu(step.until, zone, tahun=False)}" if step.until is not None else ""
    return ", ".join(part for part in (step.holders, until) if part)


def _time(canvas: Any, step: StatusStep, used: timedelta, limit: timedelta, top: float) -> None:
    """The bar of a finished step: its length is the limit's share, the dashed line the limit itself."""
    left = WIDE - MARGIN - _BAR
    share = min(Decimal(used // _MINUTE) / max(limit // _MINUTE, 1) * 100, _FULL + 1)
    length = float(min(share, _FULL) / _FULL) * _BAR
    words = f"{lama(used)}, baku {lama(limit)}"
    if step.late:
        mark(canvas, Mark.WARNING, left - 20, top - 14, 15)
    shaded(canvas, (left, top - 13, length, 11), LATE if step.late else PLAIN)
    if share > _FULL:
        broken(canvas, (left, top - 13, length, 11))
    canvas.setStrokeColor(INK)
    canvas.setDash(2, 2)
    target = left + float(100 / _FULL) * _BAR
    canvas.line(target, top - 16, target, top + 1)
    canvas.setDash()
    for number, line in enumerate(clipped(words, "Sans", 11.5, _BAR, 2)):
        write(canvas, line, WIDE - MARGIN, top - 27 - number * 13, 11.5, colour=MUTED, align="right")
