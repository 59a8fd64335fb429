"""Tables of punctuality by step and by official, for the riwayat SOP and for the report over many cycles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from reportlab.platypus import Flowable

from bot.documents.layout.tables import Grid, centred, text
from bot.documents.models.papers import Timeliness, TimelinessRow
from bot.sop.compliance import Summary
from bot.texts import compliance as words
from bot.texts import formats
from bot.texts.times import lama

_SHORT: Final = (0.3, 0.16, 0.085, 0.085, 0.12, 0.11, 0.14)
_WIDE: Final = (0.21, 0.12, 0.055, 0.085, 0.08, 0.08, 0.08, 0.08, 0.08, 0.075, 0.055)


def timeliness_table(found: Timeliness, across: float) -> Flowable:
    """Return the compact table: how many finished visits, how many in time, and what they took."""
    header = (
        "Langkah atau pejabat",
        "Waktu baku atau jabatan",
        "Tugas selesai",
        "Tepat waktu",
        "Waktu kerja terpakai",
        "Terlambat",
        "Perpanjangan",
    )
    grid = Grid(header, [share * across for share in _SHORT], first="left")
    for title, rows in (("Menurut langkah", found.steps), ("Menurut pejabat", found.officials)):
        grid.band(title, pale=True)
        for row in rows:
            done = row.summary
            spans = (spent(done, done.used), span(done.late))
            figures = (str(done.count), str(done.on_time), *spans, some(done.extensions))
            grid.row([text(row.label), text(row.detail), *map(centred, figures)])
    return grid.flowable()


def summary_table(rows: Sequence[TimelinessRow], heads: tuple[str, str], across: float) -> Flowable:
    """Return the full table for a landscape sheet; `heads` name what the rows are and what their detail is."""
    header = (
        *heads,
        "Selesai",
        "Tepat waktu",
        "Terpakai, median",
        "Terpakai, persentil 90",
        "Terlambat, persentil 90",
        "Terlambat, terlama",
        "Terlambat, jumlah",
        "Perpanjangan",
        "Diulang",
    )
    grid = Grid(header, [share * across for share in _WIDE], first="left")
    for row in rows:
        done = row.summary
        kept = f"{done.on_time} ({formats.persen(done.share)})"
        used = (spent(done, done.used_median), spent(done, done.used_p90))
        late = map(span, (done.late_p90, done.late_max, done.late))
        figures = (str(done.count), kept, *used, *late, some(done.extensions), some(done.repeats))
        grid.row([text(row.label), text(row.detail), *map(centred, figures)])
    if not rows:
        grid.nothing(words.NOTHING)
    return grid.flowable()


def span(value: timedelta) -> str:
    """Return '1 jam 20 menit', or a dash for nothing."""
    return lama(value) if value else formats.KOSONG


def spent(done: Summary, value: timedelta) -> str:
    """Return what finished visits took, '0 menit' for merged ones, or a dash while none is finished."""
    return lama(value) if done.count else formats.KOSONG


def some(count: int) -> str:
    """Return a number, or a dash for none."""
    return str(count) if count else formats.KOSONG
