"""/gangguan and [Catat gangguan]: Kasubbag or administrator notes what a day's working time was or will be."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from bot.services.claims import Claim
from bot.services.cycle import listing
from bot.services.incoming import Message
from bot.services.limits import calendar, days
from bot.services.limits.calendar import Moved
from bot.services.limits.days import Kind
from bot.services.work import Button, Work
from bot.sop.dates import DateProblem, parse_date
from bot.sop.errors import Refusal
from bot.sop.model import Role
from bot.sop.working_time import Span
from bot.texts.limits import calendar as moved_texts
from bot.texts.limits import disturbances as texts
from bot.texts.ordering import checked_reason
from storage import calendar_days, prompts
from storage.calendar_days import DayRow
from storage.office_config import spans_from_json, spans_to_json
from storage.prompts import OpenPrompt

_OFFERED = 6
_MOST_NOTES = 20
_LOOKED_THROUGH = 30
_DAY = timedelta(days=1)
_CANCEL = [Button(texts.CANCEL, Claim("kalender_batal"))]


def may_note(work: Work) -> bool:
    """Whether the acting officer keeps the office's calendar."""
    return work.me.is_admin or work.me.has(Role.KASUBBAG)


def _keeper(work: Work) -> None:
    if not may_note(work):
        raise Refusal("bukan_pencatat_gangguan")


def show(work: Work, _args: str = "") -> None:
    """Answer /gangguan: what is noted, and what may be."""
    _keeper(work)
    rows = _notes(work)
    lines = [texts.line(row.day, row.spans, row.reason) for row in rows]
    buttons = [[Button(texts.KINDS[kind], Claim("kalender_jenis", arg=kind))] for kind in Kind]
    if rows:
        buttons.append([Button(texts.TAKE_BACK, Claim("kalender_catatan"))])
    listing.send(work, texts.noted(lines), buttons)


def begin(work: Work, _claim: Claim) -> None:
    """[Catat gangguan/hari libur] under /admin."""
    show(work)


def _notes(work: Work) -> list[DayRow]:
    """The noted days that may be taken back, those next to today first where there are many."""
    today = days.today(work)
    rows = calendar_days.since(work.tx, work.office_id, today - days.BACK * _DAY)
    near = sorted(rows, key=lambda row: abs(row.day - today))[:_MOST_NOTES]
    return sorted((row for row in near if row.day <= today + days.AHEAD * _DAY), key=lambda row: row.day)


def ask_day(work: Work, claim: Claim) -> None:
    """A kind was chosen: which day."""
    _keeper(work)
    kind, today = _kind(claim.arg), days.today(work)
    buttons = [
        [Button(texts.day_label(day, today), Claim("kalender_hari", arg=f"{kind}.{day}"))]
        for day in _offered(work, kind, today)
    ]
    work.ask("kalender_hari", texts.ask_day(kind, today), [*buttons, _CANCEL], kind=kind)


def _kind(word: str) -> Kind:
    try:
        return Kind(word)
    except ValueError as error:
        raise Refusal("tombol_lama") from error


def _offered(work: Work, kind: Kind, today: date) -> list[date]:
    """The nearest days that the kind can be about: back from today for a disturbance, ahead for the others."""
    step = -_DAY if kind is Kind.GANGGUAN else _DAY
    near = (today + distance * step for distance in range(_LOOKED_THROUGH))
    fitting = (day for day in near if bool(days.hours_on(work.engine.calendar, day)) != (kind is Kind.KERJA))
    return [day for day, _ in zip(fitting, range(_OFFERED), strict=False)]


def choose_day(work: Work, claim: Claim) -> None:
    """A day's button."""
    _go_on(work, *_named(work, claim))


def _named(work: Work, claim: Claim) -> tuple[Kind, date]:
    _keeper(work)
    kind, _, day = claim.arg.partition(".")
    return _kind(kind), _day(day)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refusal("tombol_lama") from error


def write_day(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """A day was typed."""
    _keeper(work)
    try:
        day = parse_date(message.text)
    except DateProblem as problem:
        raise Refusal("tanggal_tidak_terbaca", problem=problem) from problem
    _go_on(work, Kind(prompt.context["kind"]), day)


def _go_on(work: Work, kind: Kind, day: date) -> None:
    """The day is known: from when to when, unless the whole day is closed."""
    days.check_day(work, kind, day)
    if kind is Kind.LIBUR:
        _ask_reason(work, kind, day, None)
        return
    present = days.hours_on(work.engine.calendar, day)
    buttons = [_CANCEL]
    if kind is not Kind.KHUSUS:
        label = texts.full_label(kind, days.full_hours(work.engine.calendar, day))
        buttons = [[Button(label, Claim("kalender_penuh", arg=f"{kind}.{day}"))], _CANCEL]
    work.ask("kalender_jam", texts.ask_hours(kind, day, present), buttons, kind=kind, day=day.isoformat())


def choose_whole(work: Work, claim: Claim) -> None:
    """[Seharian], or the usual hours on an additional working day."""
    kind, day = _named(work, claim)
    if kind is Kind.KHUSUS:
        raise Refusal("tombol_lama")
    _ask_reason(work, kind, day, None)


def write_hours(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """Hours were typed."""
    _keeper(work)
    kind, day = Kind(prompt.context["kind"]), date.fromisoformat(prompt.context["day"])
    whole = kind is Kind.GANGGUAN and message.text.strip().casefold() in texts.TYPED_WHOLE_DAY
    _ask_reason(work, kind, day, None if whole else days.parse_hours(message.text))


def _ask_reason(work: Work, kind: Kind, day: date, hours: tuple[Span, ...] | None) -> None:
    spans = days.new_hours(work, kind, day, hours)
    work.ask(
        "kalender_alasan",
        texts.ask_reason(day, spans),
        [_CANCEL],
        kind=kind,
        day=day.isoformat(),
        hours=None if hours is None else spans_to_json(hours),
    )


def write_reason(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The reason was typed: the day changes, and every open limit with it."""
    _keeper(work)
    kind, day = Kind(prompt.context["kind"]), date.fromisoformat(prompt.context["day"])
    hours, reason = prompt.context["hours"], checked_reason(message.text)
    moved = days.note(work, kind, day, None if hours is None else spans_from_json(hours), reason)
    prompts.close(work.tx, work.me.officer_id)
    _answer(work, texts.done(day, days.hours_on(work.engine.calendar, day)), moved)


def _answer(work: Work, head: str, moved: tuple[Moved, ...]) -> None:
    listing.send(work, [head, *moved_texts.result(calendar.shifts(work, moved))], [])


def ask_which(work: Work, _claim: Claim) -> None:
    """[Hapus catatan]: of which day."""
    _keeper(work)
    today, rows = days.today(work), _notes(work)
    buttons = [
        [Button(texts.day_label(row.day, today), Claim("kalender_hapus", arg=f"{row.day}.{_mark(row)}"))]
        for row in rows
    ]
    work.reply(texts.ask_which() if rows else texts.nothing_noted(), buttons)


def _mark(row: DayRow) -> str:
    """What tells a note from the one before it on the same day, so that a second press does not take that back, too."""
    return hashlib.sha256(f"{spans_to_json(row.spans)}\n{row.reason}".encode()).hexdigest()[:8]


def take_back(work: Work, claim: Claim) -> None:
    """A note was chosen: what held before it holds again, and every open limit follows."""
    _keeper(work)
    text, _, mark = claim.arg.partition(".")
    day = _day(text)
    present = calendar_days.find(work.tx, work.office_id, day)
    if present is not None and _mark(present) != mark:
        raise Refusal("tombol_lama")
    moved = days.take_back(work, day)
    _answer(work, texts.taken_back(day, days.hours_on(work.engine.calendar, day)), moved)


def leave(work: Work, _claim: Claim) -> None:
    """[Batal]: the question about a day is dropped; one about anything else stays."""
    asked = prompts.find(work.tx, work.me.officer_id)
    if asked is None or asked.purpose not in TEXTS:
        raise Refusal("tombol_lama")
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.left())


PRESSES = {
    "kalender": begin,
    "kalender_jenis": ask_day,
    "kalender_hari": choose_day,
    "kalender_penuh": choose_whole,
    "kalender_catatan": ask_which,
    "kalender_hapus": take_back,
    "kalender_batal": leave,
}
TEXTS = {"kalender_hari": write_day, "kalender_jam": write_hours, "kalender_alasan": write_reason}
