"""Copies of an SQLite database while it is in use, and the way back, which sends nothing until someone says so."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import case, select, text, update

from storage.database import Transaction
from storage.engines import parse_url, sqlite_path
from storage.messages import OutboxMessage
from storage.schema import MOVED
from storage.tables import Officer

_HELD = """
UPDATE outbox_message SET state = 'held'
WHERE state IN ('pending', 'sending') OR state = 'waiting' AND batch IS NOT NULL
"""
_HELD_BACK = OutboxMessage.state == "held"
_CHAT = (
    select(Officer.telegram_id)
    .where(Officer.id == OutboxMessage.officer_id, Officer.unreachable_at.is_(None))
    .correlate(OutboxMessage)
    .scalar_subquery()
)
# Whoever was shut out meanwhile gets nothing that was written for him before.
_ADDRESS = update(OutboxMessage).where(_HELD_BACK, OutboxMessage.officer_id.is_not(None)).values(chat_id=_CHAT)
_RELEASE = (
    update(OutboxMessage)
    .where(_HELD_BACK)
    .values(
        state=case((OutboxMessage.chat_id.is_(None) | OutboxMessage.batch.is_not(None), "waiting"), else_="pending")
    )
)


class BackupError(Exception):
    """A backup or its restoration was refused; the message says why, in Indonesian."""


def backup(url: str, target: Path) -> None:
    """Copy the database to a new file, consistent at one instant, while others go on writing."""
    source = _file(url)
    if not source.is_file():
        raise BackupError(f"Basis data {source} tidak ditemukan.")
    copy_database(source, target)


def restore(source: Path, url: str) -> None:
    """Make the database anew from a backup; messages about to go out, with or without a document, are held.

    The place must be empty, so that a restoration never destroys anything; the backup itself is only read.
    """
    target = _file(url)
    for leftover in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
        if leftover.exists():
            raise BackupError(f"Berkas {leftover} masih ada; mohon dipindahkan dahulu sebelum pemulihan.")
    copy_database(source, target, prepare=_HELD)


def hold(tx: Transaction) -> int:
    """Hold what is about to go out, as a restoration by other tools than ours leaves it; gives the number."""
    return tx.execute(text(_HELD)).rowcount


def release_held(tx: Transaction) -> int:
    """Let the messages held since a restoration go out, to where their officers are now; gives their number."""
    tx.execute(_ADDRESS)
    return tx.execute(_RELEASE).rowcount


def copy_database(source: Path, target: Path, *, prepare: str | None = None) -> None:
    """Copy a database of ours by SQLite's backup API, check the copy, and only then give it its name.

    `prepare` is a statement run on the copy first. Raises BackupError if the target exists, or if the source is not
    sound or was moved.
    """
    if target.exists():
        raise BackupError(f"Berkas {target} sudah ada; mohon pilih nama lain.")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    try:
        _copy(source, draft, prepare)
        draft.rename(target)
    except sqlite3.DatabaseError as error:
        raise BackupError(f"Berkas {source} bukan salinan basis data yang utuh ({error}).") from error
    finally:
        draft.unlink(missing_ok=True)
    _sync(target.parent)


def _copy(source: Path, draft: Path, prepare: str | None) -> None:
    origin = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    with closing(origin), closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        origin.backup(copy)
        # A file of its own, without the companions that WAL mode needs, is what one can carry away.
        copy.execute("PRAGMA journal_mode=DELETE")
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("integrity_check")
        if copy.execute("SELECT version_num FROM alembic_version").fetchone() == (MOVED,):
            raise BackupError(
                f"Isi berkas {source} sudah dipindahkan ke PostgreSQL, sehingga berkasnya tidak dipakai lagi."
            )
        if prepare is not None:
            copy.execute(prepare)


def _sync(folder: Path) -> None:
    """Make the new name itself durable; Windows opens no folders, and writes names down by itself."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _file(url: str) -> Path:
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise BackupError(
            "Untuk PostgreSQL, mohon gunakan pg_dump dan pg_restore milik PostgreSQL; setelah pg_restore, jalankan "
            "'bot hold' sebelum bot dijalankan."
        )
    return sqlite_path(parsed)
