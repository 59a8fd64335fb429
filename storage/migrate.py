"""Brings a database to the schema of this program, in one transaction, after a backup where that is possible."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from storage.backup import copy_database
from storage.engines import parse_url, sqlite_path, writing
from storage.link import Link
from storage.schema import MOVED, NEWEST

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATION_LOCK = 15_001
SCRIPTS = Path(__file__).parent / "migrations"


class MigrationError(Exception):
    """The database cannot be brought to this program's schema; the message says why, in Indonesian."""


@dataclass(frozen=True, slots=True)
class MigrationResult:
    """Revision before (None for an empty database) and after, and the backup made in between, if any."""

    before: str | None
    after: str
    backup: Path | None


def migrate(url: str, *, backup_dir: Path | None, now: datetime) -> MigrationResult:
    """Upgrade to the newest revision, or do nothing if it is there.

    An SQLite file that has a schema is first copied into `backup_dir` (unless None). Two processes may try at once:
    the second waits and finds nothing to do. Raises MigrationError for a database that cannot be opened or is newer.
    """
    parsed = parse_url(url)
    # Rebuilding a table drops the old one; with foreign keys on that would delete the rows which point to it.
    with closing(Link(*writing(parsed, foreign_keys=False))) as link, plainly():
        return link.alone(lambda tx: _upgrade(tx, parsed, backup_dir, now))


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what keeps a database from being opened into a MigrationError; any other fault of it passes."""
    try:
        yield
    except DatabaseError as error:
        if _is_no_database(error):
            raise MigrationError(
                "Basis data rusak atau bukan berkas SQLite. Mohon dipindahkan, lalu cadangan terakhir dipulihkan "
                "dengan 'bot restore'."
            ) from error
        # Without a statement it is the connection that failed; a step of a migration that fails is a fault of ours.
        if not isinstance(error, OperationalError) or error.statement is not None:
            raise
        raise MigrationError(
            "Basis data tidak dapat dibuka. Mohon DATABASE_URL, DATA_DIR, dan peladen basis data diperiksa."
        ) from error


def _is_no_database(error: DatabaseError) -> bool:
    """Whether SQLite found other bytes than its own."""
    return getattr(error.orig, "sqlite_errorname", "") in {"SQLITE_NOTADB", "SQLITE_CORRUPT"}


def revision_of(tx: Connection) -> str | None:
    """Give the revision of a database, None if it has no schema of ours; raises MigrationError if too new or moved."""
    if not inspect(tx).has_table("alembic_version"):
        return None
    revision: str | None = tx.scalar(text("SELECT version_num FROM alembic_version"))
    if revision == MOVED:
        raise MigrationError(
            "Isi berkas SQLite ini sudah dipindahkan ke PostgreSQL, sehingga berkasnya tidak dipakai lagi. "
            "Mohon DATABASE_URL diisi alamat PostgreSQL itu."
        )
    if revision != NEWEST and revision not in _known():
        raise MigrationError(
            f"Basis data ini dibuat oleh versi program yang lebih baru (revisi {revision}); "
            f"program ini mengenal sampai revisi {NEWEST}. Mohon perbarui program terlebih dahulu."
        )
    return revision


def _known() -> set[str]:
    # Alembic takes 10 MB and 50 ms, which a start without anything to upgrade is spared.
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _upgrade(tx: Connection, url: URL, backup_dir: Path | None, now: datetime) -> MigrationResult:
    sqlite = tx.dialect.name == "sqlite"
    if not sqlite:
        tx.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
    before = revision_of(tx)
    if before == NEWEST:
        return MigrationResult(before, NEWEST, None)
    backup = None
    if sqlite and before is not None and backup_dir is not None:
        backup = _backup(sqlite_path(url), backup_dir, before, now)
    _apply(tx)
    if sqlite:
        _check_foreign_keys(tx)
    return MigrationResult(before, NEWEST, backup)


def _apply(tx: Connection) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = tx
    command.upgrade(config, "head")


def _backup(path: Path, backup_dir: Path, revision: str, now: datetime) -> Path:
    backup_dir.mkdir(parents=True, exist_ok=True)
    target = backup_dir / f"{path.stem}-{revision}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{path.suffix}"
    copy_database(path, target)
    return target


def _check_foreign_keys(tx: Connection) -> None:
    broken = tx.execute(text("PRAGMA foreign_key_check")).first()
    if broken is not None:
        raise MigrationError(
            f"Pembaruan basis data dibatalkan: baris {broken[1]} pada tabel {broken[0]} menunjuk baris {broken[2]} "
            "yang tidak ada. Basis data tidak berubah."
        )


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config
