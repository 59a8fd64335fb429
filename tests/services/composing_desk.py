"""The demo's office at step 12: the Kasubbag presses and writes at the counter, with every form received."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, update

from bot.services import desk
from bot.services.bureau import Bureau
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.sop.definition import long_ikis
from storage.database import Database, Transaction
from storage.office_config import profile_to_config
from storage.offices import load_offices
from storage.tables import Office, Officer
from tests.services.counter import KASUBBAG, KEY, Counter, Said
from tests.services.paper_office import PaperOffice, collected_copy


@dataclass
class ComposingDesk(Counter):
    """A counter whose cycle waits at step 12."""

    def say(self, code: str, text: str) -> list[Said]:
        """Write a text that answers the open question; gives what the official is told."""
        number = 10_000 + self._update
        self.now = self.now.replace(microsecond=0)

        def receive(work: object) -> None:
            desk.receive(work, Message(number, number, self.now, text))  # type: ignore[arg-type]

        return self.act(code, receive)

    def verb(self, verb: str, arg: str = "") -> list[Said]:
        """Press a button of the card of step 12, whether it is shown or not."""
        record, task = self.record(), self.task(12)
        return self.claim(KASUBBAG, Claim(verb, record.task_id(task), task.version, arg))

    def pattern(self, pattern: str, *, last: int = 0, yearly: bool = True) -> None:
        """Let the office count its letters so; an empty pattern lets it count none."""

        def write(tx: Transaction) -> None:
            profile = replace(
                load_offices(tx, [self.office_id])[self.office_id].profile,
                letter_pattern=pattern,
                letter_last=last,
                letter_last_year=2026,
                letter_yearly=yearly,
            )
            tx.execute(update(Office).where(Office.id == self.office_id).values(config=profile_to_config(profile)))

        self.database.write_now(write)


def composing_file(template: Path, folder: Path) -> tuple[Path, datetime]:
    """A file whose cycle is at step 12, to be copied by tests that begin there; and its hour."""
    path, now = collected_copy(template, folder)
    office = PaperOffice(Database(f"sqlite:///{path}"), now)
    office.recap()
    office.complete(11)
    office.join()
    return path, office.now


def composing_desk(file: tuple[Path, datetime], folder: Path) -> ComposingDesk:
    """A desk on a copy of that file."""
    path, now = file
    database = Database(f"sqlite:///{shutil.copy(path, folder / 'composing.sqlite3')}")
    found = ComposingDesk(database, office_id=1, cycle_id=1, now=now)
    found.bureau = Bureau(long_ikis(), KEY, bot_name="contoh_bot", random=bytes)
    found.office_id = database.read_now(lambda tx: tx.execute(select(Officer.office_id).limit(1)).scalar_one())
    return found
