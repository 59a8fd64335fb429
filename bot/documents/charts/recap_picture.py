"""The recap as a picture: means, predikat, programs, trend, and what needs a look (steps 10 and 11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from bot.documents.charts import pictures
from bot.documents.charts.pictures import MARGIN, ROOM, WIDE, Part
from bot.documents.charts.shapes import INK, MUTED, PLAIN, Mark, broken, mark, shaded
from bot.documents.charts.trend import KEYS, TrendChart
from bot.documents.layout.labels import block, breadth, clipped, height, write
from bot.documents.models.figures import Summary
from bot.documents.models.papers import Recap
from bot.documents.models.pictures import RecapPicture
from bot.documents.papers.recap import activities
from bot.texts import formats

_MOST_PROGRAMS: Final = 12
_MOST_PERIODS: Final = 5
_MOST_NAMED: Final = 2
_TREND: Final = 200.0
_HIGHEST: Final = Decimal(150)
_SIZE: Final = 14.0


def recap_picture(document: RecapPicture) -> bytes:
    """Return the PNG of the recap at a glance."""
    return pictures.png(recap_parts(document))


def recap_parts(document: RecapPicture) -> list[Part]:
    """Return what the picture shows, from its head to its foot."""
    recap, period = document.recap, document.period
    return [
        *pictures.head(
            document.letterhead.office,
            "Rekapitulasi Data Kinerja",
            f"{formats.nama_periode(period.year, period.quarter)} · versi {recap.version}",
        ),
        _headline(recap),
        *_ratings(recap),
        *_programs(recap),
        *_trend(document),
        *_looks(recap),
        pictures.rule(8),
        pictures.note(f"Formulir masuk {recap.units_received} dari {recap.units_expected}"),
    ]


def _headline(recap: Recap) -> Part:
    """Mean and absorption, as large as the picture has."""
    total = recap.summary
    spent = f"{formats.rupiah(total.spent)} dari {formats.rupiah(total.budget)}"
    right = MARGIN + ROOM / 2 + 6

    def paint(canvas: Any, top: float) -> None:
        _figure(canvas, MARGIN, top, ("Rata-rata capaian", formats.persen(total.mean), total.rating))
        _figure(canvas, right, top, ("Serapan anggaran", formats.persen(total.absorption), spent))

    return Part(106, paint)


def _figure(canvas: Any, left: float, top: float, said: tuple[str, str, str]) -> None:
    label, value, below = said
    room = ROOM / 2 - 6
    write(canvas, label, left, top - 14, _SIZE, colour=MUTED)
    write(canvas, value, left, top - 58, 46, face="Sans-Bold", colour=INK)
    block(canvas, clipped(below, "Sans", 13, room, 2), left, top - 68, 13, colour=INK)


def _ratings(recap: Recap) -> list[Part]:
    """How many indicators have which predikat: one bar of all, and its key with the counts."""
    rows = [row for one in activities(recap) if one.running for row in one.indicators]
    rows += list(recap.iku)
    labels = [band.label for band in recap.scale.bands]
    counted = Counter(row.rating for row in rows if row.achievement is not None and not row.absent)
    counts = [(rank, label, counted[label]) for rank, label in enumerate(labels)]
    absent = sum(row.achievement is None or bool(row.absent) for row in rows)
    idle = sum(not one.running for one in activities(recap))
    signs: list[tuple[int | Mark, str]] = [(rank, f"{label}: {count}") for rank, label, count in counts if count]
    signs += [(Mark.ABSENT, f"{Mark.ABSENT}: {absent}")] if absent else []
    signs += [(Mark.IDLE, f"{Mark.IDLE}: {idle} sub kegiatan")] if idle else []
    if not signs:
        return []
    return [pictures.heading("Indikator menurut predikat"), _stack(counts), *_key(signs), pictures.gap(10)]


def _stack(counts: Sequence[tuple[int, str, int]]) -> Part:
    total = sum(count for *_, count in counts)

    def paint(canvas: Any, top: float) -> None:
        left = MARGIN
        for rank, _, count in counts:
            if count:
                wide = ROOM * count / total
                shaded(canvas, (left, top - 26, wide, 26), rank)
                left += wide

    return Part(34 if total else 0, paint)


def _key(signs: Sequence[tuple[int | Mark, str]], columns: int = 2) -> list[Part]:
    """The key, two signs a line."""
    return [_signs(signs[start : start + columns], ROOM / columns) for start in range(0, len(signs), columns)]


def _signs(signs: Sequence[tuple[int | Mark, str]], room: float) -> Part:
    def paint(canvas: Any, top: float) -> None:
        for number, (look, text) in enumerate(signs):
            left = MARGIN + number * room
            if isinstance(look, Mark):
                mark(canvas, look, left + 5, top - 16, 14)
            else:
                shaded(canvas, (left, top - 16, 24, 14), look)
            write(canvas, clipped(text, "Sans", _SIZE, room - 36, 1)[0], left + 32, top - 14, _SIZE, colour=INK)

    return Part(22, paint)


def _programs(recap: Recap) -> list[Part]:
    """A bar for the IKU and for each program."""
    labels = [band.label for band in recap.scale.bands]
    rows = [("Indikator Kinerja Utama", recap.iku_summary)] if recap.iku_summary is not None else []
    rows += [(one.name, one.summary) for one in recap.programs]
    if not rows:
        return []
    shown = rows[:_MOST_PROGRAMS]
    top = max([Decimal(100), *(one.mean for _, one in shown if one.mean is not None)])
    scale = min(top, _HIGHEST)
    parts = [pictures.heading("Capaian per program"), pictures.note("Garis putus-putus: target.")]
    widest = max(breadth(formats.persen(one.mean), "Sans-Bold", 16) for _, one in shown)
    parts += [_bar(name, one, labels, (scale, ROOM - widest - 12)) for name, one in shown]
    if len(rows) > len(shown):
        parts.append(pictures.note(f"dan {len(rows) - len(shown)} program lain"))
    return [*parts, pictures.gap(10)]


def _bar(name: str, total: Summary, labels: list[str], axis: tuple[Decimal, float]) -> Part:
    """The bar of a mean on an axis: its highest value in percent, and its length in points."""
    lines = clipped(name, "Sans", _SIZE, ROOM, 2)
    below = height(len(lines), _SIZE) + 4
    scale, full = axis
    rank = labels.index(total.rating) if total.rating in labels else PLAIN

    def paint(canvas: Any, top: float) -> None:
        block(canvas, lines, MARGIN, top, _SIZE, colour=INK)
        bottom = top - below - 16
        shown = min(max(total.mean or Decimal(0), Decimal(0)), scale)
        length = float(shown / scale) * full
        if length > 0:
            shaded(canvas, (MARGIN, bottom, length, 16), rank)
        if total.mean is None:
            mark(canvas, Mark.ABSENT, MARGIN, bottom, 16)
        elif total.mean > scale:
            broken(canvas, (MARGIN, bottom, length, 16))
        canvas.setDash(3, 3)
        canvas.setStrokeColor(INK)
        target = MARGIN + float(100 / scale) * full
        canvas.line(target, bottom - 4, target, bottom + 20)
        value = formats.persen(total.mean)
        write(canvas, value, WIDE - MARGIN, bottom + 2, 16, face="Sans-Bold", colour=INK, align="right")

    return Part(below + 30, paint)


def _trend(document: RecapPicture) -> list[Part]:
    if len(document.trend) < 2:
        return []
    chart = TrendChart(document.trend[-_MOST_PERIODS:], ROOM, _TREND, size=12)

    def paint(canvas: Any, top: float) -> None:
        canvas.translate(MARGIN, top - _TREND)
        chart.paint(canvas)

    key: list[tuple[int | Mark, str]] = list(KEYS)
    return [pictures.heading("Perkembangan"), Part(_TREND + 6, paint), *_key(key, 1), pictures.gap(10)]


def _looks(recap: Recap) -> list[Part]:
    """What needs a look, each with a drawn sign."""
    lines = [f"Belum menyampaikan data: {one.subject}" for one in recap.missing[:_MOST_NAMED]]
    if len(recap.missing) > _MOST_NAMED:
        lines.append(f"dan {len(recap.missing) - _MOST_NAMED} unit lain belum menyampaikan data")
    if recap.unusual:
        lines.append(f"{len(recap.unusual)} angka tidak lazim, dengan alasannya pada rekapitulasi")
    if not lines:
        return []
    return [pictures.heading("Mohon dicermati"), *map(_look, lines), pictures.gap(8)]


def _look(text: str) -> Part:
    lines = clipped(text, "Sans", _SIZE, ROOM - 28, 2)

    def paint(canvas: Any, top: float) -> None:
        mark(canvas, Mark.WARNING, MARGIN, top - 18, 18)
        block(canvas, lines, MARGIN + 28, top, _SIZE, colour=INK)

    return Part(max(height(len(lines), _SIZE), 18) + 5, paint)
