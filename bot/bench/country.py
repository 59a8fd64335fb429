"""A database of many offices with a year behind them: one is played by services, and copied inside SQLite."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from time import process_time
from typing import NamedTuple

import bot
from bot.bench import cloning, office
from bot.bench.papermill import Papermill
from bot.bench.players import Place, Players
from bot.documents.workbook.reading import read_office
from bot.office_plan import OfficePlan
from bot.services.bureau import Bureau
from bot.services.cycle import opening
from bot.services.papers.publisher import Publisher
from bot.services.papers.sealing import Sealing
from bot.sop.definition import long_ikis
from storage import forms, offices
from storage.audit import load_key
from storage.database import Database, Transaction
from storage.engines import sqlite_path
from storage.messages import OutboxMessage
from storage.offices import OFFICES_KEPT
from storage.records import (
    Answer,
    AuditEntry,
    Cycle,
    Deadline,
    Document,
    DocumentBytes,
    Form,
    Note,
    Prompt,
    Submission,
    Task,
    Upload,
    UploadBytes,
)
from storage.tables import (
    Assignment,
    Base,
    CalendarDay,
    EarlierFigure,
    Indicator,
    Invitation,
    Office,
    Officer,
    Period,
    SubActivity,
    Unit,
)

OPENED = datetime(2026, 4, 1, 0, 30, tzinfo=UTC)
"""Wednesday, 08.30 WITA: everyone is at work."""
NEXT = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)
WORKBOOK = Path(bot.__file__).parent / "contoh_kantor.xlsx"
CHATS = 1_000
"""The first chat of the office that is copied; those of measured offices begin at NEW_CHATS."""
NEW_CHATS = 900_000_000
TABLES: tuple[type[Base], ...] = (
    *(Office, Unit, Officer, Assignment, Invitation, SubActivity, Indicator, EarlierFigure, CalendarDay, Period),
    *(Cycle, Form, Task, Deadline, Answer, Submission, Note, Prompt, Upload, UploadBytes),
    *(Document, DocumentBytes, AuditEntry, OutboxMessage),
)


class Costs(NamedTuple):
    """What one cycle of one office takes: processor seconds, bytes of the database, messages sent, updates received."""

    cpu: float
    size: int
    messages: int
    updates: int


_SHIFTED = {
    ("outbox_message", name): f"{name} + {cloning.STRIDE} * n" for name in ("office_id", "officer_id", "task_id")
} | {
    ("audit_entry", "officer_id"): f"officer_id + {cloning.STRIDE} * n",
    ("prompt", "outbox_id"): f"outbox_id + {cloning.STRIDE} * n",
}
_UPDATES = """
INSERT INTO intake_update
WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < :last)
SELECT update_id + :stride * n, user_id + :stride * n, raw, state, attempts, error, received_at, done_at
FROM counted CROSS JOIN (SELECT * FROM intake_update LIMIT -1)
"""
"""Updates belong to no office; each copy has as many."""

CHANGED = {
    # Every office has its own words and people, so that nothing that the bot keeps in memory serves two of them.
    ("office", "name"): "name || ' ' || n",
    ("office", "config"): "json_set(config, '$.code', json_extract(config, '$.code') || n)",
    ("officer", "telegram_id"): f"telegram_id + {cloning.STRIDE} * n",
    ("invitation", "token_hash"): "token_hash || n",
    ("form", "sheet"): "replace(sheet, 'desa', 'desa ' || n)",
    ("document", "code"): "code || n",
    ("document", "sha256"): "sha256 || n",
    # Bytes of papers lie on pages of their own, which no query but their own reads.
    ("document_bytes", "content"): "zeroblob(64)",
    ("audit_entry", "chain"): "chain || '/' || n",
    ("outbox_message", "key"): "key || '/' || n",
    ("outbox_message", "chat_id"): f"chat_id + {cloning.STRIDE} * n",
    **_SHIFTED,
}


def plan(code: str) -> OfficePlan:
    """The demo's office, of six units and thirteen sub kegiatan, under a code of its own."""
    profile = _demo().profile
    return replace(_demo(), profile=replace(profile, code=code, name=f"{profile.name} {code}"))


@cache
def _demo() -> OfficePlan:
    read = read_office(WORKBOOK)
    assert isinstance(read, OfficePlan)
    return read


@dataclass(slots=True)
class Country:
    """A database of so many offices, open to be played in."""

    desk: office.Desk
    place: Place
    size: int
    _played: int = 0

    async def cycle(self) -> Costs:
        """Let one more office come, and play its first cycle; gives what that took."""
        self._played += 1
        self.place.now = self.desk.now = OPENED
        office_id, _ = office.admit(self.desk, plan(f"UKUR{self._played}"), NEW_CHATS + CHATS * self._played)
        before = self._bytes()
        players = await propose(self.place, office_id, 0)
        if self.size > OFFICES_KEPT:
            players.before_act = self._forget
        await players.play()
        return Costs(players.cpu, self._bytes() - before, players.messages, players.updates)

    def _forget(self) -> None:
        """Where more offices act in turn than the bot keeps in memory, nobody finds his own there.

        Working time is kept by hours and holidays, which offices share.
        """
        offices._parsed.cache_clear()
        forms._sheet.cache_clear()

    def _bytes(self) -> int:
        """Of the pages that hold something."""
        with closing(sqlite3.connect(sqlite_path(self.place.database.url))) as connection:
            pages, free, size = (
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_count", "freelist_count", "page_size")
            )
        return int((pages - free) * size)


async def propose(here: Place, office_id: int, period: int) -> Players:
    """Put step 1 of an office's cycle before its Camat; gives the people who play it."""

    def act(tx: Transaction) -> int:
        found = offices.periods(tx, office_id)[period].id
        return opening.propose(here.bureau.work(tx, office_id, here.now, f"buka{office_id}/{period}"), found)

    begun = process_time()
    players = Players(here, await here.write(act))
    await players.deliver()
    players.cpu = process_time() - begun
    return players


def opened(folder: Path, mill: Papermill, size: int) -> Country:
    """The country in a folder; its database is to be started."""
    database, bureau = (
        Database(f"sqlite:///{folder / 'kinerja.db'}"),
        Bureau(long_ikis(), load_key(folder), "bangku_bot"),
    )
    here = Place(database, bureau, OPENED, update=size * cloning.STRIDE)
    publisher = Publisher(
        database, bureau, mill, Sealing(folder=folder / "segel"), now=lambda: here.now, random=secrets.token_bytes
    )
    here.publisher = publisher
    return Country(office.Desk(database, bureau, OPENED), here, size)


async def found(folder: Path, mill: Papermill) -> int:
    """Make the office that is copied: a cycle behind it, and the next one's forms in the hands of its people.

    Gives how many messages led there since that cycle was opened.
    """
    office.found(folder, OPENED)
    country = opened(folder, mill, 0)
    here = country.place
    office_id, _ = office.admit(country.desk, plan("ASAL"), CHATS)
    here.database.start()
    try:
        await (await propose(here, office_id, 0)).play()
        here.now = NEXT
        players = await propose(here, office_id, 1)
        await players.hand_out()
    finally:
        await here.database.close()
    return players.messages


def multiply(folder: Path, size: int) -> None:
    """Copy that office until there are so many."""
    with cloning.bulk(folder) as connection:
        cloning.make(connection, cloning.Copies(1, 1, size - 1, changed=CHANGED, tables=TABLES))
        connection.execute(_UPDATES, {"last": size - 1, "stride": cloning.STRIDE})
