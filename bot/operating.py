"""What the operator does from the command line: importing an office, inviting its officials."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from bot.app import clock_of, make_folder
from bot.documents.workbook.reading import read_office
from bot.documents.workbook.template import template
from bot.office_plan import OfficePlan
from bot.services.bureau import Bureau
from bot.services.import_office import import_office
from bot.services.people import invitations as inviting
from bot.services.people import joining
from bot.services.work import Work
from bot.settings import Settings
from bot.sop.definition import long_ikis
from bot.texts.posts import sebutan
from storage import officers
from storage.audit import load_key
from storage.backup import release_held
from storage.database import Database, Transaction
from storage.migrate import MigrationError, migrate
from storage.officers import OfficerRow
from storage.offices import office_ids

SECRET = 24
"""Random bytes of an invitation: 192 bits."""


class OperatingError(Exception):
    """Something that the operator can mend; the text is one Indonesian sentence."""


def _database(settings: Settings, now: datetime) -> Database:
    make_folder(settings)
    try:
        migrate(settings.database_url, backup_dir=settings.data_dir / "backup", now=now)
    except MigrationError as error:
        raise OperatingError(str(error)) from error
    return Database(settings.database_url)


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
    database, bureau = _database(settings, now), Bureau(long_ikis(), load_key(settings.data_dir))

    def act(tx: Transaction) -> str:
        done = import_office(tx, plan, now)
        work = bureau.work(tx, done.office_id, now, "impor")
        work.record("OfficeImported", created=dict(done.created), updated=dict(done.updated))
        return f"{plan.profile.name} {'dimuat' if done.is_new else 'diperbarui'}: {len(plan.officials)} pejabat."

    sentence = database.write_now(act)
    return [], "\n".join([*(str(one) for one in plan.warnings), sentence])


def invitations(
    settings: Settings, bot_name: str, random: Callable[[int], bytes], replace: str | None
) -> Iterator[str]:
    """A single-use link for each official who has not joined, or for the one whose telephone is lost."""
    now = clock_of(settings).now()
    database, bureau = _database(settings, now), Bureau(long_ikis(), load_key(settings.data_dir), bot_name)

    def act(tx: Transaction) -> list[str]:
        works = [bureau.work(tx, office_id, now, "undangan") for office_id in office_ids(tx)]
        everyone = [(work, one) for work in works for one in officers.officers(tx, work.office_id)]
        if not everyone:
            raise OperatingError("Belum ada kantor; mohon diimpor dahulu dengan 'bot import BERKAS'.")
        if replace is not None and all(one.code != replace for _, one in everyone):
            known = ", ".join(one.code for _, one in everyone)
            raise OperatingError(f"Tidak ada pejabat dengan kode {replace}; yang ada: {known}.")
        return [
            f"{sebutan(one.honorific, one.post)} ({one.name}): {_link(work, one, random(SECRET), replace)}"
            for work, one in everyone
            if (one.telegram_id is None if replace is None else one.code == replace)
        ]

    yield from database.write_now(act) or ["Semua pejabat sudah bergabung."]


def release_messages(settings: Settings) -> int:
    """Let the messages held since a restoration go out; gives their number."""
    return _database(settings, clock_of(settings).now()).write_now(release_held)


def _link(work: Work, one: OfficerRow, secret: bytes, replace: str | None) -> str:
    if replace is not None:
        return joining.link(work, joining.replace_phone(work, one.id, secret))
    work.record("OfficerInvited", officer=one.id)
    return joining.link(work, inviting.invite(work.tx, one.id, work.now, secret))
