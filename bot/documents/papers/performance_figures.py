"""The tables and charts of the Dokumen's second chapter: by sasaran, by program and kegiatan, budget and trend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from bot.documents.charts.bars import PLAIN, Bar, BarChart, caption, key
from bot.documents.charts.illustrations import Illustrations
from bot.documents.charts.shapes import Mark
from bot.documents.charts.trend import KEYS, TrendChart
from bot.documents.layout.page import headed
from bot.documents.layout.tables import Cell, Grid, centred, text
from bot.documents.layout.tables import graded as graded_cell
from bot.documents.layout.text import BLOCK, NOTE, paragraph
from bot.documents.models.figures import ActivityRow, IndicatorRow, ProgramGroup, Summary
from bot.documents.models.papers import Recap
from bot.documents.models.performance import TrendPoint
from bot.documents.papers.recap import activities, legend, remarked, unparted
from bot.texts import formats

NOTHING = "Belum ada data yang direkap."
_SHARES = (0.05, 0.355, 0.155, 0.1, 0.1, 0.1, 0.14)


def overall(recap: Recap, across: float, figures: Illustrations) -> list[Flowable]:
    """Return the chart of means: all programs, the IKU, and each program."""
    means = [("Seluruh program", recap.summary)]
    if recap.iku_summary is not None:
        means.append(("Indikator Kinerja Utama", recap.iku_summary))
    means += [(f"{one.code} {one.name}", one.summary) for one in recap.programs]
    bars = [_bar(name, one.mean, one.rating, _labels(recap)) for name, one in means]
    return _charted(recap, bars, across, figures, "Rata-rata capaian keseluruhan dan per program")


def objectives(recap: Recap, across: float, figures: Illustrations) -> list[Flowable]:
    """Return the IKU by sasaran: their table and their chart; nothing of none."""
    if not recap.iku:
        return []
    bars = _indicator_bars(recap.iku, _labels(recap))
    title = "Capaian Indikator Kinerja Utama terhadap target"
    return [_iku(recap, across), *_charted(recap, bars, across, figures, title)]


def programs(recap: Recap, across: float, figures: Illustrations) -> list[Flowable]:
    """Return table and chart of each program with its kegiatan and sub kegiatan, and how they were reckoned."""
    story: list[Flowable] = []
    labels, number = _labels(recap), 0
    for one in recap.programs:
        rows = _in_order(one)
        story += headed(f"Program {one.code} {one.name}", BLOCK, _program(one, rows, number, across))
        bars = [bar for row in rows for bar in _activity_bars(row, labels)]
        story += _charted(recap, bars, across, figures, f"Capaian indikator program {one.code} terhadap target")
        number += len(rows)
    if not recap.programs:
        story.append(paragraph(NOTHING, NOTE))
    return [*story, Spacer(1, 3 * mm), *legend(recap.scale)]


def budget(recap: Recap, across: float, figures: Illustrations) -> list[Flowable]:
    """Return pagu and realisasi anggaran by sub kegiatan, with the chart of serapan."""
    bars = [
        Bar(
            label=f"{row.code} {row.name}",
            value=row.absorption,
            caption=caption(row.absorption, "" if row.running else "Belum berjalan"),
            mark=None if row.running else Mark.IDLE,
        )
        for row in activities(recap)
    ]
    story: list[Flowable] = [_budget(recap, across)]
    if _valued(bars):
        chart = BarChart(bars, across, target="pagu")
        signs = [key(_marks(bars), across)] if _marks(bars) else []
        story += figures.of(chart, "Serapan anggaran per sub kegiatan", *signs)
    return story


def trend(points: Sequence[TrendPoint], across: float, figures: Illustrations) -> list[Flowable]:
    """Return the chart over periods; nothing while there is only the present one."""
    if len(points) < 2:
        return []
    chart = TrendChart(points, across, 62 * mm)
    return figures.of(chart, "Perkembangan rata-rata capaian dan serapan anggaran", key(KEYS, across, columns=2))


def _charted(recap: Recap, bars: Sequence[Bar], across: float, figures: Illustrations, title: str) -> list[Flowable]:
    """The bars as a figure with their key; nothing where no bar has a value, since the table says that."""
    if not _valued(bars):
        return []
    ranks: list[tuple[int | Mark, str]] = list(enumerate(_labels(recap)))
    return figures.of(BarChart(bars, across), title, key([*ranks, *_marks(bars)], across))


def _valued(bars: Sequence[Bar]) -> bool:
    return any(bar.value is not None for bar in bars)


def _labels(recap: Recap) -> list[str]:
    return [band.label for band in recap.scale.bands]


def _marks(bars: Sequence[Bar]) -> list[tuple[Mark, str]]:
    return [(mark, mark.value) for mark in Mark if any(bar.mark is mark for bar in bars)]


def _bar(name: str, value: Decimal | None, rating: str, labels: list[str], absent: str = "") -> Bar:
    shown = None if absent else value
    rank = labels.index(rating) if rating in labels else PLAIN
    mark = Mark.ABSENT if shown is None else None
    return Bar(label=name, value=shown, caption=caption(shown, absent or rating), rank=rank, mark=mark)


def _indicator_bars(rows: Iterable[IndicatorRow], labels: list[str]) -> list[Bar]:
    return [_bar(row.name, row.achievement, row.rating, labels, row.absent) for row in rows]


def _activity_bars(row: ActivityRow, labels: list[str]) -> list[Bar]:
    if not row.running:
        return [Bar(label=f"{row.code} {row.name}", value=None, caption="Belum berjalan", mark=Mark.IDLE)]
    return _indicator_bars(row.indicators, labels)


def _in_order(program: ProgramGroup) -> list[ActivityRow]:
    """A program's sub kegiatan in the order of their codes, so that those of a kegiatan stand together."""
    rows = [row for unit in program.units for row in unit.activities]
    return sorted(rows, key=lambda row: (row.group, row.code))


def _header(first: str) -> tuple[str, ...]:
    return ("No", first, "Satuan", "Target", "Realisasi", "Capaian", "Predikat")


def _indicator(row: IndicatorRow) -> list[Cell]:
    figures = [formats.angka(row.target_period), formats.angka(row.realisation)]
    percent = formats.KOSONG if row.absent else formats.persen(row.achievement)
    name = text("\n".join((row.name, *remarked(row))))
    return [name, centred(row.unit), *figures, percent, centred(unparted(row.absent) or row.rating or formats.KOSONG)]


def _iku(recap: Recap, across: float) -> Flowable:
    grid = Grid(_header("Sasaran dan indikator"), [share * across for share in _SHARES], right=(3, 4, 5))
    numbers = iter(range(1, len(recap.iku) + 1))
    for objective in dict.fromkeys(row.objective for row in recap.iku):
        if objective:
            grid.band(f"Sasaran: {objective}", pale=True)
        for row in recap.iku:
            if row.objective == objective:
                grid.row([str(next(numbers)), *_indicator(row)])
    if recap.iku_summary is not None:
        grid.total("Rata-rata IKU", 5, _graded(recap.iku_summary))
    return grid.flowable()


def _program(program: ProgramGroup, rows: Sequence[ActivityRow], before: int, across: float) -> Flowable:
    grid = Grid(_header("Sub kegiatan dan indikator"), [share * across for share in _SHARES], right=(3, 4, 5))
    number = before
    for group, members in groupby(rows, key=lambda row: row.group):
        if group:
            grid.band(f"Kegiatan {group}", pale=True)
        for row in members:
            number += 1
            _activity(grid, number, row)
    grid.total(f"Rata-rata program {program.code}", 5, _graded(program.summary))
    return grid.flowable()


def _activity(grid: Grid, number: int, row: ActivityRow) -> None:
    title = f"{row.code} {row.name} ({row.unit})"
    if not row.running:
        grid.headed_row(str(number), title, 5, [centred("Belum berjalan")])
        return
    grid.headed_row(str(number), title, 6, [])
    for indicator in row.indicators:
        grid.row(["", *_indicator(indicator)])


def _graded(summary: Summary) -> list[Cell]:
    return [formats.persen(summary.mean), graded_cell(summary.rating or formats.KOSONG)]


def _budget(recap: Recap, across: float) -> Flowable:
    shares = (0.06, 0.42, 0.2, 0.2, 0.12)
    header = ("No", "Sub kegiatan", "Pagu", "Realisasi", "Serapan")
    grid = Grid(header, [share * across for share in shares], right=(2, 3, 4))
    number = 0
    for program in recap.programs:
        grid.band(f"Program {program.code} {program.name}", pale=True)
        for row in _in_order(program):
            number += 1
            grid.row([str(number), text(f"{row.code} {row.name}"), *_money(row)])
        grid.total(f"Jumlah program {program.code}", 2, _money(program.summary))
    if not recap.programs:
        grid.nothing(NOTHING)
    grid.total("Jumlah", 2, _money(recap.summary))
    return grid.flowable()


def _money(row: ActivityRow | Summary) -> list[str]:
    return [formats.rupiah(row.budget), formats.rupiah(row.spent), formats.persen(row.absorption)]
