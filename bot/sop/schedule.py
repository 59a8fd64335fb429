"""The Jadwal Kerja: when a quarter opens by default and until when it is sent, and which dates a line may have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.sop.errors import Refusal
from bot.sop.model import Sop, StepKind
from bot.sop.working_time import WorkCalendar

QUARTERS = (1, 2, 3, 4)
# The default batas kirim ke kabupaten is the tenth working day, the first one counted.
_WORKING_DAYS_AFTER_THE_FIRST = 9
_DECEMBER = 12
_DAY = timedelta(days=1)


class Line(Protocol):
    """A line of the Jadwal Kerja: a quarter of a budget year and its two dates."""

    @property
    def year(self) -> int:
        """The budget year."""

    @property
    def quarter(self) -> int:
        """1 to 4."""

    @property
    def opens_on(self) -> date:
        """Tanggal mulai."""

    @property
    def send_by(self) -> date:
        """Batas kirim ke kabupaten."""


class Dates(NamedTuple):
    """Tanggal mulai and batas kirim ke kabupaten."""

    opens_on: date
    send_by: date


class Projection(NamedTuple):
    """When the last signer would have the Dokumen before him, and when the last step would end."""

    ready_by: datetime
    sent_by: datetime


class LineFault(StrEnum):
    """Why a date cannot stand in a line; the bound that it broke comes with it."""

    MULAI_LEWAT = "mulai_lewat"
    SEBELUM_TRIWULAN = "sebelum_triwulan"
    SEBELUM_BARIS_LALU = "sebelum_baris_lalu"
    SESUDAH_BARIS_NANTI = "sesudah_baris_nanti"
    MULAI_SESUDAH_BATAS = "mulai_sesudah_batas"
    BATAS_SEBELUM_MULAI = "batas_sebelum_mulai"
    TERLALU_JAUH = "terlalu_jauh"


def first_day(year: int, quarter: int) -> date:
    """Return the first day of the quarter."""
    return date(year, quarter * 3 - 2, 1)


def day_after(year: int, quarter: int) -> date:
    """Return the day after the quarter's end."""
    return date(year + quarter // 4, quarter * 3 % 12 + 1, 1)


def default_dates(
    calendar: WorkCalendar, year: int, quarter: int, opens_on: date | None = None, send_by: date | None = None
) -> Dates:
    """Return the dates of a line; one that is not given is that of the reporting calendar.

    A period opens on the first working day after its quarter and is sent to the kabupaten by the tenth; one that
    opens earlier keeps that day, one that opens later has ten working days from then.
    """
    first = calendar.first_working_day(day_after(year, quarter))
    opens_on = opens_on or first
    counted = max(first, opens_on)
    return Dates(opens_on, send_by or calendar.working_days_after(counted, _WORKING_DAYS_AFTER_THE_FIRST))


def next_year(last: int | None, today: date) -> int | None:
    """Return the budget year whose lines are to be made by now; `last` is the latest that has any, None for none.

    From December on that is the coming year; a schedule that was left alone for long goes on with the year reported.
    """
    reported = today.year if today >= day_after(today.year, 1) else today.year - 1
    if last is None:
        return reported
    coming = max(last + 1, reported)
    return coming if today >= date(coming - 1, _DECEMBER, 1) else None


def projected(sop: Sop, calendar: WorkCalendar, at: datetime) -> Projection:
    """Return how a collection goes that is ordered from `at` on, once through with every limit used in full."""
    ready_by = at
    for step in sop.steps:
        for _ in step.signers or (step.actor,):
            if step.kind is StepKind.TANDATANGAN:
                ready_by = at
            at = calendar.due(at, step.limit)
    return Projection(ready_by, at)


def check_opening(line: Line, lines: Iterable[Line], day: date, today: date) -> None:
    """Raise Refusal 'jadwal_tidak_pas' unless the line may open on the day.

    It may open before its quarter's end, with data 'per tanggal …'; not before the quarter itself, nor in the past,
    nor out of the order of the lines.
    """
    place = (line.year, line.quarter)
    before = [one.opens_on for one in lines if (one.year, one.quarter) < place]
    after = [one.opens_on for one in lines if (one.year, one.quarter) > place]
    if day < today:
        _refuse(LineFault.MULAI_LEWAT, line, today)
    if day < first_day(*place):
        _refuse(LineFault.SEBELUM_TRIWULAN, line, first_day(*place))
    if before and day <= max(before):
        _refuse(LineFault.SEBELUM_BARIS_LALU, line, max(before))
    if after and day >= min(after):
        _refuse(LineFault.SESUDAH_BARIS_NANTI, line, min(after))
    if day >= line.send_by:
        _refuse(LineFault.MULAI_SESUDAH_BATAS, line, line.send_by)


def check_sending(line: Line, day: date) -> None:
    """Raise Refusal 'jadwal_tidak_pas' unless the line may have the day as its batas kirim: within a year after it."""
    latest = day_after(line.year + 1, line.quarter) - _DAY
    if day <= line.opens_on:
        _refuse(LineFault.BATAS_SEBELUM_MULAI, line, line.opens_on)
    if day > latest:
        _refuse(LineFault.TERLALU_JAUH, line, latest)


def _refuse(fault: LineFault, line: Line, bound: date) -> None:
    raise Refusal("jadwal_tidak_pas", fault=fault, year=line.year, quarter=line.quarter, bound=bound)
