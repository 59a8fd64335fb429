"""The database as `bot doctor` sees it: only read, never made or changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, text

from storage import audit
from storage.audit import AuditBroken
from storage.database import Database, Transaction
from storage.engines import parse_url, sqlite_path
from storage.messages import OutboxMessage
from storage.migrate import plainly, revision_of
from storage.records import AuditEntry, Cycle
from storage.schema import NEWEST

CYCLES = 3
"""So many of the newest cycles have their chains looked at: an old one was when it was new."""


@dataclass(frozen=True, slots=True)
class State:
    """Its revision (None without a schema of ours), its server's name and version, and whether the file is sound."""

    revision: str | None
    server: str
    sound: bool

    @property
    def newest(self) -> bool:
        """Whether it is at this program's schema."""
        return self.revision == NEWEST


def state(url: str) -> State | None:
    """How the database is, None if it is an SQLite file that is not there yet; raises MigrationError."""
    with plainly():
        return Database(url).read_now(_state) if _is_there(url) else None


def at_newest(url: str) -> bool:
    """Whether there is a database at this program's schema, without a look at all of it; raises MigrationError."""
    with plainly():
        return _is_there(url) and Database(url).read_now(revision_of) == NEWEST


def _is_there(url: str) -> bool:
    parsed = parse_url(url)
    return parsed.get_backend_name() != "sqlite" or sqlite_path(parsed).is_file()


def _state(tx: Transaction) -> State:
    revision = revision_of(tx)
    if tx.dialect.name == "postgresql":
        return State(revision, f"PostgreSQL {tx.scalar(text('SHOW server_version'))}", True)
    sound = tx.execute(text("PRAGMA quick_check(1)")).scalar_one() == "ok"
    return State(revision, f"SQLite {tx.scalar(text('SELECT sqlite_version()'))}", sound)


def broken_chains(url: str, key: bytes) -> tuple[int, Sequence[AuditBroken]]:
    """How many chains of the newest cycles were followed from seal to seal, and those that do not fit."""

    def follow(tx: Transaction) -> tuple[int, list[AuditBroken]]:
        ids = list(tx.scalars(select(Cycle.id).order_by(Cycle.id.desc()).limit(CYCLES)))
        broken = list[AuditBroken]()
        for one in ids:
            try:
                audit.verify(tx, key, f"cycle:{one}")
            except AuditBroken as error:
                broken.append(error)
        return len(ids), broken

    with plainly():
        return Database(url).read_now(follow)


def audited(url: str) -> bool:
    """Whether anything was ever sealed, so that the key must be there."""
    with plainly():
        return Database(url).read_now(lambda tx: tx.execute(select(AuditEntry.seq).limit(1)).first() is not None)


def held(url: str) -> int:
    """How many messages wait for `bot release`."""

    def count(tx: Transaction) -> int:
        found = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.state == "held")
        return tx.scalar(found) or 0

    with plainly():
        return Database(url).read_now(count)
