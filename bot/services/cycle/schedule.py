"""/jadwal: the lines of the Jadwal Kerja, and how Camat, Kasubbag or administrator change a date of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.calendars import indonesian_holidays
from bot.services import case
from bot.services.bureau import year_of
from bot.services.claims import Claim
from bot.services.cycle import listing
from bot.services.incoming import Message
from bot.services.people import people
from bot.services.work import Button, Work
from bot.sop import schedule as rules
from bot.sop.dates import DateProblem, parse_date
from bot.sop.errors import Refusal
from bot.sop.model import CycleStatus, Role
from bot.sop.schedule import Dates
from bot.sop.working_time import WorkCalendar
from bot.texts import schedule as texts
from bot.texts.html import esc
from bot.texts.schedule import Field, ShownLine, State
from storage import officers, offices, periods, prompts
from storage import status as rows
from storage.offices import PeriodRow
from storage.prompts import OpenPrompt

EDITORS = (Role.CAMAT, Role.KASUBBAG)
_STATES = {
    CycleStatus.DIUSULKAN: State.DIUSULKAN,
    CycleStatus.BERJALAN: State.BERJALAN,
    CycleStatus.SELESAI: State.DIARSIPKAN,
    CycleStatus.DIBATALKAN: State.DIBATALKAN,
    CycleStatus.BELUM_BERJALAN: State.DITUTUP,
}
_DAY = timedelta(days=1)


def show(work: Work, _args: str = "") -> None:
    """Answer /jadwal: the budget year that is being reported and those after it."""
    every = offices.periods(work.tx, work.office_id)
    today = work.local(work.now).date()
    come = [one.year for one in every if one.opens_on <= today]
    send(work, [one for one in every if not come or one.year >= max(come)], every)


def send(work: Work, shown: Sequence[PeriodRow], every: Sequence[PeriodRow], *before: str) -> None:
    """Answer with lines of the schedule, below what is to be said before; with buttons for whoever may change them."""
    statuses = rows.latest(work.tx, work.office_id)
    told = texts.lines(as_shown(work, shown, statuses)) if shown else [texts.empty()]
    listing.send(work, [*before, *told], _buttons(work, shown, every, statuses) if may_edit(work) else [])


def as_shown(work: Work, lines: Sequence[PeriodRow], statuses: Mapping[int, CycleStatus]) -> list[ShownLine]:
    """The lines with their state, and which of their dates a cuti bersama may still move."""
    calendar, today = work.engine.calendar, work.local(work.now).date()
    shown, ahead = [], State.BERIKUTNYA
    for one in lines:
        status = statuses.get(one.id)
        moving: tuple[date, ...] = ()
        if status is not None:
            state = _STATES[status]
        else:
            moving = tuple(day for day in (one.opens_on, one.send_by) if not is_published(calendar, day))
            state = ahead
            if calendar.first_working_day(one.opens_on) < today:
                state = State.TERLEWAT
            else:
                ahead = State.BELUM
        shown.append(ShownLine(one.year, one.quarter, one.opens_on, one.send_by, state, moving))
    return shown


def is_published(calendar: WorkCalendar, day: date) -> bool:
    """Whether the cuti bersama of the day's year is published."""
    return calendar.known_until is None or day <= calendar.known_until


def _buttons(
    work: Work, shown: Sequence[PeriodRow], every: Sequence[PeriodRow], statuses: Mapping[int, CycleStatus]
) -> list[list[Button]]:
    editable = [change_button(one) for one in shown if one.id not in statuses]
    found = [editable[place : place + 2] for place in range(0, len(editable), 2)]
    year = next_year_of(work, every)
    return [*found, [prepare_button(year)]] if year is not None else found


def next_year_of(work: Work, every: Sequence[PeriodRow]) -> int | None:
    """The budget year whose lines are to be made by now; None while there is time."""
    last = max((one.year for one in every), default=None)
    return rules.next_year(last, work.local(work.now).date())


def prepare_button(year: int) -> Button:
    """[Siapkan jadwal 2027]."""
    return Button(texts.prepare_label(year), Claim("jadwal_siapkan", arg=str(year)))


def change_button(period: PeriodRow) -> Button:
    """[Ubah TW II 2026]."""
    return Button(texts.change_label(period.year, period.quarter), Claim("jadwal_ubah", arg=str(period.id)))


def may_edit(work: Work) -> bool:
    """Whether the acting officer may change the schedule."""
    return work.me.is_admin or any(work.me.has(role) for role in EDITORS)


def editor(work: Work) -> None:
    """Raise Refusal unless the acting officer may change the schedule."""
    if not may_edit(work):
        raise Refusal("bukan_penyusun_jadwal")


def _line(work: Work, period_id: int) -> PeriodRow:
    """A line that may be changed."""
    editor(work)
    found = periods.find(work.tx, work.office_id, period_id)
    if found is None:
        raise Refusal("tombol_lama")
    if periods.begun(work.tx, found.id):
        raise Refusal("jadwal_sudah_dipakai")
    return found


def choose(work: Work, claim: Claim) -> None:
    """[Ubah TW …]: which of the line's dates."""
    line = _line(work, people.number(claim.arg))
    buttons = [Button(texts.field_label(field), Claim("jadwal_tanggal", arg=f"{line.id}.{field}")) for field in Field]
    work.reply(texts.ask_field(line.year, line.quarter, line.opens_on, line.send_by), [buttons])


def ask(work: Work, claim: Claim) -> None:
    """[Ubah tanggal mulai] or [Ubah batas kirim]: to which day."""
    period, _, field = claim.arg.partition(".")
    line = _line(work, people.number(period))
    if field not in set(Field):
        raise Refusal("tombol_lama")
    which = Field(field)
    text = texts.ask_date(which, line.year, line.quarter, _present(line, which))
    work.ask("tanggal_jadwal", text, [[Button("Batal", Claim("jadwal_batal"))]], period=line.id, field=field)


def _present(line: PeriodRow, field: Field) -> date:
    return line.opens_on if field is Field.MULAI else line.send_by


def leave(work: Work, _claim: Claim) -> None:
    """[Batal]: the question about a date is dropped; one about anything else stays."""
    asked = prompts.find(work.tx, work.me.officer_id)
    if asked is None or asked.purpose != "tanggal_jadwal":
        raise Refusal("tombol_lama")
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.left())


def set_date(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The new day was written; whatever is wrong with it changes nothing, and the question stays open."""
    line, field = _line(work, prompt.context["period"]), Field(prompt.context["field"])
    try:
        day = parse_date(message.text)
    except DateProblem as problem:
        raise Refusal("tanggal_tidak_terbaca", problem=problem) from problem
    before = _present(line, field)
    prompts.close(work.tx, work.me.officer_id)
    if day == before:
        work.reply(texts.same(field, line.year, line.quarter, day), [[change_button(line)]])
        return
    _check(work, line, field, day)
    dates = Dates(day, line.send_by) if field is Field.MULAI else Dates(line.opens_on, day)
    if not periods.redate(work.tx, line, dates):
        raise Refusal("jadwal_sudah_dipakai")
    change = [before.isoformat(), day.isoformat()]
    work.record("PeriodRedated", period=line.id, year=line.year, quarter=line.quarter, field=field, dates=change)
    said = "\n".join([texts.changed(field, line.year, line.quarter, before, day), *_notes(work, line, field, day)])
    work.reply(said, [[change_button(line)]])
    tell_others(work, said)


def _check(work: Work, line: PeriodRow, field: Field, day: date) -> None:
    if field is Field.MULAI:
        every = offices.periods(work.tx, work.office_id)
        rules.check_opening(line, every, day, work.local(work.now).date())
    else:
        rules.check_sending(line, day)


def _notes(work: Work, line: PeriodRow, field: Field, day: date) -> list[str]:
    """What is worth knowing about a day: data of before the quarter's end, no working day, cuti bersama unpublished."""
    calendar, said = calendar_for(work, day.year), []
    if field is Field.MULAI and day < rules.day_after(line.year, line.quarter) - _DAY:
        said.append(texts.early_data(day))
    if not calendar.is_working_day(day):
        why = calendar.holidays.get(day, "") if isinstance(calendar.holidays, Mapping) else ""
        if field is Field.MULAI:
            said.append(texts.opens_later(esc(why), calendar.first_working_day(day)))
        else:
            said.append(texts.sends_earlier(esc(why), _working_day_before(calendar, line.opens_on, day)))
    if not is_published(calendar, day):
        said.append(texts.unpublished([day.year]))
    return said


def _working_day_before(calendar: WorkCalendar, first: date, day: date) -> date | None:
    """The last working day before a day, not before `first`."""
    days = (day - distance * _DAY for distance in range(1, (day - first).days + 1))
    return next((one for one in days if calendar.is_working_day(one)), None)


def calendar_for(work: Work, year: int) -> WorkCalendar:
    """The office's working time around a year; that of the act reaches to the end of the coming one."""
    calendar = work.engine.calendar
    if year <= year_of(work.now) + 1:
        return calendar
    return replace(calendar, holidays=indonesian_holidays((year - 1, year)))


def tell_others(work: Work, what: str) -> None:
    """Tell Camat and Kasubbag what another has changed."""
    told = {work.me.officer_id}
    for role in EDITORS:
        for one in officers.holders(work.tx, work.office_id, role, at=work.now):
            if one.officer_id not in told:
                told.add(one.officer_id)
                work.tell(one.officer_id, texts.told(case.address(one), esc(work.me.address), what))


PRESSES = {"jadwal_ubah": choose, "jadwal_tanggal": ask, "jadwal_batal": leave}
TEXTS = {"tanggal_jadwal": set_date}
