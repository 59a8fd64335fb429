"""The tables and charts of the Dokumen's second chapter."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from bot.documents.charts import PLAIN, Bar, bar_chart, caption, swatches
from bot.documents.figures import ActivityRow, IndicatorRow, Summary
from bot.documents.model import Recap
from bot.documents.recap import activities, legend, remarked
from bot.documents.tables import Cell, Grid, centred, graded, text
from bot.texts import formats

Section = tuple[str, list[Flowable]]
_NOTHING = "Belum ada data yang direkap."
_SHARES = (0.06, 0.365, 0.145, 0.1, 0.1, 0.1, 0.13)


def achievement(recap: Recap, across: float) -> list[Section]:
    """Return the sections on the IKU, on the sub kegiatan, and the chart of capaian."""
    indicators = [row for activity in activities(recap) if activity.running for row in activity.indicators]
    labels = [band.label for band in recap.scale.bands]
    bars = [_bar(row, labels) for row in (*recap.iku, *indicators)]
    chart = bar_chart(("Indikator", "Capaian"), bars, across, _NOTHING)
    keys: list[Flowable] = [Spacer(1, 2 * mm), swatches(labels, across), *legend(recap.scale)]
    return [
        ("Indikator Kinerja Utama", [_iku(recap, across)] if recap.iku else []),
        ("Capaian Sub Kegiatan", [_activities(recap, across)]),
        ("Grafik Capaian", [chart, *keys]),
    ]


def budget(recap: Recap, across: float) -> list[Section]:
    """Return the sections on pagu and realisasi anggaran, with the chart of serapan."""
    bars = [Bar(f"{row.code} {row.name}", row.absorption, caption(row.absorption, "")) for row in activities(recap)]
    return [
        ("Realisasi Anggaran", [_budget(recap, across)]),
        ("Grafik Serapan Anggaran", [bar_chart(("Sub kegiatan", "Serapan"), bars, across, _NOTHING)]),
    ]


def _bar(row: IndicatorRow, labels: list[str]) -> Bar:
    rank = labels.index(row.rating) if row.rating in labels else PLAIN
    value = None if row.absent else row.achievement
    return Bar(row.name, value, caption(value, row.absent or row.rating), rank)


def _header(first: str) -> tuple[str, ...]:
    return ("No", first, "Satuan", "Target", "Realisasi", "Capaian", "Predikat")


def _indicator(row: IndicatorRow) -> list[Cell]:
    figures = [formats.angka(row.target_period), formats.angka(row.realisation)]
    percent = formats.KOSONG if row.absent else formats.persen(row.achievement)
    name = text("\n".join((row.name, *remarked(row))))
    return [name, centred(row.unit), *figures, percent, centred(row.absent or row.rating or formats.KOSONG)]


def _iku(recap: Recap, across: float) -> Flowable:
    grid = Grid(_header("Indikator"), [share * across for share in _SHARES], right=(3, 4, 5))
    for number, row in enumerate(recap.iku, 1):
        grid.row([str(number), *_indicator(row)])
    if recap.iku_summary is not None:
        grid.total("Rata-rata IKU", 5, _graded(recap.iku_summary))
    return grid.flowable()


def _activities(recap: Recap, across: float) -> Flowable:
    grid = Grid(_header("Sub kegiatan dan indikator"), [share * across for share in _SHARES], right=(3, 4, 5))
    number = 0
    for program in recap.programs:
        grid.band(f"Program {program.code}  {program.name}")
        for unit in program.units:
            grid.band(unit.name, pale=True)
            for activity in unit.activities:
                number += 1
                _activity(grid, number, activity)
        grid.total(f"Rata-rata program {program.code}", 5, _graded(program.summary))
    if not recap.programs:
        grid.nothing(_NOTHING)
    grid.total("Rata-rata seluruh program", 5, _graded(recap.summary))
    return grid.flowable()


def _activity(grid: Grid, number: int, activity: ActivityRow) -> None:
    title = f"{activity.code} {activity.name}"
    if activity.running:
        grid.headed_row(str(number), title, 6, [])
    else:
        grid.headed_row(str(number), title, 5, [centred("Belum berjalan")])
    if activity.running:
        for row in activity.indicators:
            grid.row(["", *_indicator(row)])


def _graded(summary: Summary) -> list[Cell]:
    return [formats.persen(summary.mean), graded(summary.rating or formats.KOSONG)]


def _budget(recap: Recap, across: float) -> Flowable:
    shares = (0.06, 0.42, 0.2, 0.2, 0.12)
    header = ("No", "Sub kegiatan", "Pagu", "Realisasi", "Serapan")
    grid = Grid(header, [share * across for share in shares], right=(2, 3, 4))
    for number, row in enumerate(activities(recap), 1):
        grid.row([str(number), text(f"{row.code} {row.name}"), *_money(row)])
    if not recap.programs:
        grid.nothing(_NOTHING)
    grid.total("Jumlah", 2, _money(recap.summary))
    return grid.flowable()


def _money(row: ActivityRow | Summary) -> list[str]:
    return [formats.rupiah(row.budget), formats.rupiah(row.spent), formats.persen(row.absorption)]
