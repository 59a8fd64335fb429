"""One day's working time is changed or put back: a disturbance, a closure, a working Saturday, other hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from bot.services.limits import calendar
from bot.services.limits.calendar import Moved
from bot.services.work import Work
from bot.sop.errors import Refusal
from bot.sop.hours import read_hours
from bot.sop.working_time import Span, WorkCalendar
from bot.texts.html import esc
from bot.texts.limits import disturbances as texts
from storage import calendar_days
from storage.calendar_days import DayRow
from storage.office_config import spans_from_json, spans_to_json

BACK, AHEAD = 92, 365
"""So many days before and after today may be noted: a quarter back, and as far as the holidays are known."""
NOTED, TAKEN_BACK = "CalendarDayNoted", "CalendarDayTakenBack"
_DAY = timedelta(days=1)


class Kind(StrEnum):
    """What is noted about a day."""

    GANGGUAN = "gangguan"
    LIBUR = "libur"
    KERJA = "kerja"
    KHUSUS = "khusus"


def today(work: Work) -> date:
    """The office's date."""
    return work.local(work.now).date()


def hours_on(working: WorkCalendar, day: date) -> tuple[Span, ...]:
    """The hours that hold on a date."""
    if day in working.exceptions:
        return working.exceptions[day]
    return usual_hours(working, day)


def usual_hours(working: WorkCalendar, day: date) -> tuple[Span, ...]:
    """The hours of a date without its exception."""
    return () if day in working.holidays else working.hours.on(day)


def full_hours(working: WorkCalendar, day: date) -> tuple[Span, ...]:
    """The hours of a working day for a date that is none: its weekday's, or those of the week's first working day."""
    week = working.hours.weekdays
    return week[day.weekday()] or next((spans for spans in week if spans), ())


def parse_hours(text: str) -> tuple[Span, ...]:
    """Read '09.00-12.00, 13.00-15.00'; raises Refusal with the reason."""
    try:
        spans = read_hours(" ".join(text.split()))
    except ValueError as error:
        raise Refusal("jam_tidak_terbaca", why=str(error)) from error
    if not spans:
        raise Refusal("jam_tidak_terbaca", why=texts.NO_HOURS)
    return spans


def check_day(work: Work, kind: Kind, day: date) -> None:
    """Raise Refusal where nothing of this kind can be noted about a day."""
    check_range(work, day)
    works = bool(hours_on(work.engine.calendar, day))
    if kind in {Kind.GANGGUAN, Kind.LIBUR} and not works:
        raise Refusal("bukan_hari_kerja", day=day)
    if kind is Kind.KERJA and works:
        raise Refusal("sudah_hari_kerja", day=day)


def check_range(work: Work, day: date) -> None:
    """Raise Refusal for a day too far from today."""
    first, last = today(work) - BACK * _DAY, today(work) + AHEAD * _DAY
    if not first <= day <= last:
        raise Refusal("hari_terlalu_jauh", first=first, last=last)


def new_hours(work: Work, kind: Kind, day: date, hours: tuple[Span, ...] | None) -> tuple[Span, ...]:
    """The hours of a day after a change; raises Refusal where it cannot be made or would change nothing.

    `hours` are those of the disturbance or of the day, None for the whole day.
    """
    check_day(work, kind, day)
    present = hours_on(work.engine.calendar, day)
    if kind is Kind.LIBUR:
        return ()
    if kind is Kind.GANGGUAN:
        changed = present if hours is not None else ()
        for lost in hours or ():
            changed = tuple(_without(changed, lost))
        if changed == present:
            raise Refusal("di_luar_jam_kerja", hours=present)
        return changed
    changed = full_hours(work.engine.calendar, day) if hours is None else hours
    if changed == present:
        raise Refusal("jam_sudah_berlaku", hours=present)
    return changed


def _without(spans: Iterable[Span], lost: Span) -> Iterable[Span]:
    for start, end in spans:
        if start < min(end, lost[0]):
            yield start, min(end, lost[0])
        if max(start, lost[1]) < end:
            yield max(start, lost[1]), end


def note(work: Work, kind: Kind, day: date, hours: tuple[Span, ...] | None, reason: str) -> tuple[Moved, ...]:
    """Change a day's working time, with everything that follows in the same transaction; raises Refusal."""
    row = DayRow(day, new_hours(work, kind, day, hours), reason)
    before = calendar_days.find(work.tx, work.office_id, day)
    calendar_days.put(work.tx, work.office_id, row)
    calendar.reread(work)
    moved = calendar.refresh(work, texts.because(day, row.spans, esc(reason)))
    # Only now, since everyone locks cycles before the office's chain of the audit.
    work.record(NOTED, day=day.isoformat(), kind=kind, before=_plain(before), after=_plain(row))
    return moved


def take_back(work: Work, day: date) -> tuple[Moved, ...]:
    """Let the hours hold that held on a day before it was last noted; raises Refusal where nothing was."""
    check_range(work, day)
    present = calendar_days.find(work.tx, work.office_id, day)
    if present is None:
        raise Refusal("catatan_tidak_ada")
    before = _before(work, present)
    if before is None:
        calendar_days.remove(work.tx, work.office_id, day)
    else:
        calendar_days.put(work.tx, work.office_id, before)
    calendar.reread(work)
    moved = calendar.refresh(work, texts.because_taken_back(day))
    work.record(TAKEN_BACK, day=day.isoformat(), before=_plain(present), after=_plain(before))
    return moved


def _before(work: Work, present: DayRow) -> DayRow | None:
    """What a day was before it was noted as it is now; the usual hours for one that came with the workbook."""
    for detail in calendar_days.recorded(work.tx, work.office_id, NOTED):
        if (detail["day"], detail["after"]) == (present.day.isoformat(), _plain(present)):
            before = detail["before"]
            return before and DayRow(present.day, spans_from_json(before["spans"]), before["reason"])
    return None


def _plain(row: DayRow | None) -> dict[str, object] | None:
    if row is None:
        return None
    return {"spans": spans_to_json(row.spans), "reason": row.reason}
