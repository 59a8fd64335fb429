"""What the operator does from the command line: importing an office, inviting its officials."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import TypeVar

from bot.app import clock_of, prepare
from bot.documents.workbook.reading import read_office
from bot.documents.workbook.template import template
from bot.office_plan import OfficePlan
from bot.services.bureau import Bureau
from bot.services.import_office import import_office
from bot.services.limits import calendar, days
from bot.services.limits.calendar import Moved
from bot.services.limits.days import Kind
from bot.services.people import emblem, handover, joining, people
from bot.services.people import invitations as inviting
from bot.services.work import Work
from bot.settings import Settings, SettingsError
from bot.sop.dates import DateProblem, parse_date
from bot.sop.definition import long_ikis
from bot.sop.errors import Refusal
from bot.sop.working_time import Span
from bot.texts import emblem as emblem_texts
from bot.texts import schedule
from bot.texts.limits import calendar as moved_texts
from bot.texts.limits import disturbances as texts
from bot.texts.ordering import checked_reason
from bot.texts.posts import sebutan
from bot.texts.refusals import sentence as refused
from storage import calendar_days, officers
from storage.audit import load_key
from storage.backup import hold, release_held
from storage.database import Database, Transaction
from storage.migrate import MigrationError, MigrationResult
from storage.office_rows import find_office
from storage.officers import OfficerRow
from storage.offices import office_ids

T = TypeVar("T")
_TAG = re.compile(r"</?[bi]>")
SECRET = 24
"""Random bytes of an invitation: 192 bits."""


class OperatingError(Exception):
    """Something that the operator can mend; the text is one Indonesian sentence."""


def open_database(settings: Settings, now: datetime) -> Database:
    """The deployment's database at this program's schema; raises OperatingError where that is not possible."""
    prepared(settings, now)
    return Database(settings.database_url)


def prepared(settings: Settings, now: datetime) -> MigrationResult:
    """What was done so that the database is at this schema; raises OperatingError where that is not possible."""
    try:
        return prepare(settings, now)
    except (MigrationError, SettingsError) as error:
        raise OperatingError(str(error)) from error


def offices(tx: Transaction, bureau: Bureau, code: str | None, now: datetime, command: str) -> list[Work]:
    """Each office, or the one with this code, to be worked in by a command; raises OperatingError without any."""
    works = [bureau.work(tx, one, now, f"{command}:{one}:{now.isoformat()}") for one in office_ids(tx)]
    chosen = [work for work in works if code in {None, work.office.code}]
    if not works:
        raise OperatingError("Belum ada kantor; mohon diimpor dahulu dengan 'bot import BERKAS'.")
    if not chosen:
        raise OperatingError(f"Tidak ada kantor dengan kode {code}; yang ada: {_codes(works)}.")
    return chosen


def the_office(tx: Transaction, bureau: Bureau, code: str | None, now: datetime, command: str) -> Work:
    """The office with this code, or the only one; raises OperatingError where there is none, or more to choose from."""
    chosen = offices(tx, bureau, code, now, command)
    if len(chosen) > 1:
        raise OperatingError(f"Ada lebih dari satu kantor; mohon disebutkan dengan --office KODE: {_codes(chosen)}.")
    return chosen[0]


def _codes(works: Sequence[Work]) -> str:
    return ", ".join(work.office.code for work in works)


def write_template(settings: Settings, target: Path) -> None:
    """Write an empty workbook with headings, explanations and one example row a sheet."""
    if target.is_file():
        raise OperatingError(f"Berkas {target} sudah ada; mohon pilih nama lain.")
    target.write_bytes(template(clock_of(settings).now()))


def import_office_file(settings: Settings, file: Path) -> tuple[Sequence[str], str]:
    """Load an office from its workbook, all rows or none; the faults, and one sentence of what happened."""
    plan = read_office(file)
    if not isinstance(plan, OfficePlan):
        return [str(fault) for fault in plan], "Tidak ada yang diimpor. Mohon diperbaiki lalu diimpor kembali."
    now = clock_of(settings).now()
    database, bureau = open_database(settings, now), Bureau(long_ikis(), load_key(settings.data_dir))

    def act(tx: Transaction) -> str:
        known = find_office(tx, plan.profile.code)
        before = officers.holders(tx, known, at=now) if known is not None else []
        done = import_office(tx, plan, now)
        work = bureau.work(tx, done.office_id, now, f"impor:{done.office_id}:{now.isoformat()}")
        handed = handover.settle(work, before) if known is not None else 0
        work.record("OfficeImported", created=dict(done.created), updated=dict(done.updated))
        said = f"{plan.profile.name} {'dimuat' if done.is_new else 'diperbarui'}: {len(plan.officials)} pejabat."
        if handed:
            said += f" {handed} tugas terbuka diteruskan kepada pejabat yang baru."
        if lent := people.role_names(work, handover.lent(work)):
            said += f" Plh. yang sedang berlaku: {', '.join(lent)}; bila sudah selesai, diakhiri lewat /admin."
        moved = calendar.refresh(work)
        return "\n".join([said, *_what_moved(work, moved)]) if moved else said

    sentence = database.write_now(act)
    return [], "\n".join([*(str(one) for one in plan.warnings), sentence])


def invitations(
    settings: Settings, bot_name: str, random: Callable[[int], bytes], replace: str | None, office: str | None
) -> Iterator[str]:
    """A single-use link for each official of one office who has not joined, or for the one whose telephone is lost."""
    now = clock_of(settings).now()
    database, bureau = open_database(settings, now), Bureau(long_ikis(), load_key(settings.data_dir), bot_name)

    def act(tx: Transaction) -> list[str]:
        work = the_office(tx, bureau, office, now, "undangan")
        everyone = officers.officers(tx, work.office_id)
        if replace is not None and all(one.code != replace for one in everyone):
            known = ", ".join(one.code for one in everyone)
            raise OperatingError(f"Tidak ada pejabat dengan kode {replace}; yang ada: {known}.")
        return [
            f"{sebutan(one.honorific, one.post)} ({one.name}): {_link(work, one, random(SECRET), replace)}"
            for one in everyone
            if (one.telegram_id is None if replace is None else one.code == replace)
        ]

    yield from database.write_now(act) or ["Semua pejabat sudah bergabung."]


def hang_emblem(settings: Settings, file: Path, office: str | None) -> list[str]:
    """Let a picture stand on the letterhead of each office, or of the one with this code; a line an office.

    Raises OperatingError for a file that cannot be read or printed.
    """
    try:
        picture = emblem.painted(file.read_bytes())
    except OSError as error:
        raise OperatingError(f"Berkas {file} tidak dapat dibaca; mohon diperiksa nama dan izinnya.") from error
    except emblem.UnfitError as fault:
        raise OperatingError(f"Lambang {file} tidak dapat dipakai: {fault}.") from fault

    def hang(work: Work) -> list[str]:
        emblem.hang(work, picture)
        return [emblem_texts.changed(picture.width, picture.height)]

    return [f"{work.office.name}: {line}" for work, lines in _in_offices(settings, office, hang) for line in lines]


def hold_messages(settings: Settings) -> int:
    """Keep what is about to be sent until it is released; gives the number of messages."""
    return open_database(settings, clock_of(settings).now()).write_now(hold)


def release_messages(settings: Settings) -> int:
    """Let the messages held since a restoration go out; gives their number."""
    return open_database(settings, clock_of(settings).now()).write_now(release_held)


@dataclass(frozen=True, slots=True)
class CalendarResult:
    """What is to be printed, and whether anything was changed."""

    lines: tuple[str, ...]
    changed: bool


def noted_days(settings: Settings, office: str | None) -> list[str]:
    """The dated exceptions of each office, or of the one with this code, from a quarter ago on."""

    def look(work: Work) -> list[str]:
        rows = calendar_days.since(work.tx, work.office_id, days.today(work) - timedelta(days=days.BACK))
        found = [_plain(texts.line(row.day, row.spans, row.reason)) for row in rows]
        return found or ["Tidak ada catatan; jam kerja biasa dan hari libur nasional berlaku."]

    return [line for work, lines in _in_offices(settings, office, look) for line in (f"{work.office.name}:", *lines)]


def note_day(settings: Settings, day: str, hours: str | None, reason: str, office: str | None) -> CalendarResult:
    """Close a day, or give it other hours, in each office or in the one with this code; what moved.

    Raises OperatingError for a day, hours or a reason that cannot be read.
    """
    when, why = _read(parse_date, day), _read(checked_reason, reason)
    kind, spans = (Kind.LIBUR, None) if hours is None else (Kind.KHUSUS, _read(days.parse_hours, hours))
    return _change(settings, office, when, texts.done, lambda work: days.note(work, kind, when, spans, why))


def take_day_back(settings: Settings, day: str, office: str | None) -> CalendarResult:
    """Let the hours before the last note hold again on a day; raises OperatingError for a day that cannot be read."""
    when = _read(parse_date, day)
    return _change(settings, office, when, texts.taken_back, lambda work: days.take_back(work, when))


def _read(reader: Callable[[str], T], text: str) -> T:
    try:
        return reader(text)
    except Refusal as refusal:
        raise OperatingError(refused(refusal.code, refusal.facts)) from refusal
    except DateProblem as problem:
        raise OperatingError(schedule.unreadable(problem)) from problem


def _change(
    settings: Settings,
    office: str | None,
    day: date,
    done: Callable[[date, Sequence[Span]], str],
    act: Callable[[Work], tuple[Moved, ...]],
) -> CalendarResult:
    changed = set[int]()

    def carry_out(work: Work) -> list[str]:
        try:
            moved = act(work)
        except Refusal as refusal:
            return [_plain(refused(refusal.code, refusal.facts))]
        changed.add(work.office_id)
        return [_plain(done(day, days.hours_on(work.engine.calendar, day))), *_what_moved(work, moved)]

    said = _in_offices(settings, office, carry_out)
    return CalendarResult(tuple(f"{work.office.name}: {line}" for work, lines in said for line in lines), bool(changed))


def _what_moved(work: Work, moved: Sequence[Moved]) -> list[str]:
    return [_plain(line) for line in moved_texts.result(calendar.shifts(work, moved))]


def _plain(text: str) -> str:
    return unescape(_TAG.sub("", text))


def _in_offices(settings: Settings, code: str | None, act: Callable[[Work], list[str]]) -> list[tuple[Work, list[str]]]:
    """Act in each office, or in the one with this code, in one transaction; raises OperatingError without any."""
    now = clock_of(settings).now()
    database, bureau = open_database(settings, now), Bureau(long_ikis(), load_key(settings.data_dir))

    def everywhere(tx: Transaction) -> list[tuple[Work, list[str]]]:
        return [(work, act(work)) for work in offices(tx, bureau, code, now, "kalender")]

    return database.write_now(everywhere)


def _link(work: Work, one: OfficerRow, secret: bytes, replace: str | None) -> str:
    if replace is not None:
        return joining.link(work, joining.replace_phone(work, one.id, secret))
    work.record("OfficerInvited", officer=one.id)
    return joining.link(work, inviting.invite(work.tx, one.id, work.now, secret))
